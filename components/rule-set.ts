import * as pulumi from "@pulumi/pulumi";
import type { RuleSetArgs } from "./rule-sets/args.ts";
import { formerPlaces } from "./rule-sets/former.ts";
import { readRuleSet } from "./rule-sets/settings.ts";
import { declareMetricRule, METRIC_RULE_RESOURCE, metricRuleClaim } from "./rules/declare.ts";
import { declare, registration } from "./validation/declare.ts";

/**
 * The ready rules of one product: each with its thresholds, no-data policy and mute period, every one
 * of them changeable, and a runbook in English and Chinese in `docs/rule-sets`.
 *
 * In TypeScript `ruleSets.ecs("shop", …)` is the same with the names of the rules checked by the compiler.
 */
export class RuleSet extends pulumi.ComponentResource {
  /** Id of each rule in CloudMonitor, by its key: a callback tells both. */
  readonly ruleIds: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: RuleSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("RuleSet", name, args, opts));
    const outputs = declare(this, { type: "RuleSet", name, args }, (claimNames) => {
      const rules = readRuleSet(name, args);
      claimNames(rules.map(({ args, settings }) => metricRuleClaim(settings, args)));
      // Each is a resource of the set itself: a component of its own would double what the engine has to keep.
      const ids = rules.map(({ rule, of, args, settings }) => {
        const resource = { type: METRIC_RULE_RESOURCE, name: `${name}-${rule}-rule` };
        const place = { parent: this, name: resource.name, aliases: formerPlaces(this, resource) };
        return [settings.key, declareMetricRule(place, of, args, settings).ruleId] as const;
      });
      return { ruleIds: pulumi.output(Object.fromEntries(ids)) };
    });
    this.ruleIds = outputs.ruleIds;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }
}
