import { metrics } from "./catalogue.ts";
import type { Metric } from "./metric.ts";

/** A metric of the catalogue, and what it is called there. */
interface Entry {
  /** The catalogue's word for the product: `ecs`. */
  product: string;
  /** The entry's own name, mostly that of the metric. */
  name: string;
  metric: Metric;
}

/** The whole catalogue, in its order. */
export const ENTRIES: readonly Entry[] = Object.entries(metrics).flatMap(([product, each]) =>
  Object.entries<Metric>(each).map(([name, metric]) => ({ product, name, metric })),
);

const BY_NAME = new Map(
  ENTRIES.map((entry) => [`${entry.metric.namespace}/${entry.metric.metricName}`, entry] as const),
);

const PRODUCTS = new Map(ENTRIES.map(({ metric, product }) => [metric.namespace, product] as const));

/** The catalogue's entry of a metric; undefined if it has none, which is no proof that there is no such metric. */
export function findEntry(namespace: string, metricName: string): Entry | undefined {
  return BY_NAME.get(`${namespace}/${metricName}`);
}

/** What the catalogue knows of a metric. */
export function findMetric(namespace: string, metricName: string): Metric | undefined {
  return findEntry(namespace, metricName)?.metric;
}

/** Names of the catalogue's metrics in a namespace; none where it doesn't know the namespace. */
export function metricNames(namespace: string): string[] {
  return ENTRIES.flatMap(({ metric }) => (metric.namespace === namespace ? metric.metricName : []));
}

/** Namespaces of the catalogue. */
export const NAMESPACES: readonly string[] = [...PRODUCTS.keys()];

/** The catalogue's word for the product whose metrics are in a namespace. */
export function productOf(namespace: string): string | undefined {
  return PRODUCTS.get(namespace);
}
