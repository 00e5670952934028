import { findEntry, findMetric } from "../../components/metrics/find.ts";
import { durationText } from "../../components/vocabulary/duration.ts";
import { STATISTICS } from "../../components/vocabulary/statistic.ts";
import { Code, propertyAccess, type Tree } from "../code.ts";

/** `Comparison.Above` for `GreaterThanThreshold`; a word that is not known stays text. */
export function word(enumeration: string, words: Record<string, string>, value: unknown): unknown {
  const [name] = Object.entries(words).find(([, each]) => each === value) ?? [];
  return name === undefined ? value : new Code(`${enumeration}.${name}`, value);
}

/** A number of seconds, or a text of one, in words. */
export function duration(seconds: unknown): string | undefined {
  return seconds ? durationText(Number(seconds)) : undefined;
}

/** The catalogue's entry as an expression, e.g. `metrics.ecs.CPUUtilization`. */
export function catalogued(namespace: string, metricName: string): Code | undefined {
  const entry = findEntry(namespace, metricName);
  return entry && new Code(`metrics.${entry.product}${propertyAccess(entry.name)}`, entry.metric);
}

/**
 * A metric that a rule may name: by the catalogue, which checks more than the API does, and by its bare name
 * with the statistics that the rule has of it, where they are not everybody's.
 */
export function metricsOf(namespace: unknown, metricName: unknown, statistics: string[] = []): unknown[] {
  const known = catalogued(String(namespace), String(metricName));
  const own = [...new Set(statistics)];
  const listed = findMetric(String(namespace), String(metricName))?.statistics ?? [];
  const offered = [...STATISTICS, ...listed];
  const others = own.every((each) => offered.includes(each)) ? {} : { statistics: own };
  return [...(known ? [known] : []), { namespace, metricName, ...others }];
}

/** A record, or undefined for one in which nothing is. */
export function filled(record: Tree): Tree | undefined {
  return Object.values(record).some((value) => value !== undefined) ? record : undefined;
}

/** What a JSON text holds; undefined for what is none. */
export function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
