import { GroupMetricRule as CmsGroupMetricRule } from "@pulumi/alicloud/cms/groupMetricRule.js";
import * as pulumi from "@pulumi/pulumi";
import { callbackInput } from "./callback-url.ts";
import { canonicalJson, shortHash } from "./canonical.ts";
import type { GroupMetricRuleArgs } from "./groups/args.ts";
import { checkDimensions, checkGroup, checkGroupMetricRule } from "./groups/settings.ts";
import { contactGroupNames, keyClaim, ruleId } from "./rules/inputs.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked } from "./validation/problems.ts";

const RESOURCE = "alicloud:cms/groupMetricRule:GroupMetricRule";

/**
 * An alert rule on one metric of every member of an application group, whoever that is at the time.
 *
 * Built on `cms.GroupMetricRule`, whose update sends the period and the mute period only where they
 * changed, and takes little back; what the API makes of what is left out is not documented. So nothing is
 * changed in place: the rule's id is made of everything it says, and any change makes another rule in
 * place of the old one. Its incidents go on, because they are told apart by the key.
 *
 * The resource has no labels (they travel in the callback URL), no no-data policy and no way to leave
 * recoveries out: both are the service's own.
 */
export class GroupMetricRule extends pulumi.ComponentResource {
  /** Id of the rule in CloudMonitor; changes when the rule is replaced. */
  readonly ruleId: pulumi.Output<string>;
  /** Stable key of the rule; never changes by itself. */
  readonly ruleKey: pulumi.Output<string>;

  constructor(name: string, args: GroupMetricRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("GroupMetricRule", name, args, opts));
    const outputs = declare(this, { type: "GroupMetricRule", name, args }, (claimNames) => {
      const settings = checkGroupMetricRule(name, args);
      claimNames([keyClaim(settings.key, args.callback, RESOURCE)]);
      const of = { type: "GroupMetricRule", name, resource: RESOURCE };
      const dimensions =
        args.dimensions &&
        checked(args.dimensions, { ...of, path: "dimensions" }, (given) =>
          checkDimensions(given, args.metric),
        );
      const webhook = callbackInput(this, of, args.callback, settings.parameters);
      const content = {
        groupId: checked(args.group, { ...of, path: "group" }, checkGroup),
        groupMetricRuleName: settings.ruleName,
        namespace: settings.namespace,
        metricName: settings.metricName,
        category: settings.category,
        dimensions: dimensions?.apply(canonicalJson),
        escalations: settings.escalations,
        contactGroups: contactGroupNames(of, args.contactGroups),
        period: settings.period,
        silenceTime: settings.mutePeriod,
        effectiveInterval: settings.effectiveInterval,
        noEffectiveInterval: settings.noEffectiveInterval,
        emailSubject: settings.emailSubject,
      };
      // A digest tells nothing of a token of 192 bits; a secret id would hide every rule from its reader.
      const id = pulumi
        .all([content, webhook === undefined ? "" : pulumi.unsecret(webhook.apply(shortHash))])
        .apply(([known, callback]) => ruleId(settings.key, { ...known, callback }));
      const rule = new CmsGroupMetricRule(
        `${name}-rule`,
        {
          ruleId: id,
          ...content,
          webhook,
        },
        // After a refresh too. Under its own id the new rule would be deleted with the old one: see `ruleId`.
        { parent: this, replaceOnChanges: ["*"], deleteBeforeReplace: true },
      );

      return { ruleId: rule.ruleId, ruleKey: pulumi.output(settings.key) };
    });
    this.ruleId = outputs.ruleId;
    this.ruleKey = outputs.ruleKey;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }
}
