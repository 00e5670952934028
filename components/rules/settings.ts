import type { ServiceMetricAlarmRuleArgs } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import { NoDataPolicy } from "../enums.ts";
import { type Part, Problems } from "../validation/problems.ts";
import { checkAdopt } from "./adopt.ts";
import type { MetricRuleArgs } from "./args.ts";
import type { CommonSettings } from "./common.ts";
import { readComposite } from "./composite.ts";
import { labelList } from "./labels.ts";
import { readPeriod } from "./period.ts";
import { readQuery } from "./promql.ts";
import { needLevel, readThresholdRule } from "./thresholds.ts";

/** A metric rule's arguments: what the provider's resource takes of them, and what else the component needs. */
export interface MetricRuleSettings extends Pick<CommonSettings, "key" | "parameters"> {
  /** Everything that is known before other resources are. */
  inputs: Omit<ServiceMetricAlarmRuleArgs, "metricAlarmRuleId" | "contactGroups" | "resources" | "webhook">;
}

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkMetricRule(of: Part, args: MetricRuleArgs): MetricRuleSettings {
  const problems = new Problems(of);
  const settings = readThresholdRule(problems, of.name, args);
  const { composite: given } = args;
  const composite = given && readComposite(problems, given, args.metric, settings.period);
  const levels = Object.keys(settings.escalations);
  if (given && levels.length > 0) {
    problems.add(
      "composite",
      `must be left out where there are levels (${levels.join(", ")}): a rule has one or the other`,
    );
  }
  const query = readQuery(problems, args, levels);
  if (!given && !query) needLevel(problems, settings.escalations);
  const noDataPolicy = args.noDataPolicy ?? NoDataPolicy.KeepLastState;
  if (args.resources !== undefined && args.resources.length === 0) {
    problems.add("resources", "must not be an empty list; leave it out to watch every resource");
  }
  const interval = args.interval && readPeriod(problems, "interval", args.metric, args.interval);
  checkAdopt(problems, args.adopt);
  problems.throwIfAny();
  const { key, parameters, labels, escalations, period, mutePeriod, ...same } = settings;
  const inputs: MetricRuleSettings["inputs"] = {
    ...same,
    escalations: composite || query ? undefined : escalations,
    compositeExpression: composite,
    ...(query && { prometheus: query }),
    period: String(period),
    silenceTime: String(mutePeriod),
    interval: interval === undefined ? undefined : String(interval),
    noDataPolicy,
    sendOk: args.sendRecovery ?? true,
    status: args.enabled ?? true,
    labels: labelList(labels),
  };
  return { key, parameters, inputs };
}
