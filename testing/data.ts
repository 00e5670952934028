import { readFileSync } from "node:fs";
import { parse as parseCsv } from "csv-parse/sync";
import type { Metric } from "../components/metrics/metric.ts";
import { parseDuration } from "../components/vocabulary/duration.ts";
import { STATISTICS } from "../components/vocabulary/statistic.ts";
import { catalogueMetric } from "../local/cloudmonitor/scenario.ts";
import { parseValues, type Series } from "../local/cloudmonitor/series.ts";

/** Metric data for a rehearsal: one resource's values from the rehearsal's beginning, or exported ones with times of their own. */
export type Data =
  | ({ kind: "values" } & Omit<Series, "start" | "interval">)
  | ({ kind: "exported" } & Series);

/**
 * Values of one metric on one resource, one a minute (see `interval` of `rehearse`), in promtool's
 * notation: `series("ecs.CPUUtilization", { instanceId: "i-1" }, "20x9 97x5 30x20")`. The metric is of
 * the catalogue, or `namespace/metric`. Throws on anything else.
 */
export function series(
  metric: string | Metric,
  resource: Record<string, string>,
  values: string,
  name?: string,
): Data {
  const { namespace, metricName } = typeof metric === "string" ? catalogueMetric(metric, "series") : metric;
  return { kind: "values", namespace, metricName, resource, name, values: parseValues(values) };
}

/** Columns of an export beside those of statistics; every other column is a dimension. */
const TIME = ["timestamp", "time"];
const ACCOUNT = ["userId"];

/**
 * Metric data as CloudMonitor exports it: a CSV file with a column `timestamp` (milliseconds or seconds
 * since 1970, or ISO 8601), a column for each dimension, and one for each statistic. Every resource in
 * it becomes a series; where a value is missing, none arrived. Throws with what is wrong, and the line.
 */
export function csv(file: string, metric: string | Metric): Data[] {
  return parseExport(readFileSync(file, "utf8"), metric, file);
}

export function parseExport(text: string, metric: string | Metric, file: string): Data[] {
  const { namespace, metricName } = typeof metric === "string" ? catalogueMetric(metric, file) : metric;
  const rows = parseCsv(text, { columns: true, skip_empty_lines: true, trim: true, bom: true }) as Record<
    string,
    string
  >[];
  const columns = Object.keys(rows[0] ?? {});
  const time = columns.find((column) => TIME.includes(column));
  const statistics = columns.filter((column) => STATISTICS.includes(column));
  if (!time || statistics.length === 0) {
    throw new Error(
      `${file}: needs a column timestamp and at least one of ${STATISTICS.join(", ")}; it has ${columns.join(", ") || "no rows"}`,
    );
  }
  const dimensions = columns.filter((column) => ![...TIME, ...ACCOUNT, ...STATISTICS].includes(column));
  const byResource = new Map<string, { at: number; row: Record<string, string> }[]>();
  for (const [index, row] of rows.entries()) {
    const at = readTime(row[time] ?? "", `${file}, line ${index + 2}`);
    const resource = JSON.stringify(dimensions.map((dimension) => row[dimension]));
    byResource.set(resource, [...(byResource.get(resource) ?? []), { at, row }]);
  }
  return [...byResource.values()].map((points) => {
    points.sort((a, b) => a.at - b.at);
    const interval = smallestGap(points.map(({ at }) => at));
    const start = points[0]?.at ?? 0;
    const length = Math.round(((points.at(-1)?.at ?? start) - start) / interval) + 1;
    const byStatistic = Object.fromEntries(
      statistics.map((each) => [each, Array<number | null>(length).fill(null)]),
    );
    for (const { at, row } of points) {
      const index = Math.round((at - start) / interval);
      for (const statistic of statistics) {
        const value = row[statistic] ?? "";
        const list = byStatistic[statistic];
        if (list) list[index] = value === "" ? null : Number(value);
      }
    }
    const resource = Object.fromEntries(
      dimensions.map((dimension) => [dimension, points[0]?.row[dimension] ?? ""]),
    );
    const values = byStatistic.Average ?? byStatistic.Value ?? byStatistic[statistics[0] ?? ""] ?? [];
    return {
      kind: "exported",
      namespace,
      metricName,
      resource,
      name: undefined,
      start,
      interval,
      values,
      byStatistic,
    };
  });
}

function readTime(text: string, where: string): number {
  const time = /^\d+$/.test(text) ? Number(text) * (text.length >= 12 ? 1 : 1000) : Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`${where}: "${text}" is not a time`);
  return time;
}

function smallestGap(times: number[]): number {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return Math.min(...gaps.filter((gap) => gap > 0), 60_000 * 60 * 24);
}

/** Series with times: exported ones have them, the others begin with the rehearsal. */
export function placed(data: Data[], start: number, interval: string): Series[] {
  const seconds = parseDuration(interval);
  if (!seconds) throw new Error(`interval: "${interval}" is not a duration such as "1 minute"`);
  return data.map((each) => (each.kind === "exported" ? each : { ...each, start, interval: seconds * 1000 }));
}
