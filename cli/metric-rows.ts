import { ENTRIES } from "../components/metrics/find.ts";
import type { Metric } from "../components/metrics/metric.ts";
import type { MetricMeta } from "./metric-meta.ts";

/** A line of components/metrics/metrics.tsv. */
interface Row {
  namespace: string;
  metric: string;
  unit: string;
  statistics: string[];
  dimensions: string[];
  /** Seconds. */
  period: number;
}

const HEADER = ["namespace", "metric", "unit", "statistics", "dimensions", "base_period_s"].join("\t");

/** Namespaces that the catalogue has. */
export const KNOWN_NAMESPACES = [...new Set(ENTRIES.map(({ metric }) => metric.namespace))].sort();

/** The metrics as rows, sorted. Leaves out what no rule can be made of: without a statistic or a period. */
export function rowsOf(metas: MetricMeta[]): Row[] {
  const rows = metas.map((meta) => ({
    namespace: meta.Namespace,
    metric: meta.MetricName,
    unit: meta.Unit ?? "",
    statistics: list(meta.Statistics),
    // Every metric has the account as a dimension; rules never name it.
    dimensions: list(meta.Dimensions).filter((dimension) => dimension !== "userId"),
    period: Math.min(...list(meta.Periods).map(Number)),
  }));
  return rows
    .filter(({ statistics, period }) => statistics.length > 0 && Number.isFinite(period) && period > 0)
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.metric, b.metric));
}

export function tsv(rows: Row[]): string {
  const lines = rows.map((row) =>
    [row.namespace, row.metric, row.unit, row.statistics.join(), row.dimensions.join(), String(row.period)]
      .map((cell) => cell.replace(/\s+/g, " ").trim() || "-")
      .join("\t"),
  );
  return [HEADER, ...lines, ""].join("\n");
}

/** What is new, gone and different beside the catalogue of this version, within the namespaces of the rows. */
export function differences(rows: Row[]): { added: string[]; gone: string[]; changed: string[] } {
  const namespaces = new Set(rows.map(({ namespace }) => namespace));
  const before = new Map<string, Metric>(
    ENTRIES.flatMap(({ metric }) =>
      namespaces.has(metric.namespace) ? [[`${metric.namespace} ${metric.metricName}`, metric] as const] : [],
    ),
  );
  const added: string[] = [];
  const changed: string[] = [];
  for (const row of rows) {
    const name = `${row.namespace} ${row.metric}`;
    const known = before.get(name);
    before.delete(name);
    if (!known) added.push(name);
    else if (!same(row, known)) changed.push(name);
  }
  return { added, gone: [...before.keys()], changed };
}

function same(row: Row, metric: Metric): boolean {
  const sets = (left: readonly string[], right: readonly string[] = []) =>
    [...left].sort().join() === [...right].sort().join();
  return (
    row.period === metric.periodSeconds &&
    sets(row.statistics, metric.statistics) &&
    sets(row.dimensions, metric.dimensions)
  );
}

function list(text: string | undefined): string[] {
  return (text ?? "").split(",").flatMap((each) => each.trim() || []);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
