import { heartbeatOf } from "../program/model/heartbeats.ts";
import type { Check } from "./support/check.ts";

/** Units of values that jump from one minute to the next. */
const NOISY = ["%", "ms", "us", "count/s", "bit/s", "byte/s", "packet/s", "Mbit/s"];

/** Shares of a space fill up slowly. */
const SLOW = /disk|space|memory|storage|inode|connectionusage/i;

export const singleSample: Check<"metric-rule"> = {
  id: "single-sample",
  severity: "warning",
  summary: "One noisy value is enough to page somebody.",
  appliesTo: ["metric-rule"],
  find: ({ levels, period, callback }) =>
    (heartbeatOf({ callback }) === undefined ? levels : []).flatMap(({ name, times, statistic, metric }) => {
      if (times !== 1 || period > 60 || !metric?.unit || !NOISY.includes(metric.unit)) return [];
      if (SLOW.test(metric.metricName) || statistic === "Minimum") return [];
      return [
        {
          path: `${name}.times`,
          message: `fires at ${name} after a single value of ${metric.metricName}, which goes up and down from minute to minute`,
        },
      ];
    }),
};
