import { LOCAL_ACCOUNT } from "../../program/evaluator/lookups.ts";
import { CloudMonitor } from "../cloudmonitor/cloudmonitor.ts";
import { blackListFor } from "../cloudmonitor/store/blacklist.ts";
import type { Declared } from "./declarations.ts";

/** A CloudMonitor that has what a plan declares, and no data yet. */
export function declaredCloudMonitor(declared: Declared, region: string): CloudMonitor {
  const cloudMonitor = new CloudMonitor({
    account: LOCAL_ACCOUNT,
    region,
    heldBackBy: (rule, series, at) => blackListFor(declared.silences, rule, series, at)?.name,
  });
  for (const contact of declared.contacts) cloudMonitor.contacts.set(contact.name, contact);
  for (const group of declared.groups) cloudMonitor.groups.set(group.name, group);
  for (const rule of declared.rules) cloudMonitor.rules.set(rule.ruleId, rule);
  return cloudMonitor;
}
