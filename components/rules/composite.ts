import { type Comparison, Join, type RuleLevel } from "../enums.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Problems } from "../validation/problems.ts";
import { unbalanced } from "../vocabulary/expression/tokens.ts";
import { variableOf } from "../vocabulary/statistic.ts";
import type { CompositeArgs, ConditionArgs } from "./args.ts";
import { checkComparison, readStatistic, readTimes } from "./levels.ts";
import { readPeriod } from "./period.ts";

/** A composite expression as the provider takes it. */
interface Composite {
  level: RuleLevel;
  times: number;
  expressionListJoin?: Join;
  expressionLists?: Condition[];
  expressionRaw?: string;
}

interface Condition {
  metricName: string;
  comparisonOperator: Comparison;
  statistics: string;
  threshold: string;
  period: number;
}

export function readComposite(
  problems: Problems,
  given: CompositeArgs,
  metric: Metric,
  period: number,
): Composite {
  const common = { level: given.level, times: readTimes(problems, "composite", given.times) };
  if (given.raw !== undefined) {
    if (given.conditions) problems.add("composite.raw", "must be left out where there are conditions");
    const problem = checkRaw(given.raw);
    if (problem) problems.add("composite.raw", problem);
    return { ...common, expressionRaw: given.raw };
  }
  const conditions = given.conditions ?? [];
  if (conditions.length < 2) {
    problems.add(
      "composite.conditions",
      "must hold at least two conditions, or raw must be given; one condition is a level",
    );
  }
  return {
    ...common,
    expressionListJoin: given.join ?? Join.All,
    expressionLists: conditions.map((each, index) =>
      readCondition(problems, `composite.conditions[${index}]`, each, metric, period),
    ),
  };
}

function readCondition(
  problems: Problems,
  path: string,
  given: ConditionArgs,
  ruleMetric: Metric,
  rulePeriod: number,
): Condition {
  const metric = given.metric ?? ruleMetric;
  if (metric.namespace !== ruleMetric.namespace) {
    problems.add(
      `${path}.metric`,
      `must be of ${ruleMetric.namespace}, as the rule's own, not of ${metric.namespace}`,
    );
  }
  const period =
    given.period === undefined ? rulePeriod : readPeriod(problems, `${path}.period`, metric, given.period);
  checkComparison(problems, path, given.comparison, given.threshold, metric);
  return {
    metricName: metric.metricName,
    comparisonOperator: given.comparison,
    // In composite expressions the API writes the statistic as a variable.
    statistics: variableOf(readStatistic(problems, path, given.statistic, metric)),
    threshold: String(given.threshold),
    period,
  };
}

/** What is plainly wrong with a raw expression. Whether it can be read is for lint to say, which can be told otherwise. */
function checkRaw(text: string): string | undefined {
  return text.includes("$") ? unbalanced(text) : "must compare a statistic such as $Average";
}
