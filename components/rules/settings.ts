import { DURATION_FORMAT, durationText, parseDuration } from "../checks/duration.ts";
import { checkInterval } from "../checks/interval.ts";
import { checkRuleKey, nearest } from "../checks/names.ts";
import { Problems } from "../checks/problems.ts";
import { Comparison, NoDataPolicy, Statistic } from "../enums.ts";
import type { Metric } from "../metrics/metric.ts";
import type { LevelArgs, MetricRuleArgs } from "./args.ts";

/** A rule's arguments with defaults filled in, in the provider's own terms. */
export interface RuleSettings {
  key: string;
  ruleName: string;
  namespace: string;
  metricName: string;
  escalations: Partial<Record<LevelName, Escalation>>;
  /** Seconds. */
  period: number;
  /** Seconds. */
  mutePeriod: number;
  effectiveInterval: string;
  noEffectiveInterval: string | undefined;
  noDataPolicy: NoDataPolicy;
  sendRecovery: boolean;
  emailSubject: string | undefined;
  enabled: boolean;
}

interface Escalation {
  comparisonOperator: Comparison;
  statistics: Statistic;
  threshold: string;
  times: number;
}

export const LEVEL_NAMES = ["critical", "warn", "info"] as const;
type LevelName = (typeof LEVEL_NAMES)[number];

/** Range of the mute period, in seconds. Source: the validation of `cms_alarm` in the provider. */
const MUTE = { least: 300, most: 86_400 };

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkMetricRule(name: string, args: MetricRuleArgs): RuleSettings {
  const problems = new Problems("MetricRule", name);
  const { metric } = args;
  checkMetric(problems, metric);

  const key = args.key ?? name;
  problems.addIf(args.key === undefined ? "key (by default the component's name)" : "key", checkRuleKey(key));
  const ruleName = args.ruleName ?? name;
  if (ruleName.trim() === "") problems.add("ruleName", "must not be empty");
  if (args.emailSubject === "")
    problems.add("emailSubject", "must not be empty; leave it out for CloudMonitor's own");

  const escalations = readLevels(problems, args);
  const period = readPeriod(problems, metric, args.period);
  const mutePeriod = readMutePeriod(problems, args.mutePeriod);
  const effectiveInterval = args.effectiveInterval ?? "00:00-23:59";
  problems.addIf("effectiveInterval", checkInterval(effectiveInterval));
  if (args.noEffectiveInterval !== undefined) {
    problems.addIf("noEffectiveInterval", checkInterval(args.noEffectiveInterval));
  }
  const noDataPolicy = args.noDataPolicy ?? NoDataPolicy.KeepLastState;
  checkWord(problems, "noDataPolicy", noDataPolicy, Object.values(NoDataPolicy));
  if (args.contactGroups.length === 0) {
    problems.add("contactGroups", "must name at least one contact group: CloudMonitor requires it");
  }
  if (args.resources !== undefined && args.resources.length === 0) {
    problems.add("resources", "must not be an empty list; leave it out to watch every resource");
  }
  for (const [label, value] of Object.entries(args.labels ?? {})) {
    if (label.trim() === "" || value === "") problems.add(`labels.${label}`, "must have a name and a value");
  }
  problems.throwIfAny();
  return {
    key,
    ruleName,
    namespace: metric.namespace,
    metricName: metric.metricName,
    escalations,
    period,
    mutePeriod,
    effectiveInterval,
    noEffectiveInterval: args.noEffectiveInterval,
    noDataPolicy,
    sendRecovery: args.sendRecovery ?? true,
    emailSubject: args.emailSubject,
    enabled: args.enabled ?? true,
  };
}

function checkMetric(problems: Problems, metric: Metric): void {
  if (!metric?.namespace || !metric.metricName) {
    problems.add(
      "metric",
      "must have a namespace and a metricName, as the catalogue's entries do (metrics.ecs.CPUUtilization)",
    );
    problems.throwIfAny();
  }
}

