import * as pulumi from "@pulumi/pulumi";
import { MetricRule } from "./metric-rule.ts";
import type { RuleSetArgs } from "./rule-sets/args.ts";
import { readRuleSet } from "./rule-sets/settings.ts";

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
    super("cloudmonitor-relay:index:RuleSet", name, { checks: args.checks }, opts);
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const [rule, settings] of Object.entries(readRuleSet(name, args))) {
      const { ruleId } = new MetricRule(`${name}-${rule}`, settings, { parent: this });
      ids[settings.key ?? rule] = ruleId;
    }
    this.ruleIds = pulumi.output(ids);
    this.registerOutputs({ ruleIds: this.ruleIds, checks: args.checks });
  }
}
