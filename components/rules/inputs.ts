import * as pulumi from "@pulumi/pulumi";
import { idOf } from "../../receiver/stable-name.ts";
import { shortHash } from "../canonical.ts";
import type { Claim } from "../validation/claims.ts";
import { checkCloudName } from "../validation/names.ts";
import { checked, type Part } from "../validation/problems.ts";

/** The key of a rule as a name that no other has whose alerts are posted to the same place. */
export function keyClaim(
  key: string,
  callback: pulumi.Input<string> | undefined,
  resource: string,
  kind = "rule on a metric",
): Claim {
  const why = "incidents are told apart by it, so the recovery of one would resolve what the other opened";
  return { path: "key", kind, name: key, why, within: [callback ?? ""], resource };
}

/**
 * An id that CloudMonitor keeps for a rule: the rule's key, and a hash of everything whose change makes
 * another rule of it, so that no setting of the old one is left in the new one. Project and stack are in
 * the hash because ids are shared by the whole account. The receiver knows the form and finds the key in it.
 *
 * Rules with such an id are deleted before they are made anew, because a replacement may be one under the
 * same id all the same: a refresh that finds another contact group or name, or the revert of an update that
 * failed before the old rule was gone. Pulumi would make the rule, and then delete it as the old one.
 */
export function ruleId(key: string, replacedBy: Record<string, unknown>): string {
  return idOf(key, shortHash({ project: pulumi.getProject(), stack: pulumi.getStack(), ...replacedBy }));
}

/** Names of contact groups, sorted and joined as the provider takes them. */
export function contactGroupNames(of: Part, groups: pulumi.Input<string>[]): pulumi.Output<string> {
  return checked(groups, { ...of, path: "contactGroups" }, checkGroups).apply((names) =>
    [...names].sort().join(","),
  );
}

/** What is wrong with a rule's contact groups, or undefined. */
export function checkGroups(groups: string[]): string | undefined {
  const repeated = groups.find((each, index) => groups.indexOf(each) !== index);
  if (repeated !== undefined) return `name "${repeated}" twice`;
  const wrong = groups.find((each) => checkCloudName(each) !== undefined);
  return wrong === undefined ? undefined : `hold "${wrong}", which ${checkCloudName(wrong)}`;
}
