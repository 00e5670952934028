import type { Program } from "../../program/model/program.ts";
import { TYPE } from "../../program/model/types.ts";
import { stableName, withoutHash } from "../../receiver/stable-name.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";

/**
 * Takes away what an earlier run of a program left in a state that was kept, and what this one replaces.
 * Pulumi would do so; here nothing else knows what was the program's.
 */
export function forgetEarlier(region: RegionStore, program: Program): void {
  const rules = new Set(program.metricRules.map(({ id, resource }) => stableName(id ?? resource.id)));
  for (const id of region.rules.keys()) if (rules.has(stableName(id))) region.deleteRule(id);

  const inputs = (type: string) =>
    program.resources.filter((each) => each.type === type).map((each) => each.inputs);
  const groups = new Set(inputs(TYPE.applicationGroup).map(({ monitorGroupName }) => monitorGroupName));
  const tags = new Set(inputs(TYPE.tagGroup).map(({ tagKey }) => tagKey));
  for (const { id, name, dynamicTagRuleId } of region.monitorGroups.values()) {
    const tag = region.dynamicTags.get(dynamicTagRuleId ?? "");
    if (!groups.has(name) && !tags.has(tag?.tagKey)) continue;
    region.deleteMonitorGroup(id);
    if (tag) region.dynamicTags.delete(tag.id);
  }

  const events = new Set(program.eventRules.map(({ ruleName }) => ruleName));
  for (const name of region.eventRules.keys())
    if (events.has(stableName(name))) region.eventRules.delete(name);
  const silences = new Set(program.silences.map(({ silenceName }) => silenceName));
  for (const { id, name } of region.blackLists.values()) {
    if (silences.has(stableName(name))) region.blackLists.delete(id);
  }
  const tasks = new Set(program.siteMonitors.map(({ taskName }) => taskName));
  for (const { taskId, taskName } of region.siteMonitors.values())
    if (tasks.has(taskName)) region.siteMonitors.delete(taskId);
  for (const { resource } of program.eventBridgeRules) {
    const name = String(resource.inputs.ruleName);
    for (const objects of Object.values(region.eventBridge)) objects.delete(name);
  }
  const prometheus = new Set(program.prometheusRules.map(({ ruleName }) => ruleName));
  for (const { uuid, displayName } of region.alertRules.values()) {
    if (prometheus.has(stableName(String(displayName)))) region.alertRules.delete(String(uuid));
  }
  const webhooks = new Set(program.prometheusWebhooks.map(({ webhookId }) => withoutHash(webhookId)));
  for (const id of region.webhooks.keys()) if (webhooks.has(withoutHash(id))) region.webhooks.delete(id);
}
