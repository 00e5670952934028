import { metricLevelOf } from "../../receiver/level.ts";
import { callbackFields } from "../cloudmonitor/callback.ts";
import { readRule } from "../cloudmonitor/store/read-rule.ts";
import type { RuleRecord } from "../cloudmonitor/store/records.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import type { Part, Walk } from "./walk.ts";

const MINUTE = 60_000;

/** A rule on a query of hybrid monitoring: the query is not run, the callbacks that it would cause are sent. */
export function promqlRulePart(record: RuleRecord, key: string, region: RegionStore): Part {
  const read = readRule({ ...record, prometheus: undefined }, undefined);
  const { webhook: url } = record;
  if ("unable" in read) return { rule: key, reason: read.unable };
  if (!url) return { rule: key, reason: "it calls back no receiver" };
  const level = metricLevelOf(record.prometheus?.Level) ?? "critical";
  const resource = { instance: `${key}-1` };
  const series = {
    ...{ namespace: record.namespace, metricName: record.metricName, resource, name: undefined },
    ...{ start: 0, interval: MINUTE, values: [] },
  };
  const post = (start: number, at: number, over: boolean) => {
    const notice = {
      state: over ? ("OK" as const) : ("ALERT" as const),
      level: over ? null : level,
      previous: over ? level : null,
      ...{ value: undefined, since: start, stretch: 1 },
    };
    const fields = callbackFields(read.rule, series, notice, at, {
      ...{ account: region.account.id, region: region.name, unit: undefined },
    });
    return {
      ...{ at, region: region.name, url, rule: key, resource: `${key}-1` },
      headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
      body: new URLSearchParams(fields).toString(),
      state: notice.state,
      level: notice.level,
    };
  };
  return {
    step: MINUTE,
    length: 8 * MINUTE,
    play: (start) => ({
      series: [],
      posts: [post(start, start + MINUTE, false), post(start, start + 6 * MINUTE, true)],
      expect: [{ rule: key, resource: {}, level }],
    }),
    goesOn: [],
  } satisfies Walk;
}
