import { readCallback } from "../../program/model/callback.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { TYPE } from "../../program/model/types.ts";
import type { Pair, Sides } from "./aspect.ts";
import { followsReceiver } from "./callback.ts";
import { metricRuleOf } from "./heading.ts";

/** Inputs that are made of others, which are told. */
const DERIVED: Record<string, RegExp> = {
  // Made of what the sentences are about: key, name, metric, groups.
  [TYPE.metricRule]: /^metricAlarmRuleId$/,
  [TYPE.groupMetricRule]: /^ruleId$/,
  // Ends in a hash of which targets there are.
  [TYPE.eventRule]: /^ruleName$/,
  // Ends in a hash of the rule's settings.
  [TYPE.prometheusRule]: /^displayName$/,
};

/** Whether another sentence says why the input at this path changes. */
export function explainedElsewhere({ before, after }: Pair, path: string, sides: Sides): boolean {
  if (DERIVED[after.type]?.test(path)) return true;
  const [old, now] = [metricRuleOf(sides.before, before), metricRuleOf(sides.after, after)];
  if (path === "webhook" && old && now) {
    // Labels of the URL have a sentence of their own.
    const sameTarget = old.callback !== undefined && old.callback.rest === now.callback?.rest;
    return sameTarget || followsReceiver(old, now, sides);
  }
  if (path !== "channelsDingWebHook" && !/^webhookParameters\.[^.]+\.url$/.test(path)) return false;
  const [from, to] = [valueAt(before.inputs, path), valueAt(after.inputs, path)].map(readCallback);
  return Boolean(
    from &&
      to &&
      from.source === to.source &&
      from.rule === to.rule &&
      receiverOf(sides.before.receivers, from) &&
      receiverOf(sides.after.receivers, to),
  );
}

function valueAt(inputs: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], inputs);
}
