import type { Metric } from "../metrics/metric.ts";
import { needLevel, readThresholdRule, type ThresholdSettings } from "../rules/thresholds.ts";
import { nearest } from "../validation/names.ts";
import { Problems } from "../validation/problems.ts";
import type { GroupMetricRuleArgs } from "./args.ts";

interface GroupMetricRuleSettings extends ThresholdSettings {
  category: string | undefined;
}

/** The period is a multiple of this, whatever the metric's own is. Source: `PutGroupMetricRule`. */
const MINUTE = 60;

/** Checks everything that is known before any resource is declared. Throws with every problem at once. */
export function checkGroupMetricRule(name: string, args: GroupMetricRuleArgs): GroupMetricRuleSettings {
  const problems = new Problems({ type: "GroupMetricRule", name });
  const settings = readThresholdRule(problems, name, args);
  needLevel(problems, settings.escalations);
  if (settings.period % MINUTE !== 0)
    problems.add("period", `must be a multiple of 1 minute in a rule on a group, not "${args.period}"`);
  if (args.category === "") problems.add("category", "must not be empty");
  if (args.dimensions && Object.keys(args.dimensions).length === 0)
    problems.add("dimensions", "must not be empty; leave them out to watch all");
  problems.throwIfAny();
  return { ...settings, category: args.category };
}

/** What is wrong with the id of an application group, or undefined. */
export function checkGroup(id: string): string | undefined {
  return id === ""
    ? "is no group: a tag that may have several values comes to several. Give the group's templates, or make a rule for each of its groupIds"
    : undefined;
}

/** The dimension that says which member it is; the group says that. */
const MEMBER = "instanceId";

/** What is wrong with the further dimensions, or undefined. */
export function checkDimensions(dimensions: Record<string, string>, metric: Metric): string | undefined {
  const offered = metric.dimensions?.filter((each) => each !== MEMBER);
  for (const [dimension, value] of Object.entries(dimensions)) {
    if (dimension === MEMBER)
      return `must not hold ${MEMBER}: which members there are is the group's business`;
    if (value === "") return `must give a value for "${dimension}"`;
    if (!offered || offered.includes(dimension)) continue;
    if (offered.length === 0) return `must be left out: ${metric.metricName} has none besides ${MEMBER}`;
    const hint = nearest(dimension, offered);
    return `must be of those that ${metric.metricName} has (${offered.join(", ")}), not "${dimension}"${hint ? `; did you mean "${hint}"?` : ""}`;
  }
  return undefined;
}
