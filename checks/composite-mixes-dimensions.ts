import { findMetric } from "../components/metrics/find.ts";
import type { Metric } from "../components/metrics/metric.ts";
import { membersIn } from "../components/vocabulary/expression/read.ts";
import { STATISTICS } from "../components/vocabulary/statistic.ts";
import type { MetricRule } from "../program/model/metric-rules.ts";
import type { Check, Found } from "./support/check.ts";

export const compositeMixesDimensions: Check<"metric-rule"> = {
  id: "composite-mixes-dimensions",
  severity: "bug",
  summary: "A composite expression joins metrics that don't share their dimensions.",
  appliesTo: ["metric-rule"],
  find(rule) {
    const mixed = (rule.composite?.conditions ?? []).flatMap((each) =>
      mixing(`${each.path}.metric`, rule, each.metricName, each.metric),
    );
    const members = membersIn(rule.composite?.raw ?? "");
    const others = [...new Set(members.flatMap(({ of }) => of?.name ?? []))];
    return [
      ...mixed,
      ...others.flatMap((name) => mixing("composite.raw", rule, name, findMetric(rule.namespace, name))),
      ...members.flatMap(({ name, of }) => {
        const metric = of ? findMetric(rule.namespace, of.name) : rule.metric;
        if (!metric?.dimensions || [...metric.dimensions, ...EVERYWHERE].includes(name)) return [];
        const message = `compares $${name}, which is neither a dimension of ${metric.metricName} nor a statistic`;
        return [{ path: "composite.raw", message }];
      }),
    ];
  },
};

/** Members of every metric. */
const EVERYWHERE = ["userId", "reportTime", ...STATISTICS];

function mixing(path: string, rule: MetricRule, name: string, metric: Metric | undefined): Found[] {
  const [own, other] = [rule.metric?.dimensions, metric?.dimensions];
  if (!own || !other || key(own) === key(other)) return [];
  return [
    {
      path,
      message: `joins ${name} for each ${other.join(", ") || "account"} with ${rule.metricName} for each ${own.join(", ") || "account"}: there is no resource that has both`,
    },
  ];
}

function key(dimensions: readonly string[]): string {
  return [...dimensions].sort().join();
}
