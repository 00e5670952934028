import { metrics } from "../../components/metrics/catalogue.ts";
import type { Metric } from "../../components/metrics/metric.ts";

const byName = new Map<string, Metric>();
for (const product of Object.values(metrics)) {
  for (const metric of Object.values(product) as Metric[]) {
    byName.set(`${metric.namespace}/${metric.metricName}`, metric);
  }
}

/** What the catalogue knows of a metric. */
export function catalogued(namespace: string, metricName: string): Metric | undefined {
  return byName.get(`${namespace}/${metricName}`);
}

/** Names of the catalogue's metrics in a namespace; none where it does not know the namespace. */
export function metricNames(namespace: string): string[] {
  return [...byName.values()].filter((each) => each.namespace === namespace).map((each) => each.metricName);
}

/** Least and greatest value of a unit. Undefined where the unit says nothing. */
export function rangeOf(unit: string | undefined): { least: number; most: number } | undefined {
  if (unit === "%") return { least: 0, most: 100 };
  const counted = /^(count|byte|bit|packet|ms|us|s|MB|Mbit|cores)(\/s|\/min)?$/.test(unit ?? "");
  return counted ? { least: 0, most: Number.POSITIVE_INFINITY } : undefined;
}