function readLevels(problems: Problems, args: MetricRuleArgs): RuleSettings["escalations"] {
  const escalations: RuleSettings["escalations"] = {};
  for (const level of LEVEL_NAMES) {
    const given = args[level];
    if (given) escalations[level] = readLevel(problems, level, given, args.metric);
  }
  if (Object.keys(escalations).length === 0) {
    problems.add("critical, warn, info", "are all missing: a rule needs at least one level");
  }
  return escalations;
}

function readLevel(problems: Problems, path: LevelName, level: LevelArgs, metric: Metric): Escalation {
  const offered = metric.statistics;
  const statistic = level.statistic ?? (offered?.length === 1 && offered[0] ? offered[0] : Statistic.Average);
  const times = level.times ?? 3;
  if (offered && !offered.includes(statistic)) {
    problems.add(
      `${path}.statistic`,
      `must be one that ${metric.metricName} offers (${offered.join(", ")}), not ${statistic}`,
    );
  } else {
    checkWord(problems, `${path}.statistic`, statistic, Object.values(Statistic));
  }
  checkWord(problems, `${path}.comparison`, level.comparison, Object.values(Comparison));
  if (typeof level.threshold !== "number" || !Number.isFinite(level.threshold)) {
    problems.add(`${path}.threshold`, `must be a finite number, not ${level.threshold}`);
  } else if (metric.unit === "%" && (level.threshold < 0 || level.threshold > 100)) {
    problems.add(
      `${path}.threshold`,
      `must be from 0 to 100: ${metric.metricName} is in %, so ${level.threshold} can't be what is meant`,
    );
  }
  if (!Number.isInteger(times) || times < 1 || times > 1000) {
    problems.add(`${path}.times`, `must be a whole number from 1 to 1000, not ${times}`);
  }
  return {
    comparisonOperator: level.comparison,
    statistics: statistic,
    threshold: String(level.threshold),
    times,
  };
}

function readPeriod(problems: Problems, metric: Metric, text: string | undefined): number {
  const base = metric.periodSeconds ?? 60;
  if (text === undefined) return Math.max(base, 60);
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    problems.add("period", `must be ${DURATION_FORMAT}, not "${text}"`);
  } else if (seconds === 0 || seconds % base !== 0) {
    problems.add(
      "period",
      `must be a multiple of ${durationText(base)}, which is how often ${metric.metricName} arrives, not "${text}"`,
    );
  }
  return seconds ?? base;
}

function readMutePeriod(problems: Problems, text: string | undefined): number {
  const seconds = parseDuration(text ?? "1 hour");
  const range = `from "${durationText(MUTE.least)}" to "24 hours"`;
  if (seconds === undefined) problems.add("mutePeriod", `must be ${DURATION_FORMAT}, not "${text}"`);
  else if (seconds < MUTE.least || seconds > MUTE.most)
    problems.add("mutePeriod", `must be ${range}, not "${text}"`);
  return seconds ?? MUTE.most;
}

function checkWord(problems: Problems, path: string, word: string, allowed: readonly string[]): void {
  if (!allowed.includes(word)) problems.add(path, `must be one of ${allowed.join(", ")}, not "${word}"`);
}

/** What is wrong with a list of watched resources, or undefined. */
export function checkResources(resources: Record<string, string>[], metric: Metric): string | undefined {
  const allowed = metric.dimensions;
  const seen = new Set<string>();
  for (const [index, resource] of resources.entries()) {
    const names = Object.keys(resource);
    const position = `(resource ${index + 1})`;
    if (names.length === 0) return `must give at least one dimension ${position}`;
    const unknown = allowed && names.find((each) => !allowed.includes(each));
    if (allowed && unknown !== undefined) {
      const hint = nearest(unknown, allowed);
      return `must use dimensions that ${metric.metricName} has (${allowed.join(", ")}), not "${unknown}" ${position}${hint ? `; did you mean "${hint}"?` : ""}`;
    }
    const empty = names.find((each) => !resource[each]);
    if (empty !== undefined) return `must give a value for "${empty}" ${position}`;
    const text = JSON.stringify(Object.entries(resource).sort());
    if (seen.has(text)) return `must not list the same resource twice ${position}`;
    seen.add(text);
  }
  return undefined;
}
