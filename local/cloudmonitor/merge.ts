import { endOf, type Series } from "./series.ts";

/** Most values that a series may grow to: a year of minutes. */
const MOST = 600_000;

/** The series that new values belong to, if there is one: of the same metric and resource. */
export function seriesLike(all: readonly Series[], wanted: Series): Series | undefined {
  return all.find((each) => identity(each) === identity(wanted));
}

function identity({ namespace, metricName, resource }: Series): string {
  return JSON.stringify([namespace, metricName, Object.entries(resource).sort()]);
}

/** Why `more` can't be written into `series`, if it can't. */
export function whyNotMerge(series: Series, more: Series): string | undefined {
  const of = `${more.metricName} of ${Object.values(more.resource).join(" ")}`;
  if (series.interval !== more.interval) {
    return `interval: values of ${of} have come every ${series.interval / 1000} seconds so far, not every ${more.interval / 1000}`;
  }
  const length =
    (Math.max(endOf(series), endOf(more)) - Math.min(series.start, more.start)) / series.interval;
  return length > MOST ? `values: ${of} would have more than ${MOST} values` : undefined;
}

/** Writes values into a series: over what is there, and `null` where nothing has arrived between. */
export function merge(series: Series, more: Series): void {
  const { interval } = series;
  const before = Math.max(0, Math.ceil((series.start - more.start) / interval));
  series.values.unshift(...Array<null>(before).fill(null));
  series.start -= before * interval;
  const offset = Math.round((more.start - series.start) / interval);
  while (series.values.length < offset) series.values.push(null);
  for (const [index, value] of more.values.entries()) {
    if (value !== null) series.values[offset + index] = value;
    else series.values[offset + index] ??= null;
  }
}
