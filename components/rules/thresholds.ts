import type { MetricLevel } from "../../receiver/level.ts";
import type { Metric } from "../metrics/metric.ts";
import { checkNamespace } from "../metrics/namespace.ts";
import { readDuration } from "../validation/duration.ts";
import type { Problems } from "../validation/problems.ts";
import { ALWAYS, checkInterval } from "../vocabulary/interval.ts";
import type { ThresholdRuleArgs } from "./args.ts";
import { type CommonSettings, readCommon } from "./common.ts";
import { type Escalation, readLevels } from "./levels.ts";
import { readPeriod } from "./period.ts";

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

/** Range of the mute period, in seconds. Source: the validation of `cms_alarm` in the provider. */
const MUTE = { least: 300, most: 86_400 };

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

export function needLevel(problems: Problems, escalations: ThresholdSettings["escalations"]): void {
  if (Object.keys(escalations).length === 0) {
    problems.add("critical, warn, info", "are all missing: a rule needs at least one level");
  }
}

function checkMetric(problems: Problems, metric: Metric): void {
  if (!metric.unlisted) problems.addIf("metric.namespace", checkNamespace(metric.namespace));
}
