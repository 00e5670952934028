import { Comparison, Join, NoDataPolicy, RuleLevel, Statistic } from "../../components/enums.ts";
import {
  type AdoptArgs,
  adoptionFingerprint,
  replacedBy,
  resourcesJson,
} from "../../components/rules/adopt.ts";
import type { MetricRuleArgs } from "../../components/rules/args.ts";
import { statisticOf } from "../../components/vocabulary/statistic.ts";
import type { Tree } from "../code.ts";
import { readCallback } from "./callback.ts";
import type { ArgumentsOf, Written } from "./candidate.ts";
import { statisticsOf, thresholdArgs } from "./thresholds.ts";
import { catalogued, duration, filled, metricsOf, parsed, word } from "./words.ts";

export const metricRule: ArgumentsOf = ({ parts: [{ inputs }] }, context) => {
  const { namespace, metricName, prometheus, compositeExpression: composite } = inputs;
  const callback = readCallback(inputs.webhook);
  const pairs = (inputs.labels ?? []) as { key: string; value: string }[];
  const labels = Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
  const carried = Object.keys(callback.labels ?? labels).length === pairs.length;
  const resources = readResources(inputs.resources);
  return metricsOf(namespace, metricName, statisticsOf(inputs)).map((metric) => {
    const { ruleName } = inputs;
    const own = { ruleName, key: callback.key ?? context.name, metric, callback, labels };
    const { what, whom } = thresholdArgs(inputs, own, context);
    const args: Written<MetricRuleArgs> = {
      ...what,
      composite: composite && compositeArgs(composite as Tree, inputs),
      promql: prometheus && promqlArgs(prometheus as Tree),
      resources: prometheus === undefined ? resources : undefined,
      // The vendor's client doesn't read it, so it stays as it is.
      interval: undefined,
      noDataPolicy:
        inputs.noDataPolicy === NoDataPolicy.KeepLastState
          ? undefined
          : word("NoDataPolicy", NoDataPolicy, inputs.noDataPolicy),
      sendRecovery: inputs.sendOk === false ? false : undefined,
      enabled: inputs.status === false ? false : undefined,
      ...whom,
      carryLabels: carried ? undefined : false,
      openFor: undefined,
      adopt: adoptArgs(inputs, resources),
    };
    return { component: "MetricRule", args };
  });
};

function adoptArgs(inputs: Tree, resources: unknown): AdoptArgs {
  const by = replacedBy(inputs);
  const text = String(inputs.resources ?? "");
  return {
    ruleId: String(inputs.metricAlarmRuleId),
    fingerprint: adoptionFingerprint(by),
    ...(inputs.contactGroups !== by.contactGroups && { contactGroups: String(inputs.contactGroups) }),
    ...((resources !== undefined || text !== resourcesJson([])) && { resources: text }),
  };
}

function promqlArgs({ promQl, level, times, annotations = [] }: Tree): Tree {
  const pairs = (annotations as Tree[]).map(({ key, value }) => [String(key), value] as const);
  return {
    query: promQl,
    level: word("RuleLevel", RuleLevel, level),
    times,
    annotations: filled(Object.fromEntries(pairs)),
  };
}

function compositeArgs(composite: Tree, inputs: Tree): Tree {
  const conditions = composite.expressionLists as Tree[] | undefined;
  return {
    level: word("RuleLevel", RuleLevel, composite.level),
    times: composite.times,
    join: conditions && word("Join", Join, composite.expressionListJoin),
    conditions: conditions?.map((each) => ({
      metric:
        each.metricName === inputs.metricName
          ? undefined
          : (catalogued(String(inputs.namespace), String(each.metricName)) ?? {
              namespace: inputs.namespace,
              metricName: each.metricName,
            }),
      statistic: word("Statistic", Statistic, statisticOf(String(each.statistics))),
      comparison: word("Comparison", Comparison, each.comparisonOperator),
      threshold: Number(each.threshold),
      period: duration(each.period),
    })),
    raw: conditions ? undefined : composite.expressionRaw,
  };
}

/** Undefined for every resource, and for a text that can't be read: then no component is equal to it. */
function readResources(text: unknown): Record<string, string>[] | undefined {
  const list = parsed(text ?? "[]") as Record<string, string>[] | undefined;
  const [first = {}] = list ?? [];
  const all = list?.length === 1 && ["userId", "resource"].includes(Object.keys(first).join());
  return all || list?.length === 0 ? undefined : list;
}
