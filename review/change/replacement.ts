import { spanText } from "../../components/vocabulary/duration.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import { readRule } from "../meaning/rule.ts";
import { inputs, note, type Pair, risk, type Sentence } from "./aspect.ts";

interface Replacement {
  /** Inputs whose change makes another resource of it. */
  by: string[];
  /** The input that is its id; undefined where the cloud chooses one. */
  id?: string;
}

/**
 * What the providers replace instead of updating.
 * Source: the resources' schemas of pulumi-alicloud 3.108 and pulumi-cloudflare 6.22.
 */
const REPLACEMENTS: Record<string, Replacement> = {
  "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule": {
    by: ["metricAlarmRuleId", "ruleName", "namespace", "metricName", "contactGroups"],
    id: "metricAlarmRuleId",
  },
  "alicloud:cms/groupMetricRule:GroupMetricRule": { by: ["ruleId", "namespace"], id: "ruleId" },
  "alicloud:cms/alarm:Alarm": { by: ["project", "metric"] },
  "alicloud:cms/eventRule:EventRule": { by: ["ruleName"], id: "ruleName" },
  "alicloud:cms/alarmContact:AlarmContact": { by: ["alarmContactName"], id: "alarmContactName" },
  "alicloud:cms/alarmContactGroup:AlarmContactGroup": {
    by: ["alarmContactGroupName"],
    id: "alarmContactGroupName",
  },
  "alicloud:cms/alertRuleV2:AlertRuleV2": {
    by: ["workspace", "datasourceConfig", "queryConfig", "conditionConfig", "scheduleConfig", "notifyConfig"],
  },
  "alicloud:cms/eventNotifyPolicy:EventNotifyPolicy": { by: ["workspace"] },
  "cloudflare:index/workersScript:WorkersScript": { by: ["accountId", "scriptName"], id: "scriptName" },
};

/** The id that a resource's inputs choose, if they choose one. */
export function chosenId({ type, inputs: given }: Resource): string | undefined {
  const input = REPLACEMENTS[type]?.id;
  return input === undefined ? undefined : String(given[input]);
}

/** What it means that a resource is replaced, if it is. */
export function sayReplacement({ before, after }: Pair, changed: readonly string[]): Sentence[] {
  const known = REPLACEMENTS[after.type]?.by ?? [];
  const replaces = inputs(...known, ...after.options.replaceOnChanges);
  if (!changed.some(replaces)) return [];
  if (after.options.deleteBeforeReplace) return [risk(gapText(after))];
  const id = chosenId(after);
  if (id !== undefined && id === chosenId(before)) {
    return [
      risk(
        "{it} is replaced under its old id: Pulumi makes it and then deletes it together with the old one; give it another id, or set `deleteBeforeReplace`",
      ),
    ];
  }
  if (
    id === undefined &&
    readRule(before)?.callback?.source !== undefined &&
    !readRule(before)?.callback?.key
  ) {
    return [
      risk(
        "{it} is replaced and gets another id, which is its dedup identity: open incidents will not resolve by themselves",
      ),
    ];
  }
  return [note("{it} is replaced, not updated, without a gap: the new one is there before the old one goes")];
}

/** Deleted first: how long nothing can fire. */
function gapText(after: Resource): string {
  const rule = readRule(after);
  const spans = Object.values(rule?.levels ?? {}).map(({ times }) => times * (rule?.period ?? 60));
  const text = "{it} is replaced, not updated: it is deleted before it is made anew";
  if (spans.length === 0) return `${text}, and is missing meanwhile`;
  return `${text}, so ${spanText(Math.min(...spans))} or more without it`;
}
