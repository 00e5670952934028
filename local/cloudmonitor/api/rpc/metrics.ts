import { ENTRIES, findMetric } from "../../../../components/metrics/find.ts";
import { aggregate } from "../../../../components/vocabulary/statistic.ts";
import { endOf, type Series, within } from "../../series.ts";
import type { Context, Operation } from "../context.ts";
import { illegal } from "../errors.ts";
import { page } from "../paging.ts";

/** Most points in one answer. Source: the operation's page. */
const MOST_POINTS = 1440;
/** Statistics that a point shows where the catalogue doesn't say. */
const USUAL = ["Average", "Minimum", "Maximum"];
/** What is answered without `StartTime`, in milliseconds. */
const RECENT = 60 * 60 * 1000;

function describeMetricMetaList({ params }: Context) {
  const found = ENTRIES.map(({ metric }) => metric).filter(
    ({ namespace, metricName }) =>
      (params.text("Namespace") ?? namespace) === namespace &&
      (params.text("MetricName") ?? metricName) === metricName,
  );
  const { items, total } = page(found, params, { size: 30, most: 10_000 });
  const resources = items.map((metric) => ({
    Namespace: metric.namespace,
    MetricName: metric.metricName,
    Description: metric.metricName,
    Unit: metric.unit ?? "",
    Periods: String(metric.periodSeconds ?? 60),
    Statistics: (metric.statistics ?? []).join(","),
    Dimensions: ["userId", ...(metric.dimensions ?? [])].join(","),
    Labels: "[]",
  }));
  return { TotalCount: String(total), Resources: { Resource: resources } };
}

/** One value of one resource, over one period. */
interface Point {
  /** The series that it is of. */
  at: number;
  point: Record<string, string | number>;
}

function describeMetricList(context: Context) {
  const { params, now } = context;
  const period = periodOf(context);
  const end = timeOf(context, "EndTime") ?? now;
  const start = timeOf(context, "StartTime") ?? end - RECENT;
  if (start >= end) throw illegal("StartTime must be before EndTime.");
  const points = seriesOf(context)
    .flatMap((series) => pointsOf(series, context.account.id, period, start, end))
    .sort((a, b) => a.at - b.at);
  const from = params.integer("NextToken") ?? 0;
  const length = params.integer("Length", { least: 1, most: MOST_POINTS }) ?? 1000;
  const until = from + length;
  return {
    Period: String(period),
    Datapoints: JSON.stringify(points.slice(from, until).map(({ point }) => point)),
    ...(until < points.length && { NextToken: String(until) }),
  };
}

/** The newest point of each resource. */
function describeMetricLast(context: Context) {
  const period = periodOf(context);
  const end = timeOf(context, "EndTime") ?? context.now;
  const start = timeOf(context, "StartTime") ?? end - RECENT;
  const newest = seriesOf(context).flatMap(
    (series) => pointsOf(series, context.account.id, period, start, end).at(-1) ?? [],
  );
  return { Period: String(period), Datapoints: JSON.stringify(newest.map(({ point }) => point)) };
}

function periodOf({ params }: Context): number {
  const metric = findMetric(params.required("Namespace"), params.required("MetricName"));
  return params.integer("Period", { least: 1, most: 86_400 }) ?? metric?.periodSeconds ?? 60;
}

/** Milliseconds, or a time as `2026-11-20 22:00:00` (UTC) or in ISO 8601. */
function timeOf({ params }: Context, name: string): number | undefined {
  const text = params.text(name);
  if (text === undefined) return undefined;
  if (/^\d{13}$/.test(text)) return Number(text);
  const utc = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(" ", "T")}Z` : text;
  const time = Date.parse(utc);
  if (Number.isNaN(time)) throw illegal(`${name} is not a time.`);
  return time;
}

function seriesOf({ region, params }: Context): Series[] {
  const wanted = dimensionsOf(params.text("Dimensions"));
  return region.monitor.series.filter(
    (series) =>
      series.namespace === params.required("Namespace") &&
      series.metricName === params.required("MetricName") &&
      (wanted.length === 0 || wanted.some((each) => has(series.resource, each))),
  );
}

/** One JSON object of dimensions or a list of them. */
function dimensionsOf(text: string | undefined): Record<string, string>[] {
  if (text === undefined) return [];
  try {
    const parsed = JSON.parse(text) as Record<string, string> | Record<string, string>[];
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    throw illegal("Dimensions is not JSON.");
  }
}

function has(resource: Record<string, string>, wanted: Record<string, string>): boolean {
  return Object.entries(wanted).every(([key, value]) => key === "userId" || resource[key] === value);
}

/** The periods of a series that begin in `[start, end)` and have a value. */
function pointsOf(series: Series, userId: string, period: number, start: number, end: number): Point[] {
  const length = period * 1000;
  const last = Math.min(end, endOf(series));
  const points: Point[] = [];
  for (let at = Math.ceil(Math.max(start, series.start) / length) * length; at < last; at += length) {
    const values = statisticsOf(series, at, at + length);
    if (values) points.push({ at, point: { timestamp: at, userId, ...series.resource, ...values } });
  }
  return points;
}

function statisticsOf(series: Series, from: number, to: number): Record<string, number> | undefined {
  if (within(series, from, to).length === 0) return undefined;
  const offered = findMetric(series.namespace, series.metricName)?.statistics ?? USUAL;
  return Object.fromEntries(offered.map((name) => [name, aggregate(within(series, from, to, name), name)]));
}

export const METRIC_DATA: Record<string, Operation> = {
  DescribeMetricMetaList: describeMetricMetaList,
  DescribeMetricList: describeMetricList,
  DescribeMetricLast: describeMetricLast,
};
