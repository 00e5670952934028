import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import * as pulumi from "@pulumi/pulumi";
import { callbackInput } from "./callback-url.ts";
import { keptGroups, keptResources, replacedBy, resourcesJson, stillAdopted } from "./rules/adopt.ts";
import type { MetricRuleArgs } from "./rules/args.ts";
import { contactGroupNames, ruleId } from "./rules/inputs.ts";
import { checkResources } from "./rules/resources.ts";
import { checkMetricRule } from "./rules/settings.ts";
import { checkedText } from "./validation/problems.ts";
import { withoutStacks } from "./without-stacks.ts";

const RESOURCE = "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule";

/**
 * An alert rule on one metric, with up to three levels, or on several metrics as one composite expression.
 *
 * Built on `cloudmonitor.ServiceMetricAlarmRule`, whose traps it closes: everything that the provider
 * never unsets is always written; the rule id is made of everything that forces a replacement, so that
 * a replacement makes a new rule before the old one goes and never deletes the one it just made; lists
 * and JSON are in canonical order, so that nothing changes without a reason.
 */
export class MetricRule extends pulumi.ComponentResource {
  /** Id of the rule in CloudMonitor; changes when the rule is replaced. */
  readonly ruleId: pulumi.Output<string>;
  /** Stable key of the rule; never changes by itself. */
  readonly ruleKey: pulumi.Output<string>;

  constructor(name: string, args: MetricRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cloudmonitor-relay:index:MetricRule", name, { checks: args.checks }, opts);
    const settings = checkMetricRule(name, args);
    const of = { type: "MetricRule", name, resource: RESOURCE };
    const contactGroups = contactGroupNames(of, args.contactGroups);
    const resources = checkedText(
      args.resources ?? [],
      { ...of, path: "resources" },
      (each) => checkResources(each, args.metric),
      (list) => keptResources(args.adopt?.resources, resourcesJson(list)),
    );
    // What a change leaves out is taken back by a server that replaces the whole rule and kept by one that
    // merges, and the provider leaves out some of it always. So what is set makes another rule.
    const id = contactGroups.apply((groups) => {
      const by = replacedBy({ ...settings.inputs, contactGroups: groups, webhook: args.callback });
      return stillAdopted(args.adopt, by) ? args.adopt.ruleId : ruleId(settings.key, { ...by });
    });

    const rule = withoutStacks(
      () =>
        new ServiceMetricAlarmRule(
          `${name}-rule`,
          {
            ...settings.inputs,
            metricAlarmRuleId: id,
            contactGroups: args.adopt
              ? contactGroups.apply((groups) => keptGroups(args.adopt?.contactGroups, groups))
              : contactGroups,
            resources,
            webhook: callbackInput(this, of, args.callback, settings.parameters),
          },
          { parent: this },
        ),
    );

    this.ruleId = rule.metricAlarmRuleId;
    this.ruleKey = pulumi.output(settings.key);
    this.registerOutputs({ ruleId: this.ruleId, ruleKey: this.ruleKey, checks: args.checks });
  }
}
