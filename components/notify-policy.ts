import { EventNotifyPolicy } from "@pulumi/alicloud/cms/eventNotifyPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import type { PrometheusSeverity } from "./enums.ts";
import { checkWithinADay } from "./prometheus/active-times.ts";
import { declare, registration } from "./validation/declare.ts";
import { Problems } from "./validation/problems.ts";
import { isTimeZone } from "./validation/time-zone.ts";
import { checkInterval, parseInterval } from "./vocabulary/interval.ts";

export interface NotifyPolicyArgs {
  /** Workspace of CloudMonitor 2.0. */
  workspace: pulumi.Input<string>;
  /** Name, unique in the workspace. Default: the component's name. */
  policyName?: string;
  /** Identifiers of notification objects that every alert goes to: `PrometheusWebhook.webhookId`. */
  webhooks?: pulumi.Input<string>[];
  /** Uuids of contact groups of CloudMonitor 2.0 that every alert goes to. */
  contactGroups?: pulumi.Input<string>[];
  /** Only alerts of these severities. Default: all. */
  severities?: PrometheusSeverity[];
  /** Also alerts without a workspace: of CloudMonitor 1.0, ARMS and Log Service. Default: false. */
  includeLegacy?: boolean;
  /**
   * What makes one group of alerts, up to five fields. Default: the rule and its resource, so that every
   * resource has an incident of its own.
   */
  groupBy?: string[];
  /** Whether recoveries are sent. Default: true. */
  sendRecovery?: boolean;
  description?: string;
  /** Default: true. */
  enabled?: boolean;
  /** Only alerts with all of these, besides the severities. Default: all. */
  filters?: NotifyFilterArgs[];
  /**
   * When notifications are sent: `HH:mm-HH:mm`, within one day, with days of the week if wanted, as in
   * `08:00-20:00 dayofweek 1,2,3,4,5`. Default: at any time.
   */
  effectiveInterval?: string;
  /** Time zone of `effectiveInterval`, by its name in the tz database. Default: "Asia/Shanghai". */
  timeZone?: string;
}

/** A field of an alert, and the value that it must have. */
export interface NotifyFilterArgs {
  /** As the vendor spells it: `subject`, `labels.team`. */
  field: string;
  value: string;
}

const RESOURCE = "alicloud:cms/eventNotifyPolicy:EventNotifyPolicy";

const LAST_MINUTE = 24 * 60 - 1;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The vendor's own default grouping. */
const GROUP_BY = ["labels._cms_rule_id", "resource.entity.entity_id"];

/**
 * A notification policy of CloudMonitor 2.0, for those who want its own routing, and for rules whose
 * recovery must be sent for sure: in simple mode that can't be declared, here it is.
 *
 * A webhook that a policy posts to gets bodies of a shape that the vendor does not document; the
 * receiver reads every shape that is known.
 */
export class NotifyPolicy extends pulumi.ComponentResource {
  /** Id of the policy, for `PrometheusRule.policy`. */
  readonly policyId: pulumi.Output<string>;

  constructor(name: string, args: NotifyPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("NotifyPolicy", name, args, opts));
    const outputs = declare(this, { type: "NotifyPolicy", name, args }, (claimNames) => {
      check(name, args);
      const policyName = args.policyName ?? name;
      claimNames([
        {
          path: "policyName",
          kind: "notification policy",
          name: policyName,
          within: [args.workspace],
          resource: RESOURCE,
        },
      ]);
      const sorted = (ids: pulumi.Input<string>[]) => pulumi.output(ids).apply((each) => [...each].sort());
      const channels = [
        { channelType: "WEBHOOK", ids: args.webhooks ?? [] },
        { channelType: "GROUP", ids: args.contactGroups ?? [] },
      ];
      const severities = [...(args.severities ?? [])].sort();
      const policy = new EventNotifyPolicy(
        `${name}-policy`,
        {
          workspace: args.workspace,
          name: policyName,
          description: args.description ?? "",
          enabled: args.enabled ?? true,
          subscription: {
            subscribeLegacyEvent: args.includeLegacy ?? false,
            ...(severities.length > 0 && {
              filterSetting: {
                relation: "OR",
                conditions: severities.map((value) => ({ field: "severity", op: "EQ", value })),
              },
            }),
          },
          notifyStrategy: {
            ignoreRestoredNotification: !(args.sendRecovery ?? true),
            groupingSetting: { groupingKeys: args.groupBy ?? GROUP_BY },
            routes: [
              {
                channels: channels
                  .filter(({ ids }) => ids.length > 0)
                  .map(({ channelType, ids }) => ({ channelType, receivers: sorted(ids) })),
                ...only(args),
              },
            ],
          },
        },
        { parent: this },
      );

      // The id is `<uuid>:<workspace>`.
      return { policyId: policy.id.apply((id) => id.split(":")[0] ?? id) };
    });
    this.policyId = outputs.policyId;
    this.registerOutputs(outputs);
  }
}

/** What the one route is limited to; nothing is written where nothing is said. */
function only({ filters = [], effectiveInterval, timeZone = "Asia/Shanghai" }: NotifyPolicyArgs) {
  const interval = parseInterval(effectiveInterval ?? "");
  const conditions = filters
    .map(({ field, value }) => ({ field, op: "EQ", value }))
    .sort((a, b) => (`${a.field}\n${a.value}` < `${b.field}\n${b.value}` ? -1 : 1));
  return {
    ...(conditions.length > 0 && { filterSetting: { relation: "AND", conditions } }),
    ...(interval && {
      effectTimeRange: {
        // Sunday is 0 here.
        dayInWeeks: [...new Set((interval.days ?? EVERY_DAY).map((day) => day % 7))].sort(),
        startTimeInMinute: interval.from,
        endTimeInMinute: interval.to,
        timeZone,
      },
    }),
  };
}

function check(name: string, args: NotifyPolicyArgs): void {
  const problems = new Problems({ type: "NotifyPolicy", name });
  if (args.policyName !== undefined && args.policyName.trim() === "")
    problems.add("policyName", "must not be empty");
  if (!args.webhooks?.length && !args.contactGroups?.length) {
    problems.add("webhooks, contactGroups", "are both missing: nobody would be notified");
  }
  const groupBy = args.groupBy ?? GROUP_BY;
  if (groupBy.length < 1 || groupBy.length > 5)
    problems.add("groupBy", `must name 1 to 5 fields, not ${groupBy.length}`);
  for (const [index, { field }] of (args.filters ?? []).entries()) {
    if (field === "severity")
      problems.add(`filters[${index}].field`, "has an argument of its own: severities");
  }
  checkTimes(problems, args);
  problems.throwIfAny();
}

function checkTimes(problems: Problems, { effectiveInterval, timeZone }: NotifyPolicyArgs): void {
  if (timeZone !== undefined) {
    if (!isTimeZone(timeZone))
      problems.add("timeZone", `must be a name such as Asia/Shanghai, not "${timeZone}"`);
    if (effectiveInterval === undefined) problems.add("timeZone", "goes with effectiveInterval");
  }
  if (effectiveInterval === undefined) return;
  problems.addIf("effectiveInterval", checkInterval(effectiveInterval) ?? checkWithinADay(effectiveInterval));
  const { from, offset } = parseInterval(effectiveInterval) ?? {};
  if (offset !== undefined)
    problems.add("effectiveInterval", "must have no offset here: a policy's times are of its timeZone");
  // The provider takes 0 to 1438.
  if (from === LAST_MINUTE) problems.add("effectiveInterval", "must begin before 23:59");
}
