import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import * as pulumi from "@pulumi/pulumi";
import { callbackInput } from "../callback-url.ts";
import type { Claim } from "../validation/claims.ts";
import { checkedText, type Part } from "../validation/problems.ts";
import { withoutStacks } from "../without-stacks.ts";
import { keptGroups, keptResources, replacedBy, resourcesJson, stillAdopted } from "./adopt.ts";
import type { MetricRuleArgs } from "./args.ts";
import { contactGroupNames, keyClaim, ruleId } from "./inputs.ts";
import { checkResources } from "./resources.ts";
import type { MetricRuleSettings } from "./settings.ts";

export const METRIC_RULE_RESOURCE = "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule";

type RuleAliases = NonNullable<pulumi.CustomResourceOptions["aliases"]>;

/** The name that a rule holds in the cloud. */
export function metricRuleClaim({ key }: MetricRuleSettings, { callback }: MetricRuleArgs): Claim {
  return keyClaim(key, callback, METRIC_RULE_RESOURCE);
}

/**
 * Declares one rule on a metric below `parent`, as `name`. `of` says whose arguments they are, `settings` is
 * what `checkMetricRule` made of them, `aliases` where the resource was before.
 */
export function declareMetricRule(
  { parent, name, aliases }: { parent: pulumi.ComponentResource; name: string; aliases?: RuleAliases },
  of: Part,
  args: MetricRuleArgs,
  settings: MetricRuleSettings,
): { ruleId: pulumi.Output<string>; ruleKey: pulumi.Output<string> } {
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
        name,
        {
          ...settings.inputs,
          metricAlarmRuleId: id,
          contactGroups: args.adopt
            ? contactGroups.apply((groups) => keptGroups(args.adopt?.contactGroups, groups))
            : contactGroups,
          resources,
          webhook: callbackInput(
            parent,
            { ...of, resource: METRIC_RULE_RESOURCE },
            args.callback,
            settings.parameters,
          ),
        },
        // Under its own id the new rule would be deleted with the old one: see `ruleId`.
        { parent, deleteBeforeReplace: true, ...(aliases && { aliases }) },
      ),
  );
  return { ruleId: rule.metricAlarmRuleId, ruleKey: pulumi.output(settings.key) };
}
