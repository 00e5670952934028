import { parse } from "yaml";
import { ENTRIES } from "../../components/metrics/find.ts";
import type { Metric } from "../../components/metrics/metric.ts";
import { nearest } from "../../components/validation/names.ts";
import { parseDuration } from "../../components/vocabulary/duration.ts";
import type { Alert } from "../../receiver/alert.ts";
import { parseValues, type Series } from "./series.ts";

/** An incident that a scenario is made to cause. */
export interface Expected {
  /** The rule's stable key. */
  rule: string;
  /** Some or all of the resource's dimensions. */
  resource: Record<string, string>;
  /** The worst level that it reaches, if the scenario says. */
  level: string | undefined;
  /** Set where the receiver opens it by itself, about something that did not come. */
  opens?: { key: string; source: string; receiver: string; alert: Alert };
}

/** A request that CloudMonitor sends at a time of the scenario, beside those that its rules on metrics cause. */
export interface ScenarioPost {
  /** Milliseconds since 1970. */
  at: number;
  region: string;
  url: string;
  /** With names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** What is shown of it. */
  rule: string;
  resource: string;
  state: string;
  level: string | null;
}

export interface Scenario {
  series: Series[];
  /** Default: none. */
  posts?: ScenarioPost[];
  expect: Expected[] | undefined;
}

interface Document {
  start?: string;
  interval?: string;
  series?: { metric?: string; resource?: Record<string, unknown>; name?: string; values?: string | number }[];
  expect?: { rule?: string; resource?: Record<string, unknown>; level?: string }[];
}

const KEYS = ["start", "interval", "series", "expect"];

/**
 * Reads a scenario: metric data in YAML, and the incidents that it should cause.
 *
 * ```yaml
 * interval: 1 minute              # distance of the values; default: 1 minute
 * start: 2026-11-20T22:00:00Z     # default: so that the last value is of now
 * series:
 *   - metric: ecs.CPUUtilization  # of the catalogue, or namespace/metric
 *     resource: { instanceId: i-web-1 }
 *     name: web-1                 # instance name for people
 *     values: 20x9 97x6 30x9      # promtool's notation
 * expect:                         # default: whatever fires must resolve
 *   - { rule: ecs-cpu, resource: { instanceId: i-web-1 }, level: critical }
 * ```
 *
 * Throws with what is wrong and where.
 */
export function parseScenario(text: string, now: number): Scenario {
  const document = (parse(text) ?? {}) as Document;
  for (const key of Object.keys(document)) {
    if (!KEYS.includes(key)) throw new Error(`${key}: not known; a scenario has ${KEYS.join(", ")}`);
  }
  if (!Array.isArray(document.series) || document.series.length === 0) {
    throw new Error("series: must list at least one series");
  }
  const seconds = parseDuration(document.interval ?? "1 minute");
  if (!seconds) throw new Error(`interval: "${document.interval}" is not a duration such as "1 minute"`);
  const interval = seconds * 1000;
  const series = document.series.map((each, index) => readSeries(each, `series ${index + 1}`, interval));
  const longest = Math.max(...series.map(({ values }) => values.length)) * interval;
  const start =
    document.start === undefined ? floorTo(now - longest, 3_600_000 / 60) : Date.parse(document.start);
  if (Number.isNaN(start))
    throw new Error(`start: "${document.start}" is not a time such as 2026-11-20T22:00:00Z`);
  return {
    series: series.map((each) => ({ ...each, start })),
    expect: document.expect?.map((each, index) => readExpected(each, `expect ${index + 1}`)),
  };
}

function readSeries(
  given: NonNullable<Document["series"]>[number],
  where: string,
  interval: number,
): Omit<Series, "start"> {
  const { namespace, metricName } = catalogueMetric(given.metric ?? "", where);
  if (given.values === undefined) throw new Error(`${where}: values are missing`);
  try {
    const values = parseValues(String(given.values));
    return { namespace, metricName, resource: texts(given.resource), name: given.name, interval, values };
  } catch (error) {
    throw new Error(`${where}, values: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `ecs.CPUUtilization` of the catalogue, or `acs_ecs_dashboard/CPUUtilization`. */
export function catalogueMetric(text: string, where: string): Metric {
  const [namespace, metricName] = text.split("/");
  if (namespace && metricName) return { namespace, metricName };
  const known = new Map(ENTRIES.map(({ product, name, metric }) => [`${product}.${name}`, metric]));
  const metric = known.get(text);
  if (metric) return metric;
  const hint = nearest(text, [...known.keys()]);
  throw new Error(
    `${where}, metric: "${text}" is not in the catalogue${hint ? `; did you mean "${hint}"?` : ""} (write namespace/metric for one that is not)`,
  );
}

function readExpected(given: NonNullable<Document["expect"]>[number], where: string): Expected {
  if (!given.rule) throw new Error(`${where}: rule is missing`);
  return { rule: given.rule, resource: texts(given.resource), level: given.level };
}

function texts(record: Record<string, unknown> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, String(value)]));
}

function floorTo(time: number, step: number): number {
  return Math.floor(time / step) * step;
}
