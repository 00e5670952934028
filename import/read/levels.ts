import type { DescribeMetricRuleListResponseBodyAlarmsAlarm as Alarm } from "@alicloud/cms20190101";
import { METRIC_LEVELS } from "../../receiver/level.ts";
import { withoutEmpty } from "./wire.ts";

/** Levels that are set. The API answers an empty object, or empty texts, for one that is not. */
export function levels({ escalations }: Alarm): Record<string, unknown> {
  return Object.fromEntries(
    METRIC_LEVELS.flatMap((level) => {
      const given = escalations?.[level];
      if (!given || (!given.comparisonOperator && !given.threshold)) return [];
      const { comparisonOperator, statistics, threshold, times } = given;
      return [[level, withoutEmpty({ comparisonOperator, statistics, threshold, times: Number(times) })]];
    }),
  );
}
