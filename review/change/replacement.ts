import { spanText } from "../../components/vocabulary/duration.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import type { MetricRule } from "../../program/model/metric-rules.ts";
import { TYPE } from "../../program/model/types.ts";
import { inputs, note, type Pair, risk, type Sentence, type Sides } from "./aspect.ts";
import { metricRuleOf } from "./heading.ts";

interface Replacement {
  /** Inputs whose change makes another resource of it. */
  by: string[];
  /** The input that is its id; undefined where the cloud chooses one. */
  id?: string;
  /** What it means, where that is more than that one goes and another comes. */
  means?: Sentence;
}

/**
 * What the providers replace instead of updating.
 * Source: the resources' schemas of pulumi-alicloud 3.108 and pulumi-cloudflare 6.22.
 */
const REPLACEMENTS: Record<string, Replacement> = {
  [TYPE.metricRule]: {
    by: ["metricAlarmRuleId", "ruleName", "namespace", "metricName", "contactGroups"],
    id: "metricAlarmRuleId",
  },
  [TYPE.groupMetricRule]: { by: ["ruleId", "namespace"], id: "ruleId" },
  [TYPE.alarm]: { by: ["project", "metric"] },
  [TYPE.eventRule]: { by: ["ruleName"], id: "ruleName" },
  [TYPE.contact]: { by: ["alarmContactName"], id: "alarmContactName" },
  [TYPE.contactGroup]: {
    by: ["alarmContactGroupName"],
    id: "alarmContactGroupName",
  },
  [TYPE.eventBridgeRule]: { by: ["eventBusName", "ruleName"], id: "ruleName" },
  [TYPE.apiDestination]: { by: ["apiDestinationName", "connectionName"], id: "apiDestinationName" },
  [TYPE.connection]: { by: ["connectionName"], id: "connectionName" },
  [TYPE.prometheusRule]: {
    by: ["workspace", "datasourceConfig", "queryConfig", "conditionConfig", "scheduleConfig", "notifyConfig"],
  },
  "alicloud:cms/eventNotifyPolicy:EventNotifyPolicy": { by: ["workspace"] },
  [TYPE.siteMonitor]: {
    by: ["taskType", "agentGroup", "optionJson.isBaseEncode"],
    means: risk(
      "{it} is replaced by another task, which is another resource to its rules: open incidents of it will not resolve by themselves",
    ),
  },
  [TYPE.script]: { by: ["accountId", "scriptName"], id: "scriptName" },
};

/** Rules that are deleted first only so that no update deletes the new one: a call or two are between. */
const OWN_ID = new Set<string>([TYPE.metricRule, TYPE.groupMetricRule]);

/** The id that a resource's inputs choose, if they choose one. */
export function chosenId({ type, inputs: given }: Resource): string | undefined {
  const input = REPLACEMENTS[type]?.id;
  return input === undefined ? undefined : String(given[input]);
}

/** What it means that a resource is replaced, if it is. */
export function sayReplacement(
  { before, after }: Pair,
  changed: readonly string[],
  sides: Sides,
): Sentence[] {
  const { by: known = [], means } = REPLACEMENTS[after.type] ?? {};
  const replaces = inputs(...known, ...after.options.replaceOnChanges);
  const triggered = before.options.replacementTrigger !== after.options.replacementTrigger;
  if (!triggered && !changed.some(replaces)) return [];
  const id = chosenId(after);
  const sameId = id !== undefined && id === chosenId(before);
  if (after.options.deleteBeforeReplace) {
    return OWN_ID.has(after.type) && !sameId
      ? [note("{it} is replaced, not updated: the old rule is deleted right before the new one is made")]
      : [risk(gapText(metricRuleOf(sides.after, after)))];
  }
  if (sameId) {
    return [
      risk(
        "{it} is replaced under its old id: Pulumi makes it and then deletes it together with the old one; give it another id, or set `deleteBeforeReplace`",
      ),
    ];
  }
  if (means) return [means];
  const callback = metricRuleOf(sides.before, before)?.callback;
  if (id === undefined && callback?.source !== undefined && !callback.rule) {
    return [
      risk(
        "{it} is replaced and gets another id, which is its dedup identity: open incidents will not resolve by themselves",
      ),
    ];
  }
  return [note("{it} is replaced, not updated, without a gap: the new one is there before the old one goes")];
}

/** Deleted first: how long nothing can fire. */
function gapText(rule: MetricRule | undefined): string {
  const spans = (rule?.levels ?? []).map(({ times, period }) => times * period);
  const text = "{it} is replaced, not updated: it is deleted before it is made anew";
  if (spans.length === 0) return `${text}, and is missing meanwhile`;
  return `${text}, so ${spanText(Math.min(...spans))} or more without it`;
}
