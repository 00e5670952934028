import { findMetric } from "../../components/metrics/find.ts";
import { inInterval } from "../../components/vocabulary/interval.ts";
import { readCallbackUrl } from "../../receiver/config/urls.ts";
import { conditionsOf } from "../cloudmonitor/conditions.ts";
import type { StoredMetricRule } from "../cloudmonitor/rule.ts";
import type { Series } from "../cloudmonitor/series.ts";
import { blackListFor } from "../cloudmonitor/store/blacklist.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import { metricsOf } from "./points.ts";
import { courseOf, type Values } from "./values.ts";
import type { Part } from "./walk.ts";

/** A rule on a metric: it rises from level to level, holds each as long as it must, and falls. */
export function metricRulePart(rule: StoredMetricRule, key: string, region: RegionStore): Part {
  if (!rule.sendOk && readCallbackUrl(rule.webhook ?? "")?.others.openFor === undefined)
    return { rule: key, reason: "it sends no recovery, so its incident stays open" };
  const resource = rule.resources?.[0] ?? madeUp(rule, key);
  if (rule.resources?.length === 0) return { rule: key, reason: "its application group has no members" };
  const others = [...region.monitor.rules.values()].filter((each) => each !== rule);
  const course = courseOf(
    rule,
    resource,
    (values) => !others.some((each) => fires(each, rule, resource, values)),
  );
  if (!course)
    return { rule: key, reason: `no values of ${metricsOf(rule).join(" and ")} make it fire here` };

  const period = Math.max(rule.period, rule.interval) * 1000;
  const gap = Math.min(60, rule.period) * 1000;
  const { calm, before, stages } = course;
  const rise = stages.flatMap(({ periods }) => periods);
  const course_ = [...Array<Values>(before).fill(calm), ...rise, calm, calm, calm];
  const names = metricsOf(rule);
  const at = (start: number): Series[] =>
    names.map((metricName) => ({
      namespace: rule.namespace,
      metricName,
      resource,
      name: rule.resources ? undefined : Object.values(resource)[0],
      start,
      interval: gap,
      values: course_.flatMap((each) => Array<number>(period / gap).fill(each[metricName] ?? 0)),
    }));
  const isSent = (time: number) => {
    const [own] = at(time) as [Series];
    const { effectiveInterval, noEffectiveInterval } = rule;
    return (
      inInterval(effectiveInterval, time) &&
      !(noEffectiveInterval && inInterval(noEffectiveInterval, time)) &&
      blackListFor(region.blackLists.values(), rule, own, time) === undefined
    );
  };
  const risesAfter = before * period;
  return {
    step: rule.interval * 1000,
    length: course_.length * period,
    isSent: (start) => {
      for (let time = start + risesAfter; time <= start + course_.length * period; time += gap)
        if (!isSent(time)) return false;
      return true;
    },
    play: (start) => ({
      series: at(start),
      posts: [],
      expect: [{ rule: key, resource, level: stages.at(-1)?.level }],
    }),
    goesOn: names.map((name) => calm[name] ?? 0),
  };
}

/** A resource of its own for each rule that watches all, so that rules on one metric don't mix. */
function madeUp({ namespace, metricName }: StoredMetricRule, key: string): Record<string, string> {
  const [first = "instanceId", ...rest] = findMetric(namespace, metricName)?.dimensions ?? [];
  return { [first]: `${key}-1`, ...Object.fromEntries(rest.map((name) => [name, `${name}-1`])) };
}

/** Whether another rule fires on the same values. Of one that looks at other metrics too nothing is known. */
function fires(
  other: StoredMetricRule,
  rule: StoredMetricRule,
  resource: Record<string, string>,
  values: Values,
): boolean {
  const { namespace, metricName, period, resources, composite } = other;
  const value = values[metricName];
  if (namespace !== rule.namespace || value === undefined || resources || composite) return false;
  const length = period * 1000;
  const series = { namespace, metricName, resource, name: undefined, start: 0, interval: length };
  const conditions = conditionsOf(other, { ...series, values: [value, value] });
  return Object.values(conditions).some((each) => each.holds(2 * length));
}
