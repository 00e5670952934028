import { parse } from "yaml";
import { lookup } from "../../receiver/lookup.ts";
import { PrometheusSeverity } from "../enums.ts";
import { checkPromql } from "./promql.ts";

/** An alert of a Prometheus rule file, read. */
export interface FileRule {
  alert: string;
  expr: string;
  severity: PrometheusSeverity;
  /** As the file writes it, e.g. `5m`. */
  for: string | undefined;
  /** `interval` of its group. */
  every: string | undefined;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** Words of the label `severity` that people use. */
const SEVERITIES: Record<string, PrometheusSeverity> = {
  critical: PrometheusSeverity.Critical,
  page: PrometheusSeverity.Critical,
  emergency: PrometheusSeverity.Critical,
  error: PrometheusSeverity.Error,
  high: PrometheusSeverity.Error,
  warning: PrometheusSeverity.Warning,
  warn: PrometheusSeverity.Warning,
  info: PrometheusSeverity.Info,
  informational: PrometheusSeverity.Info,
  none: PrometheusSeverity.Info,
};

const RULE_KEYS = ["alert", "expr", "for", "labels", "annotations"];

/**
 * The alerts of a rule file as Prometheus reads it (`groups: - name, interval, rules: - alert, expr, for,
 * labels, annotations`). Throws with everything that is wrong with it: what CloudMonitor can't do is
 * refused, not left out.
 * Source: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export function parseRuleFile(text: string): FileRule[] {
  const problems: string[] = [];
  const document = parse(text) as {
    groups?: { name?: string; interval?: string; rules?: Record<string, unknown>[] }[];
  } | null;
  const rules: FileRule[] = [];
  if (!Array.isArray(document?.groups)) throw new Error("groups: must be a list of groups with rules");
  for (const [index, group] of document.groups.entries()) {
    const where = `group ${group.name ?? index + 1}`;
    if (!Array.isArray(group.rules)) problems.push(`${where}: rules must be a list`);
    for (const rule of Array.isArray(group.rules) ? group.rules : []) {
      const read = readRule(rule, where, group.interval, problems);
      if (read) rules.push(read);
    }
  }
  const names = rules.map(({ alert }) => alert);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index))) {
    problems.push(
      `alert ${name}: stands twice; give each its own name, since incidents are told apart by it`,
    );
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return rules;
}

function readRule(
  rule: Record<string, unknown>,
  where: string,
  every: string | undefined,
  problems: string[],
): FileRule | undefined {
  if (rule.record !== undefined) {
    problems.push(
      `${where}: ${String(rule.record)} is a recording rule, which CloudMonitor can't evaluate; leave it with Prometheus`,
    );
    return undefined;
  }
  const alert = String(rule.alert ?? "");
  const at = `alert ${alert || "(without a name)"}`;
  for (const key of Object.keys(rule)) {
    if (!RULE_KEYS.includes(key)) problems.push(`${at}: ${key} is not something that CloudMonitor can do`);
  }
  const expr = String(rule.expr ?? "");
  const problem = checkPromql(expr);
  if (problem) problems.push(`${at}: expr ${problem}`);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(alert)) {
    problems.push(`${at}: must be named with letters, digits, dots, hyphens or underscores`);
  }
  const { severity: word = "", ...labels } = texts(rule.labels);
  const severity = lookup(SEVERITIES, word.toLowerCase());
  if (!severity) {
    problems.push(
      `${at}: labels.severity must be one of ${Object.keys(SEVERITIES).join(", ")}, not "${word}"`,
    );
  }
  const annotations = texts(rule.annotations);
  const time = rule.for === undefined ? undefined : String(rule.for);
  return severity && { alert, expr, severity, for: time, every, labels, annotations };
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((value ?? {}) as object).map(([key, each]) => [key, String(each)]),
  );
}
