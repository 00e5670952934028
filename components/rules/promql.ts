import type { RuleLevel } from "../enums.ts";
import { checkPromql } from "../prometheus/promql.ts";
import type { Problems } from "../validation/problems.ts";
import type { MetricRuleArgs } from "./args.ts";
import { readTimes } from "./levels.ts";

/** A query of hybrid monitoring as the provider takes it. */
interface Query {
  promQl: string;
  level: RuleLevel;
  times: number;
  annotations?: { key: string; value: string }[];
}

/**
 * Namespace of rules by PromQL; the metric's name is then the namespace of hybrid monitoring that is queried.
 * Source: https://www.alibabacloud.com/help/en/cms/developer-reference/api-putresourcemetricrule
 */
const NAMESPACE = "acs_prometheus";

/** Checks a query, and that it stands alone. Undefined without one. */
export function readQuery(
  problems: Problems,
  args: MetricRuleArgs,
  levels: readonly string[],
): Query | undefined {
  const { promql, metric, composite, resources } = args;
  if (promql === undefined) {
    if (metric.namespace === NAMESPACE)
      problems.add("promql", `is missing: the namespace ${NAMESPACE} has rules by PromQL alone`);
    return undefined;
  }
  problems.addIf("promql.query", checkPromql(promql.query));
  if (metric.namespace !== NAMESPACE)
    problems.add(
      "metric.namespace",
      `must be ${NAMESPACE} with promql, and metricName the namespace of hybrid monitoring, not "${metric.namespace}"`,
    );
  const others = [...levels, ...(composite ? ["composite"] : []), ...(resources ? ["resources"] : [])];
  if (others.length > 0)
    problems.add(
      "promql",
      `stands alone: the query says what is watched and from when (leave out ${others.join(", ")})`,
    );
  const annotations = Object.entries(promql.annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    promQl: promql.query,
    level: promql.level,
    times: readTimes(problems, "promql", promql.times),
    ...(annotations.length > 0 && { annotations: annotations.map(([key, value]) => ({ key, value })) }),
  };
}
