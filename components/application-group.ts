import { DynamicTagGroup } from "@pulumi/alicloud/cms/dynamicTagGroup.js";
import { getMonitorGroupsOutput } from "@pulumi/alicloud/cms/getMonitorGroups.js";
import { MonitorGroup } from "@pulumi/alicloud/cms/monitorGroup.js";
import { MonitorGroupInstances } from "@pulumi/alicloud/cms/monitorGroupInstances.js";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationGroupArgs, GroupMemberArgs } from "./groups/args.ts";
import { regionOf } from "./region.ts";
import { contactGroupNames } from "./rules/inputs.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked, Problems } from "./validation/problems.ts";

const MEMBERS_RESOURCE = "alicloud:cms/monitorGroupInstances:MonitorGroupInstances";

/**
 * Resources that belong together, of one service or several, with members by id or by tag. Rules on it
 * (`GroupMetricRule`) watch whatever is in it.
 *
 * A group by tag is one that CloudMonitor itself makes and keeps: it exists as soon as some resource has
 * the tag. Nothing of it can be changed in place, so another tag or contact group makes a new one before
 * the old one goes.
 */
export class ApplicationGroup extends pulumi.ComponentResource {
  /** Id of the group, for `GroupMetricRule.group` and `EventRule.group`. */
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: ApplicationGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("ApplicationGroup", name, args, opts));
    const outputs = declare(this, { type: "ApplicationGroup", name, args }, (claimNames) => {
      check(name, args);
      claimNames([]);
      const of = { type: "ApplicationGroup", name };
      const contactGroups = contactGroupNames(of, args.contactGroups).apply((names) => names.split(","));
      return {
        groupId: args.tag
          ? this.#byTag(name, args.tag, contactGroups)
          : this.#byId(name, args.groupName ?? name, args.members ?? [], contactGroups),
      };
    });
    this.groupId = outputs.groupId;
    this.registerOutputs(outputs);
  }

  #byId(
    name: string,
    monitorGroupName: string,
    members: GroupMemberArgs[],
    contactGroups: pulumi.Output<string[]>,
  ): pulumi.Output<string> {
    const group = new MonitorGroup(`${name}-group`, { monitorGroupName, contactGroups }, { parent: this });
    const at = { type: "ApplicationGroup", name, path: "members" };
    const known = checked(members, at, checkMembers);
    const region = regionOf(this, MEMBERS_RESOURCE);
    const instances = pulumi.all([known, region]).apply(([all, configured]) =>
      all.map(({ category, instanceId, instanceName, region: own }) => ({
        category,
        instanceId,
        instanceName: instanceName ?? instanceId,
        regionId: own ?? configured ?? "",
      })),
    );
    const of = new MonitorGroupInstances(
      `${name}-members`,
      { groupId: group.id, instances: checked(instances, at, checkRegions) },
      { parent: this },
    );
    // Of the members, so that a rule waits for what it is to watch.
    return of.groupId;
  }

  #byTag(
    name: string,
    { key, value }: { key: string; value: string },
    contactGroups: pulumi.Output<string[]>,
  ): pulumi.Output<string> {
    const rule = new DynamicTagGroup(
      `${name}-tag`,
      {
        tagKey: key,
        matchExpresses: [{ tagValue: value, tagValueMatchFunction: "equals" }],
        matchExpressFilterRelation: "and",
        contactGroupLists: contactGroups,
      },
      { parent: this },
    );
    return getMonitorGroupsOutput({ dynamicTagRuleId: rule.id }, { parent: this }).apply(({ groups }) => {
      const [group] = groups;
      if (group) return group.groupId;
      const problems = new Problems({ type: "ApplicationGroup", name });
      problems.add(
        "tag",
        `has no group yet: CloudMonitor makes it once a resource has the tag ${key}=${value}. Tag one, wait a minute, and run \`pulumi up\` again`,
      );
      problems.throwIfAny();
      return "";
    });
  }
}

function check(name: string, args: ApplicationGroupArgs): void {
  const problems = new Problems({ type: "ApplicationGroup", name });
  const { members, tag, groupName } = args;
  if ((members === undefined) === (tag === undefined)) {
    problems.add("members, tag", members === undefined ? "are both missing" : "must not be given both");
  }
  if (members?.length === 0) problems.add("members", "must not be an empty list");
  if (groupName !== undefined && groupName.trim() === "") problems.add("groupName", "must not be empty");
  if (tag && groupName !== undefined)
    problems.add("groupName", "can't be chosen for a group by tag: CloudMonitor does");
  if (args.contactGroups.length === 0)
    problems.add("contactGroups", "must name at least one contact group: CloudMonitor requires it");
  problems.throwIfAny();
}

function checkMembers(
  members: { category: string; instanceId: string; region?: string }[],
): string | undefined {
  const seen = new Set<string>();
  for (const [index, { category, instanceId, region }] of members.entries()) {
    const position = `(member ${index + 1})`;
    if (!instanceId) return `must have an instanceId ${position}`;
    const id = JSON.stringify([category, region, instanceId]);
    if (seen.has(id)) return `must not list the same instance twice ${position}`;
    seen.add(id);
  }
  return undefined;
}

function checkRegions(instances: { regionId: string }[]): string | undefined {
  const without = instances.findIndex(({ regionId }) => regionId === "");
  return without === -1
    ? undefined
    : `must have a region, or the stack one by \`pulumi config set alicloud:region cn-hangzhou\` (member ${without + 1})`;
}
