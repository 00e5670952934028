import * as pulumi from "@pulumi/pulumi";
import type { MetricRuleArgs } from "./rules/args.ts";
import { declareMetricRule, metricRuleClaim } from "./rules/declare.ts";
import { checkMetricRule } from "./rules/settings.ts";
import { declare, registration } from "./validation/declare.ts";

/**
 * An alert rule on one metric, with up to three levels, or on several metrics as one composite expression.
 *
 * Built on `cloudmonitor.ServiceMetricAlarmRule`, whose traps it closes: everything that the provider
 * never unsets is always written; the rule id is made of everything that forces a replacement, and the
 * old rule goes right before the new one is made, so that no update deletes the one it just made; lists
 * and JSON are in canonical order, so that nothing changes without a reason.
 */
export class MetricRule extends pulumi.ComponentResource {
  /** Id of the rule in CloudMonitor; changes when the rule is replaced. */
  readonly ruleId: pulumi.Output<string>;
  /** Stable key of the rule; never changes by itself. */
  readonly ruleKey: pulumi.Output<string>;

  constructor(name: string, args: MetricRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("MetricRule", name, args, opts));
    const of = { type: "MetricRule", name };
    const outputs = declare(this, { ...of, args }, (claimNames) => {
      const settings = checkMetricRule(of, args);
      claimNames([metricRuleClaim(settings, args)]);
      return declareMetricRule({ parent: this, name: `${name}-rule` }, of, args, settings);
    });
    this.ruleId = outputs.ruleId;
    this.ruleKey = outputs.ruleKey;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }
}
