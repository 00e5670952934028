import { EventRule as CmsEventRule } from "@pulumi/alicloud/cms/eventRule.js";
import * as pulumi from "@pulumi/pulumi";
import { callbackInput } from "./callback-url.ts";
import type { EventRuleArgs } from "./events/rule-args.ts";
import { checkEventRule, type EventRuleSettings } from "./events/rule-settings.ts";
import { checkGroup } from "./groups/settings.ts";
import { contactGroupNames, keyClaim, ruleId } from "./rules/inputs.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked } from "./validation/problems.ts";

const RESOURCE = "alicloud:cms/eventRule:EventRule";

/** The id of the webhook target: always the same, so that another URL overwrites the one before. */
const WEBHOOK_ID = "callback";

/**
 * Mail and chat robot, the one value that the vendor's page of `PutEventRuleTargets` explains. Whoever
 * is to be called is called by the receiver's destinations.
 */
const NOTIFY_LEVEL = "4";

/**
 * A rule on system events: a server that fails, a planned reboot, a failover.
 *
 * Built on `cms.EventRule`, whose traps it closes: its update never deletes a target, so the rule's name
 * in CloudMonitor ends in a hash of which targets there are, and dropping one makes another rule; no name
 * is the beginning of another's, by which the provider looks rules up; everything that it never unsets is
 * always written.
 *
 * The hash is in the name of the resource too, so another rule is another resource: Pulumi makes it before
 * it deletes the old one. Were it a replacement, an update that failed between the rule and its targets
 * would be followed by one that makes the rule anew and then deletes it, under the one name that both have.
 *
 * A disabled rule is not in CloudMonitor at all. The provider looks rules up by a list that may hold only
 * those that are active, takes others for gone, and fails; not having one comes to the same.
 */
export class EventRule extends pulumi.ComponentResource {
  /** Name of the rule in CloudMonitor, which is its id; changes when the rule is replaced. */
  readonly ruleName: pulumi.Output<string>;
  /** Stable key of the rule; never changes by itself. */
  readonly ruleKey: pulumi.Output<string>;

  constructor(name: string, args: EventRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("EventRule", name, args, opts));
    const outputs = declare(this, { type: "EventRule", name, args }, (claimNames) => {
      const of = { type: "EventRule", name, resource: RESOURCE };
      const settings = checkEventRule(of, args);
      const groups = contactGroupNames(of, args.contactGroups ?? []).apply((names) =>
        names === "" ? [] : names.split(","),
      );
      const url = callbackInput(this, of, args.callback, settings.parameters);
      const ruleName = ruleId(settings.ruleName, {
        ruleName: settings.ruleName,
        contactGroups: args.contactGroups?.length ?? 0,
        webhook: url !== undefined,
        group: args.group !== undefined,
      });
      claimNames([
        { path: "ruleName", kind: "event rule", name: ruleName, resource: RESOURCE },
        keyClaim(settings.key, args.callback, RESOURCE, "rule on events"),
      ]);
      const active = settings.enabled && this.#declare(name, ruleName, args, settings, groups, url);
      return { ruleName: active || pulumi.output(ruleName), ruleKey: pulumi.output(settings.key) };
    });
    this.ruleName = outputs.ruleName;
    this.ruleKey = outputs.ruleKey;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }

  #declare(
    name: string,
    ruleName: string,
    args: EventRuleArgs,
    settings: EventRuleSettings,
    groups: pulumi.Output<string[]>,
    url: pulumi.Output<string> | undefined,
  ): pulumi.Output<string> {
    const rule = new CmsEventRule(
      `${name}-rule-${ruleName.slice(-10)}`,
      {
        ruleName,
        description: settings.description,
        eventPattern: settings.pattern,
        silenceTime: settings.mutePeriod,
        status: "ENABLED",
        groupId: args.group && checked(args.group, { type: "EventRule", name, path: "group" }, checkGroup),
        contactParameters: groups.apply((names) =>
          names.map((each, index) => ({
            contactParametersId: `group-${index + 1}`,
            contactGroupName: each,
            level: NOTIFY_LEVEL,
          })),
        ),
        webhookParameters: url && [
          // The vendor's examples say "http" for every URL.
          { webhookParametersId: WEBHOOK_ID, protocol: "http", method: "POST", url },
        ],
      },
      // For the rule that a failed update left half made: the provider replaces it by one of its own name.
      { parent: this, deleteBeforeReplace: true },
    );

    return rule.ruleName;
  }
}
