import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import * as pulumi from "@pulumi/pulumi";
import { withRule } from "./callback-url.ts";
import { canonicalJson, shortHash } from "./canonical.ts";
import { checkCloudName } from "./checks/names.ts";
import { checked } from "./checks/problems.ts";
import { checkCallbackUrl } from "./checks/url.ts";
import { refuseWorkersDev, regionOf } from "./region.ts";
import type { MetricRuleArgs } from "./rules/args.ts";
import { checkMetricRule, checkResources, type RuleSettings } from "./rules/settings.ts";

export type { LevelArgs, MetricRuleArgs } from "./rules/args.ts";

/**
 * An alert rule on one metric, with up to three levels.
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
    super("cloudmonitor-relay:index:MetricRule", name, {}, opts);
    const settings = checkMetricRule(name, args);
    const at = (path: string) => ({ type: "MetricRule", name, path });

    const contactGroups = checked(args.contactGroups, at("contactGroups"), checkGroups).apply(joinGroups);
    const resources = checked(args.resources ?? [], at("resources"), (each) =>
      checkResources(each, args.metric),
    ).apply(resourcesJson);
    const callback = args.callback && checked(args.callback, at("callback"), checkCallbackUrl);
    const region = regionOf(this, "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule");

    const rule = new ServiceMetricAlarmRule(
      `${name}-rule`,
      {
        metricAlarmRuleId: contactGroups.apply((groups) => ruleId(settings, groups)),
        ruleName: settings.ruleName,
        namespace: args.metric.namespace,
        metricName: args.metric.metricName,
        contactGroups,
        resources,
        escalations: settings.escalations,
        period: String(settings.period),
        silenceTime: String(settings.mutePeriod),
        effectiveInterval: settings.effectiveInterval,
        noEffectiveInterval: settings.noEffectiveInterval,
        noDataPolicy: settings.noDataPolicy,
        sendOk: settings.sendRecovery,
        emailSubject: settings.emailSubject,
        status: settings.enabled,
        labels: labelList(args.labels),
        webhook:
          callback &&
          pulumi.secret(
            pulumi.all([callback, region]).apply(([url, where]) => {
              refuseWorkersDev("MetricRule", name, url, where);
              return withRule(url, settings.key);
            }),
          ),
      },
      { parent: this },
    );

    this.ruleId = rule.metricAlarmRuleId;
    this.ruleKey = pulumi.output(settings.key);
    this.registerOutputs({ ruleId: this.ruleId, ruleKey: this.ruleKey });
  }
}

/**
 * The id of the rule: its key, and a hash of everything whose change replaces it. Project and stack
 * are in it because ids are shared by the whole account. `noEffectiveInterval` and `emailSubject` can
 * be changed in place but not taken back, so whether they are set is in it too.
 */
function ruleId(settings: RuleSettings, contactGroups: string): string {
  const hash = shortHash({
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    namespace: settings.namespace,
    metricName: settings.metricName,
    ruleName: settings.ruleName,
    contactGroups,
    noEffectiveInterval: settings.noEffectiveInterval !== undefined,
    emailSubject: settings.emailSubject !== undefined,
  });
  return `${settings.key}--${hash}`;
}

function checkGroups(groups: string[]): string | undefined {
  const repeated = groups.find((each, index) => groups.indexOf(each) !== index);
  if (repeated !== undefined) return `name "${repeated}" twice`;
  const wrong = groups.find((each) => checkCloudName(each) !== undefined);
  return wrong === undefined ? undefined : `hold "${wrong}", which ${checkCloudName(wrong)}`;
}

function joinGroups(groups: string[]): string {
  return [...groups].sort().join(",");
}

function resourcesJson(resources: Record<string, string>[]): string {
  // The API's own word for every resource; `[{"userId":"…"}]` would need the account's id.
  if (resources.length === 0) return canonicalJson([{ resource: "_ALL" }]);
  return `[${resources.map(canonicalJson).sort().join(",")}]`;
}

function labelList(labels: MetricRuleArgs["labels"]) {
  return Object.entries(labels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value }));
}
