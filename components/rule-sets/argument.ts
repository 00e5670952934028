import type { RuleChangeArgs } from "./args.ts";

/** Arguments of a rule that a set has for all of its rules, by its own name for them. */
const OF_THE_SET: Readonly<Record<string, string>> = {
  callback: "callback",
  carryLabels: "carryLabels",
  checks: "checks",
  contactGroups: "contactGroups",
  enabled: "enabled",
  key: "key",
  labels: "labels",
  owner: "owner",
  resources: "resources",
  ruleName: "key",
  runbook: "runbooks",
};

/** The set's argument by which a rule's own is given: `change.cpu.critical.times` for `critical.times`. */
export function argumentOf(rule: string, path: string, change: RuleChangeArgs = {}): string {
  const [first = ""] = path.split(/[.[ ]/);
  const ofTheSet = Object.hasOwn(change, first) ? undefined : OF_THE_SET[first];
  return ofTheSet === undefined ? `change.${rule}.${path}` : ofTheSet + path.slice(first.length);
}
