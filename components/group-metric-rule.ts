import { GroupMetricRule as CmsGroupMetricRule } from "@pulumi/alicloud/cms/groupMetricRule.js";
import * as pulumi from "@pulumi/pulumi";
import { callbackInput } from "./callback-url.ts";
import { canonicalJson } from "./canonical.ts";
import { checked } from "./checks/problems.ts";
import type { GroupMetricRuleArgs } from "./groups/args.ts";
import { checkDimensions, checkGroupMetricRule } from "./groups/settings.ts";
import { contactGroupNames, ruleId } from "./rules/inputs.ts";

const RESOURCE = "alicloud:cms/groupMetricRule:GroupMetricRule";

/**
 * An alert rule on one metric of every member of an application group, whoever that is at the time.
 *
 * Built on `cms.GroupMetricRule`, which takes back less than a rule on resources does, and whose API
 * documents nothing of what is left out. So its id is made of everything that can't surely be changed in
 * place: group, metric, which levels there are, and whether there are a callback, dimensions, a mail
 * subject and an excluded interval. A change of these makes a new rule before the old one goes.
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
    super("cloudmonitor-relay:index:GroupMetricRule", name, {}, opts);
    const settings = checkGroupMetricRule(name, args);
    const of = { type: "GroupMetricRule", name, resource: RESOURCE };
    const dimensions =
      args.dimensions &&
      checked(args.dimensions, { ...of, path: "dimensions" }, (given) => checkDimensions(given, args.metric));
    const replacedBy = {
      group: args.group,
      namespace: settings.namespace,
      metricName: settings.metricName,
      levels: Object.keys(settings.escalations),
      webhook: args.callback !== undefined,
      dimensions: args.dimensions !== undefined,
      category: settings.category,
      emailSubject: settings.emailSubject !== undefined,
      noEffectiveInterval: settings.noEffectiveInterval !== undefined,
    };
    const rule = new CmsGroupMetricRule(
      `${name}-rule`,
      {
        ruleId: pulumi.output(replacedBy).apply((known) => ruleId(settings.key, known)),
        groupId: args.group,
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
        webhook: callbackInput(this, of, args.callback, settings.parameters),
      },
      { parent: this },
    );

    this.ruleId = rule.ruleId;
    this.ruleKey = pulumi.output(settings.key);
    this.registerOutputs({ ruleId: this.ruleId, ruleKey: this.ruleKey });
  }
}
