import { SiteMonitor as CmsSiteMonitor } from "@pulumi/alicloud/cms/siteMonitor.js";
import * as pulumi from "@pulumi/pulumi";
import { AgentGroup, NoDataPolicy, Probe, ProbeNetwork } from "./enums.ts";
import { metrics } from "./metrics/catalogue.ts";
import { siteMonitor } from "./rule-sets/site-monitor.ts";
import type { MetricRuleArgs } from "./rules/args.ts";
import { declareMetricRule, metricRuleClaim } from "./rules/declare.ts";
import { checkMetricRule } from "./rules/settings.ts";
import type { SiteMonitorArgs, SiteRuleArgs } from "./site-monitors/args.ts";
import { taskOptions } from "./site-monitors/options.ts";
import { replacedBy } from "./site-monitors/replaced-by.ts";
import { checkAddress, checkSiteMonitor } from "./site-monitors/settings.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked } from "./validation/problems.ts";

const RESOURCE = "alicloud:cms/siteMonitor:SiteMonitor";

/**
 * An address that is probed from outside, and the rule that says when it is down.
 *
 * Built on `cms.SiteMonitor`, whose traps it closes: what the provider takes for unchanged when it is left out is
 * always written; what its update does not send (`timeout`, a changed password) or can't take back (cities)
 * makes another task, before the old one goes.
 */
export class SiteMonitor extends pulumi.ComponentResource {
  /** Id of the task, for `resources` of rules on it; changes when the task is replaced. */
  readonly taskId: pulumi.Output<string>;
  /** Id of the rule in CloudMonitor; empty without one. */
  readonly ruleId: pulumi.Output<string>;
  /** Stable key of the rule; empty without one. */
  readonly ruleKey: pulumi.Output<string>;

  constructor(name: string, args: SiteMonitorArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("SiteMonitor", name, { checks: checksOf(args) }, opts));
    const of = { type: "SiteMonitor", name };
    const outputs = declare(this, { ...of, args }, (claimNames) => {
      const settings = checkSiteMonitor(name, args);
      const rule = args.rule && ruleArgs(args.rule, settings.interval);
      const ofRule = { ...of, argument: (path: string) => `rule.${path}` };
      const ruleSettings = rule && checkMetricRule(ofRule, rule);
      claimNames([
        { path: "taskName", kind: "site-monitoring task", name: settings.taskName, resource: RESOURCE },
        ...(rule && ruleSettings ? [{ ...metricRuleClaim(ruleSettings, rule), path: "rule.key" }] : []),
      ]);
      const taskId = this.#declare(name, args, settings);
      const none = pulumi.output("");
      const declared =
        rule && ruleSettings
          ? declareMetricRule(
              { parent: this, name: `${name}-rule` },
              ofRule,
              { ...rule, resources: [{ taskId }] },
              ruleSettings,
            )
          : { ruleId: none, ruleKey: none };
      return { taskId, ...declared };
    });
    this.taskId = outputs.taskId;
    this.ruleId = outputs.ruleId;
    this.ruleKey = outputs.ruleKey;
    this.registerOutputs({ ...outputs, checks: checksOf(args) });
  }

  #declare(
    name: string,
    args: SiteMonitorArgs,
    { taskName, interval, timeout }: ReturnType<typeof checkSiteMonitor>,
  ): pulumi.Output<string> {
    const probe = args.probe ?? Probe.Http;
    const optionJson = taskOptions(args, timeout);
    const task = new CmsSiteMonitor(
      // Cities that are taken away would stay, so that a task without is another one.
      args.cities ? `${name}-task` : `${name}-task-anywhere`,
      {
        taskName,
        taskType: probe,
        address: checked(args.address, { type: "SiteMonitor", name, path: "address" }, checkAddress(probe)),
        interval: String(interval),
        agentGroup: args.agentGroup ?? AgentGroup.Pc,
        ispCities: args.cities?.map(({ city, isp, network = ProbeNetwork.DataCentre }) => ({
          city,
          isp,
          type: network,
        })),
        optionJson,
        status: (args.enabled ?? true) ? "1" : "2",
      },
      {
        parent: this,
        ...replacedBy(name, args, timeout),
      },
    );
    return task.id;
  }
}

/** What is disabled, of the task or of its rule; undefined where nothing is. */
function checksOf(args: SiteMonitorArgs | undefined): Record<string, string> | undefined {
  const all = { ...args?.checks, ...args?.rule?.checks };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** The rule on a task, without the task. */
function ruleArgs(args: SiteRuleArgs, interval: number): MetricRuleArgs {
  const { metric = metrics.siteMonitor.Availability, critical, warn, info } = args;
  const { Availability } = metrics.siteMonitor;
  const own = critical ?? warn ?? info;
  const ready = own === undefined && metric.metricName === Availability.metricName;
  const levels = ready ? siteMonitor.rules.availability : { critical, warn, info };
  return {
    ...args,
    metric,
    ...(levels.critical && { critical: levels.critical }),
    ...(levels.warn && { warn: levels.warn }),
    period: args.period ?? `${interval} minutes`,
    noDataPolicy: args.noDataPolicy ?? NoDataPolicy.Alert,
  };
}
