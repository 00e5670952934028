import * as pulumi from "@pulumi/pulumi";
import { MetricRule } from "./metric-rule.ts";
import type { RuleSetArgs } from "./rule-sets/args.ts";
import { readRuleSet } from "./rule-sets/settings.ts";
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
      const ids: Record<string, pulumi.Output<string>> = {};
      const rules = Object.entries(readRuleSet(name, args));
      claimNames([]);
      for (const [rule, settings] of rules) {
        const { ruleId } = new MetricRule(`${name}-${rule}`, settings, { parent: this });
        ids[settings.key ?? rule] = ruleId;
      }
      return { ruleIds: pulumi.output(ids) };
    });
    this.ruleIds = outputs.ruleIds;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }
}
