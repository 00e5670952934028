import { DynamicTagGroup } from "@pulumi/alicloud/cms/dynamicTagGroup.js";
import { getMonitorGroupsOutput } from "@pulumi/alicloud/cms/getMonitorGroups.js";
import { MonitorGroup } from "@pulumi/alicloud/cms/monitorGroup.js";
import { MonitorGroupInstances } from "@pulumi/alicloud/cms/monitorGroupInstances.js";
import * as pulumi from "@pulumi/pulumi";
import { TagMatch } from "./enums.ts";
import type { ApplicationGroupArgs, GroupMemberArgs, GroupTagArgs } from "./groups/args.ts";
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
 * the tag. A tag that may have several values comes to a group for each. Nothing of it can be changed in place, so another tag or contact group makes a new one before
 * the old one goes.
 */
export class ApplicationGroup extends pulumi.ComponentResource {
  /** Id of the group, for `GroupMetricRule.group` and `EventRule.group`. Empty with a `tag` that may match several values. */
  readonly groupId: pulumi.Output<string>;
  /** Ids of all groups, in order: of one, or of each value that matches `tag`. */
  readonly groupIds: pulumi.Output<string[]>;

  constructor(name: string, args: ApplicationGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("ApplicationGroup", name, args, opts));
    const outputs = declare(this, { type: "ApplicationGroup", name, args }, (claimNames) => {
      check(name, args);
      claimNames([]);
      const of = { type: "ApplicationGroup", name };
      const contactGroups = contactGroupNames(of, args.contactGroups).apply((names) => names.split(","));
      if (args.tag) return this.#byTag(name, args.tag, contactGroups, args.templates);
      const groupId = this.#byId(name, args.groupName ?? name, args.members ?? [], contactGroups);
      return { groupId, groupIds: groupId.apply((id) => [id]) };
    });
    this.groupId = outputs.groupId;
    this.groupIds = outputs.groupIds;
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
    { key, value, match = TagMatch.Equals }: GroupTagArgs,
    contactGroups: pulumi.Output<string[]>,
    templates: pulumi.Input<string>[] | undefined,
  ): { groupId: pulumi.Output<string>; groupIds: pulumi.Output<string[]> } {
    const rule = new DynamicTagGroup(
      `${name}-tag`,
      {
        tagKey: key,
        // The provider requires a value; its own example with `all` gives the key.
        matchExpresses: [{ tagValue: value || key, tagValueMatchFunction: match }],
        matchExpressFilterRelation: "and",
        contactGroupLists: contactGroups,
        templateIdLists: templates,
      },
      { parent: this },
    );
    const found = getMonitorGroupsOutput({ dynamicTagRuleId: rule.id }, { parent: this });
    const groupIds = found.apply(({ groups }) => groups.map(({ groupId }) => groupId).sort());
    if (match !== TagMatch.Equals) return { groupId: pulumi.output(""), groupIds };
    const groupId = groupIds.apply(([id]) => {
      if (id !== undefined) return id;
      const problems = new Problems({ type: "ApplicationGroup", name });
      problems.add(
        "tag",
        `has no group yet: CloudMonitor makes it once a resource has the tag ${key}=${value}. Tag one, wait a minute, and run \`pulumi up\` again`,
      );
      problems.throwIfAny();
      return "";
    });
    return { groupId, groupIds };
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
  if (tag && (tag.match === TagMatch.Any) !== !tag.value)
    problems.add(
      "tag.value",
      !tag.value ? "is missing: leave it out with TagMatch.Any alone" : "has no meaning with TagMatch.Any",
    );
  if (args.templates && !tag)
    problems.add(
      "templates",
      "go with tag: of other groups the provider applies none, give them GroupMetricRules",
    );
  if (args.templates?.length === 0) problems.add("templates", "must not be an empty list");
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
