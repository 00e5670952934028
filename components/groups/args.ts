import type * as pulumi from "@pulumi/pulumi";
import type { TagMatch } from "../enums.ts";
import type { ThresholdRuleArgs } from "../rules/args.ts";

/** One member of an application group. */
export interface GroupMemberArgs {
  /** Service as CloudMonitor's groups spell it, e.g. `ECS`, `RDS`, `SLB`, `kvstore_standard`. */
  category: string;
  instanceId: pulumi.Input<string>;
  /** Name for people. Default: the instance's id. */
  instanceName?: pulumi.Input<string>;
  /** Default: `alicloud:region` of the stack. */
  region?: pulumi.Input<string>;
}

/** Resources with this tag, whatever service they are of. */
export interface GroupTagArgs {
  key: string;
  /** What the tag's value is compared with. Required, but with `TagMatch.Any`. */
  value?: string;
  /**
   * How. CloudMonitor makes a group for each value of the tag that matches, so that all but `Equals` may come to
   * several groups, or to none: see `groupIds`. Default: `TagMatch.Equals`.
   */
  match?: TagMatch;
}

/** Arguments of an application group. */
export interface ApplicationGroupArgs {
  /** Its members, by id. Either these or `tag`. */
  members?: GroupMemberArgs[];
  /** Its members, by tag; CloudMonitor keeps up with what is tagged. Either this or `members`. */
  tag?: GroupTagArgs;
  /**
   * Ids of alert templates that CloudMonitor applies to every group by `tag` that it makes, now and later. They are
   * made in the console. Default: none.
   */
  templates?: pulumi.Input<string>[];
  /** Names of the contact groups that CloudMonitor notifies about the group: `ContactGroup.groupName` of each. */
  contactGroups: pulumi.Input<string>[];
  /** Name in CloudMonitor, for a group with `members`; with `tag` CloudMonitor chooses. Default: the component's name. */
  groupName?: string;
}

/** Arguments of a rule on an application group. */
export interface GroupMetricRuleArgs extends ThresholdRuleArgs {
  /** Id of the application group: `ApplicationGroup.groupId`. */
  group: pulumi.Input<string>;
  /** Further dimensions that every member is watched by, e.g. `{ device: "/dev/vda1" }`. Default: all of them. */
  dimensions?: Record<string, pulumi.Input<string>>;
  /** Service of the members that are watched, where the namespace alone does not say it, e.g. `kvstore_sharding`. */
  category?: string;
}
