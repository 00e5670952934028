import type { Metric } from "../metrics/metric.ts";
import type { Problems } from "../validation/problems.ts";
import { DURATION_FORMAT, durationText, parseDuration } from "../vocabulary/duration.ts";

/** Seconds of a period over which values of a metric are aggregated; where it is wrong, any number. */
export function readPeriod(problems: Problems, path: string, metric: Metric, text: string): number {
  const base = metric.periodSeconds ?? 60;
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    problems.add(path, `must be ${DURATION_FORMAT}, not "${text}"`);
  } else if (seconds === 0 || seconds % base !== 0) {
    problems.add(
      path,
      `must be a multiple of ${durationText(base)}, which is how often ${metric.metricName} arrives, not "${text}"`,
    );
  }
  return seconds ?? base;
}
