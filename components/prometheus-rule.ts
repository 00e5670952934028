import { AlertRuleV2 } from "@pulumi/alicloud/cms/alertRuleV2.js";
import * as pulumi from "@pulumi/pulumi";
import { OPEN_FOR_ANNOTATION } from "../receiver/config/urls.ts";
import { idOf } from "../receiver/stable-name.ts";
import { shortHash } from "./canonical.ts";
import type { PrometheusRuleArgs } from "./prometheus/rule-args.ts";
import {
  checkPrometheusRule,
  type PrometheusSettings,
  type PrometheusVariant,
} from "./prometheus/rule-settings.ts";
import { keyClaim } from "./rules/inputs.ts";
import { declare, registration } from "./validation/declare.ts";

export type { PrometheusRuleArgs, PrometheusThresholds } from "./prometheus/rule-args.ts";

const RESOURCE = "alicloud:cms/alertRuleV2:AlertRuleV2";

/** Label by which the receiver knows the rule, whatever id it has now. */
const RULE_LABEL = "relay_rule";

/**
 * An alert rule on Managed Service for Prometheus in simple mode: it notifies the given webhook objects
 * itself. With `query` and `thresholds` there is one rule for each severity, each with incidents of its
 * own: with one identity, the recovery of the worse one would resolve what the milder still says.
 *
 * Almost every change of such a rule replaces it, and its id changes. The new rule is made before the
 * old one goes; its name in CloudMonitor ends in a hash of what replaces it, because whether two rules
 * may have one name is not documented. The receiver takes the hash away and tells rules apart by the
 * label `relay_rule`, so an incident opened before is resolved after.
 *
 * Whether the recovery is sent can't be declared in simple mode; the service decides. `policy` with a
 * `NotifyPolicy` makes it explicit.
 */
export class PrometheusRule extends pulumi.ComponentResource {
  /** Ids of the rules in CloudMonitor, by severity. */
  readonly ruleIds: pulumi.Output<Record<string, string>>;
  /** Stable key of the rule; never changes by itself. */
  readonly ruleKey: pulumi.Output<string>;

  constructor(name: string, args: PrometheusRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("PrometheusRule", name, args, opts));
    const outputs = declare(this, { type: "PrometheusRule", name, args }, (claimNames) => {
      const settings = checkPrometheusRule(name, args);
      const within = [args.workspace, args.instanceId];
      claimNames([{ ...keyClaim(settings.key, "", RESOURCE, "rule on Prometheus"), within }]);
      const rules = settings.variants.map((variant) => {
        const child = variant.suffix === "" ? `${name}-rule` : `${name}-${variant.suffix}`;
        return [variant.severity, this.#rule(child, args, settings, variant).alertRuleV2Id] as const;
      });
      return { ruleIds: pulumi.output(Object.fromEntries(rules)), ruleKey: pulumi.output(settings.key) };
    });
    this.ruleIds = outputs.ruleIds;
    this.ruleKey = outputs.ruleKey;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }

  #rule(
    child: string,
    args: PrometheusRuleArgs,
    settings: PrometheusSettings,
    variant: PrometheusVariant,
  ): AlertRuleV2 {
    const replaces = {
      workspace: args.workspace,
      datasourceConfig: {
        type: "PROMETHEUS",
        instanceId: args.instanceId,
        ...(args.region !== undefined && { regionId: args.region }),
      },
      queryConfig: { type: "PROMETHEUS_SINGLE_QUERY", expr: variant.expr, enableDataCompleteCheck: true },
      conditionConfig: {
        type: "PROMETHEUS_SIMPLE_CONDITION",
        severity: variant.severity,
        durationSecs: settings.duration,
      },
      scheduleConfig: { type: "FIXED", intervalSecs: settings.interval },
      notifyConfig: { ...notification(args), silenceTimeSecs: settings.mutePeriod, ...settings.times },
    };
    const key = variant.suffix === "" ? settings.key : `${settings.key}.${variant.suffix}`;
    return new AlertRuleV2(
      child,
      {
        ...replaces,
        displayName: pulumi
          .output(replaces)
          .apply((each) =>
            idOf(
              settings.ruleName,
              shortHash({ stack: pulumi.getStack(), variant: variant.suffix, ...each }),
            ),
          ),
        enabled: settings.enabled,
        contentTemplate: settings.message,
        labels: { ...settings.labels, [RULE_LABEL]: key },
        annotations: {
          ...args.annotations,
          ...openForAnnotation(settings),
          _cms_rule_display_statement: variant.expr,
        },
        armsIntegrationConfig: { enabled: false },
        actionIntegrationConfig: { enabled: false },
      },
      { parent: this },
    );
  }
}

/** The receiver reads it from each alert of the rule. */
function openForAnnotation({ openFor }: PrometheusSettings): Record<string, string> {
  return openFor === undefined ? {} : { [OPEN_FOR_ANNOTATION]: String(openFor) };
}

function notification(args: PrometheusRuleArgs) {
  if (args.policy !== undefined) return { type: "NOTIFY_POLICY", notifyStrategies: [args.policy] };
  const identifiers = pulumi.output(args.webhooks ?? []).apply((ids) => [...ids].sort());
  return { type: "DIRECT_NOTIFY", channels: [{ type: "WEBHOOK", identifiers }] };
}
