import { metrics } from "../../components/metrics/catalogue.ts";
import type { Metric } from "../../components/metrics/metric.ts";

/** Every metric of the catalogue. */
export const METRICS: readonly Metric[] = Object.values(metrics).flatMap(
  (product) => Object.values(product) as Metric[],
);

const BY_NAME = new Map(METRICS.map((metric) => [`${metric.namespace}\n${metric.metricName}`, metric]));

/** A metric by its names; undefined if the catalogue doesn't have it, which is no proof that it isn't there. */
export function findMetric(namespace: string, metricName: string): Metric | undefined {
  return BY_NAME.get(`${namespace}\n${metricName}`);
}

/** Unit of a metric that the catalogue knows. */
export function unitOf(namespace: string, metricName: string): string | undefined {
  return findMetric(namespace, metricName)?.unit;
}
