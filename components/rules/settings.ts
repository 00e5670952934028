import type { ServiceMetricAlarmRuleArgs } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { labelParameters, PARAMETER } from "../../receiver/config/urls.ts";
import type { MetricLevel } from "../../receiver/level.ts";
import { NoDataPolicy } from "../enums.ts";
import type { Metric } from "../metrics/metric.ts";
import { readDuration } from "../validation/duration.ts";
import { checkRuleKey, nearest } from "../validation/names.ts";
import { Problems } from "../validation/problems.ts";
import { ALWAYS, checkInterval } from "../vocabulary/interval.ts";
import { checkAdopt } from "./adopt.ts";
import type { CommonRuleArgs, MetricRuleArgs, ThresholdRuleArgs } from "./args.ts";
import { readComposite } from "./composite.ts";
import { labelList } from "./inputs.ts";
import { checkWord, type Escalation, readLevels } from "./levels.ts";
import { readPeriod } from "./period.ts";

/** What every kind of rule needs, with defaults filled in. */
interface CommonSettings {
  key: string;
  ruleName: string;
  /** Labels, runbook and owner among them, sorted by name. */
  labels: Record<string, pulumi.Input<string>>;
  /** Parameters that the callback URL carries to the receiver. */
  parameters: Record<string, pulumi.Input<string>>;
}

/** A threshold rule's arguments with defaults filled in, in the provider's own terms. */
export interface ThresholdSettings extends CommonSettings {
  namespace: string;
  metricName: string;
  escalations: Partial<Record<MetricLevel, Escalation>>;
  /** Seconds. */
  period: number;
  /** Seconds. */
  mutePeriod: number;
  effectiveInterval: string;
  noEffectiveInterval: string | undefined;
  emailSubject: string | undefined;
}

/** A metric rule's arguments: what the provider's resource takes of them, and what else the component needs. */
interface MetricRuleSettings extends Pick<CommonSettings, "key" | "parameters"> {
  /** Everything that is known before other resources are. */
  inputs: Omit<ServiceMetricAlarmRuleArgs, "metricAlarmRuleId" | "contactGroups" | "resources" | "webhook">;
}

/** Range of the mute period, in seconds. Source: the validation of `cms_alarm` in the provider. */
const MUTE = { least: 300, most: 86_400 };

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkMetricRule(name: string, args: MetricRuleArgs): MetricRuleSettings {
  const problems = new Problems("MetricRule", name);
  const settings = readThresholdRule(problems, name, args);
  const { composite: given } = args;
  const composite = given && readComposite(problems, given, args.metric, settings.period);
  const levels = Object.keys(settings.escalations);
  if (given && levels.length > 0) {
    problems.add(
      "composite",
      `must be left out where there are levels (${levels.join(", ")}): a rule has one or the other`,
    );
  }
  if (!given) needLevel(problems, settings.escalations);
  const noDataPolicy = args.noDataPolicy ?? NoDataPolicy.KeepLastState;
  checkWord(problems, "noDataPolicy", noDataPolicy, Object.values(NoDataPolicy));
  if (args.resources !== undefined && args.resources.length === 0) {
    problems.add("resources", "must not be an empty list; leave it out to watch every resource");
  }
  checkAdopt(problems, args.adopt);
  problems.throwIfAny();
  const { key, parameters, labels, escalations, period, mutePeriod, ...same } = settings;
  const inputs: MetricRuleSettings["inputs"] = {
    ...same,
    escalations: composite ? undefined : escalations,
    compositeExpression: composite,
    period: String(period),
    silenceTime: String(mutePeriod),
    noDataPolicy,
    sendOk: args.sendRecovery ?? true,
    status: args.enabled ?? true,
    labels: labelList(labels),
  };
  return { key, parameters, inputs };
}

/** What every rule with thresholds has. Adds to `problems`, throws only where nothing more can be read. */
export function readThresholdRule(
  problems: Problems,
  name: string,
  args: ThresholdRuleArgs,
): ThresholdSettings {
  const { metric } = args;
  checkMetric(problems, metric);
  const common = readCommon(problems, name, args);
  if (args.emailSubject === "") {
    problems.add("emailSubject", "must not be empty; leave it out for CloudMonitor's own");
  }
  const escalations = readLevels(problems, args);
  const period =
    args.period === undefined
      ? Math.max(metric.periodSeconds ?? 60, 60)
      : readPeriod(problems, "period", metric, args.period);
  const mutePeriod = readDuration(problems, "mutePeriod", args.mutePeriod ?? "1 hour", MUTE);
  const effectiveInterval = args.effectiveInterval ?? ALWAYS;
  problems.addIf("effectiveInterval", checkInterval(effectiveInterval));
  if (args.noEffectiveInterval !== undefined) {
    problems.addIf("noEffectiveInterval", checkInterval(args.noEffectiveInterval));
  }
  return {
    ...common,
    namespace: metric.namespace,
    metricName: metric.metricName,
    escalations,
    period,
    mutePeriod,
    effectiveInterval,
    noEffectiveInterval: args.noEffectiveInterval,
    emailSubject: args.emailSubject,
  };
}

/** What every kind of rule has. */
function readCommon(problems: Problems, name: string, args: CommonRuleArgs): CommonSettings {
  const key = args.key ?? name;
  problems.addIf(args.key === undefined ? "key (by default the component's name)" : "key", checkRuleKey(key));
  const ruleName = args.ruleName ?? name;
  if (ruleName.trim() === "") problems.add("ruleName", "must not be empty");
  if (args.contactGroups.length === 0) {
    problems.add("contactGroups", "must name at least one contact group: CloudMonitor requires it");
  }
  if (args.runbook !== undefined && !/^https?:\/\/\S+$/.test(args.runbook)) {
    problems.add("runbook", `must be an http or https URL, not "${args.runbook}"`);
  }
  const labels = readLabels(problems, args);
  const carried = args.carryLabels === false ? {} : labels;
  return { key, ruleName, labels, parameters: { [PARAMETER.rule]: key, ...labelParameters(carried) } };
}

/** Labels with runbook and owner among them, sorted by name. */
export function readLabels(
  problems: Problems,
  args: Pick<CommonRuleArgs, "labels" | "runbook" | "owner">,
): Record<string, pulumi.Input<string>> {
  const given = {
    ...args.labels,
    ...(args.runbook !== undefined && { runbook_url: args.runbook }),
    ...(args.owner !== undefined && { owner: args.owner }),
  };
  for (const [label, value] of Object.entries(given)) {
    if (!/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(label) || value === "") {
      problems.add(
        `labels.${label}`,
        "must have a value, and a name of letters, digits, dots, hyphens or underscores",
      );
    }
  }
  return Object.fromEntries(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function needLevel(problems: Problems, escalations: ThresholdSettings["escalations"]): void {
  if (Object.keys(escalations).length === 0) {
    problems.add("critical, warn, info", "are all missing: a rule needs at least one level");
  }
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
