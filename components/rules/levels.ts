import { METRIC_LEVELS, type MetricLevel } from "../../receiver/level.ts";
import { type Comparison, Statistic } from "../enums.ts";
import { findMetric } from "../metrics/find.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Problems } from "../validation/problems.ts";
import { meaningOf } from "../vocabulary/comparison.ts";
import { isStatistic, STATISTICS } from "../vocabulary/statistic.ts";
import type { LevelArgs, ThresholdRuleArgs } from "./args.ts";

/** One level as the provider takes it. */
export interface Escalation {
  comparisonOperator: Comparison;
  statistics: string;
  threshold: string;
  times: number;
}

export function readLevels(
  problems: Problems,
  args: ThresholdRuleArgs,
): Partial<Record<MetricLevel, Escalation>> {
  const escalations: Partial<Record<MetricLevel, Escalation>> = {};
  for (const level of METRIC_LEVELS) {
    const given = args[level];
    if (given) escalations[level] = readLevel(problems, level, given, args.metric);
  }
  return escalations;
}

function readLevel(problems: Problems, path: MetricLevel, level: LevelArgs, metric: Metric): Escalation {
  const statistic = readStatistic(problems, path, level.statistic, metric);
  checkComparison(problems, path, level.comparison, level.threshold, metric);
  const times = readTimes(problems, path, level.times);
  return {
    comparisonOperator: level.comparison,
    statistics: statistic,
    threshold: String(level.threshold),
    times,
  };
}

export function readTimes(problems: Problems, path: string, given: number | undefined): number {
  const times = given ?? 3;
  if (!Number.isInteger(times) || times < 1 || times > 1000) {
    problems.add(`${path}.times`, `must be a whole number from 1 to 1000, not ${times}`);
  }
  return times;
}

/** The statistic that is meant: the one given, else the metric's only one, else Average. */
export function readStatistic(
  problems: Problems,
  path: string,
  given: string | undefined,
  metric: Metric,
): string {
  const { metricName, namespace, statistics: offered } = metric;
  const statistic = given ?? (offered?.length === 1 && offered[0] ? offered[0] : Statistic.Average);
  if (offered && !offered.includes(statistic)) {
    const message = `must be one that ${metricName} offers (${offered.join(", ")}), not ${statistic}`;
    problems.add(`${path}.statistic`, message);
  } else if (!offered && !isStatistic(statistic) && !listed(namespace, metricName).includes(statistic)) {
    problems.add(
      `${path}.statistic`,
      `must be one of ${STATISTICS.join(", ")}, not ${statistic}, unless the metric's own statistics list it`,
    );
  }
  return statistic;
}

/** What the catalogue says that a metric offers, where a rule names it without. */
function listed(namespace: string, metricName: string): readonly string[] {
  return findMetric(namespace, metricName)?.statistics ?? [];
}

export function checkComparison(
  problems: Problems,
  path: string,
  comparison: Comparison,
  threshold: number,
  metric: Metric,
): void {
  const withPast = meaningOf(comparison)?.past !== undefined;
  if (!Number.isFinite(threshold)) {
    problems.add(`${path}.threshold`, `must be a finite number, not ${threshold}`);
  } else if (withPast && threshold < 0) {
    problems.add(`${path}.threshold`, `must not be negative: it is a change in percent, not ${threshold}`);
  } else if (!withPast && metric.unit === "%" && (threshold < 0 || threshold > 100)) {
    problems.add(
      `${path}.threshold`,
      `must be from 0 to 100: ${metric.metricName} is in %, so ${threshold} can't be what is meant`,
    );
  }
}
