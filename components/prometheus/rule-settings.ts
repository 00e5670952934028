import type * as pulumi from "@pulumi/pulumi";
import { PromComparison, PrometheusSeverity } from "../enums.ts";
import { readLabels } from "../rules/labels.ts";
import { readDuration } from "../validation/duration.ts";
import { checkRuleKey } from "../validation/names.ts";
import { readOpenFor } from "../validation/open-for.ts";
import { Problems } from "../validation/problems.ts";
import { ALWAYS, checkInterval } from "../vocabulary/interval.ts";
import { type ActiveTimes, activeTimes, checkWithinADay } from "./active-times.ts";
import { checkPromql } from "./promql.ts";
import type { PrometheusRuleArgs, PrometheusThresholds } from "./rule-args.ts";

/** One rule of CloudMonitor 2.0, of the one or several that a component declares. */
export interface PrometheusVariant {
  /** `critical`, … where there are thresholds, else empty. */
  suffix: string;
  expr: string;
  severity: PrometheusSeverity;
}

export interface PrometheusSettings {
  key: string;
  ruleName: string;
  variants: PrometheusVariant[];
  /** Seconds. */
  duration: number;
  /** Seconds. */
  interval: number;
  /** Seconds. */
  mutePeriod: number;
  times: ActiveTimes;
  message: string;
  /** Seconds; undefined: for ever. */
  openFor: number | undefined;
  labels: Record<string, pulumi.Input<string>>;
  enabled: boolean;
}

const SEVERITY: Record<keyof PrometheusThresholds, PrometheusSeverity> = {
  critical: PrometheusSeverity.Critical,
  error: PrometheusSeverity.Error,
  warning: PrometheusSeverity.Warning,
  info: PrometheusSeverity.Info,
};

/** Labels that are the receiver's or the vendor's own. */
const OWN_LABELS = /^(_cms_|_aliyun_|alertname$|severity$|relay_rule$)/;

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkPrometheusRule(name: string, args: PrometheusRuleArgs): PrometheusSettings {
  const problems = new Problems({ type: "PrometheusRule", name });
  const key = args.key ?? name;
  problems.addIf(args.key === undefined ? "key (by default the component's name)" : "key", checkRuleKey(key));
  const ruleName = args.ruleName ?? name;
  if (ruleName.trim() === "") problems.add("ruleName", "must not be empty");
  const variants = readVariants(problems, args);
  // The provider does not send a zero, so the service's own default would apply.
  const duration = readDuration(problems, "for", args.for ?? "1 minute", { least: 1 });
  const interval = readDuration(problems, "every", args.every ?? "1 minute", { least: 1 });
  const mutePeriod = readDuration(problems, "mutePeriod", args.mutePeriod ?? "24 hours", { least: 60 });
  const effectiveInterval = args.effectiveInterval ?? ALWAYS;
  const times = activeTimes(effectiveInterval);
  problems.addIf("effectiveInterval", checkInterval(effectiveInterval) ?? checkWithinADay(effectiveInterval));
  const message = args.message ?? `${ruleName}: {{ $value }}`;
  if (message.trim() === "")
    problems.add("message", "must not be empty: the notification would have no text");
  const ways = [args.webhooks?.length ? "webhooks" : "", args.policy === undefined ? "" : "policy"].filter(
    Boolean,
  );
  if (ways.length !== 1) {
    problems.add(
      "webhooks, policy",
      ways.length === 0 ? "are both missing: nobody would be notified" : "must not be given both",
    );
  }
  const openFor = readOpenFor(problems, args.openFor);
  const labels = readLabels(problems, args);
  for (const label of Object.keys(labels)) {
    if (OWN_LABELS.test(label))
      problems.add(`labels.${label}`, "is a label of CloudMonitor or of the receiver itself");
  }
  problems.throwIfAny();
  return {
    key,
    ruleName,
    variants,
    times: times as ActiveTimes,
    duration,
    interval,
    mutePeriod,
    message,
    openFor,
    labels,
    enabled: args.enabled ?? true,
  };
}

function readVariants(problems: Problems, args: PrometheusRuleArgs): PrometheusVariant[] {
  const { expr, query, thresholds = {} } = args;
  if ((expr === undefined) === (query === undefined)) {
    problems.add("expr, query", expr === undefined ? "are both missing" : "must not be given both");
    return [];
  }
  if (expr !== undefined) {
    problems.addIf("expr", checkPromql(expr));
    const { severity } = args;
    if (severity === undefined) problems.add("severity", "is missing: an expression has one");
    if (args.thresholds)
      problems.add("thresholds", "go with query, not with expr, whose condition is inside");
    return [{ suffix: "", expr, severity: severity ?? PrometheusSeverity.Critical }];
  }
  const text = query ?? "";
  problems.addIf("query", checkPromql(text));
  if (args.severity) problems.add("severity", "goes with expr; with query the thresholds say the severities");
  const comparison = args.comparison ?? PromComparison.Above;
  const given = Object.entries(thresholds) as [keyof PrometheusThresholds, number][];
  if (given.length === 0)
    problems.add("thresholds", "must hold at least one of critical, error, warning, info");
  for (const [level, threshold] of given) {
    if (!Number.isFinite(threshold))
      problems.add(`thresholds.${level}`, `must be a finite number, not ${threshold}`);
  }
  return given.map(([level, threshold]) => ({
    suffix: level,
    expr: `(${text}) ${comparison} ${threshold}`,
    severity: SEVERITY[level],
  }));
}
