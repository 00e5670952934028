import type { GroupMetricRuleArgs } from "../../components/groups/args.ts";
import { stableName } from "../../receiver/stable-name.ts";
import { readCallback } from "./callback.ts";
import type { ArgumentsOf, Written } from "./candidate.ts";
import { statisticsOf, thresholdArgs } from "./thresholds.ts";
import { metricsOf, parsed } from "./words.ts";

/** The rule's id is a hash of all of it, so that only what the component made is equal to it. */
export const groupRule: ArgumentsOf = ({ parts: [{ inputs }] }, context) => {
  const { namespace, metricName, dimensions, groupMetricRuleName: ruleName } = inputs;
  const callback = readCallback(inputs.webhook);
  const key = callback.key ?? stableName(String(inputs.ruleId));
  return metricsOf(namespace, metricName, statisticsOf(inputs)).map((metric) => {
    // The resource has no labels: they are in the callback URL or nowhere.
    const own = { ruleName, key, metric, callback, labels: callback.labels ?? {} };
    const { what, whom } = thresholdArgs(inputs, own, context);
    const group = context.refer("application group", String(inputs.groupId));
    const args: Written<GroupMetricRuleArgs> = {
      group,
      ...what,
      // The API doesn't tell it.
      category: undefined,
      dimensions: dimensions && parsed(dimensions),
      ...whom,
      carryLabels: undefined,
      openFor: undefined,
    };
    return { component: "GroupMetricRule", args };
  });
};
