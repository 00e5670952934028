import { MetricRuleBlackList } from "@pulumi/alicloud/cms/metricRuleBlackList.js";
import * as pulumi from "@pulumi/pulumi";
import { canonicalJson } from "./canonical.ts";
import { checked } from "./checks/problems.ts";
import { ruleId } from "./rules/inputs.ts";
import { checkResources } from "./rules/settings.ts";
import type { SilenceArgs } from "./silences/args.ts";
import { checkSilence } from "./silences/settings.ts";

/**
 * Resources about which CloudMonitor stays quiet for a while: nothing is sent, to contacts or to the
 * receiver, while rules go on watching. For a silence that on-call itself makes and ends, use the
 * destination's own.
 *
 * Built on `cms.MetricRuleBlackList`. Whether CloudMonitor takes back a time, metrics or groups that are
 * left out is not documented, so having them or not makes another one, before the old one goes; its name
 * in CloudMonitor ends in a hash of that.
 */
export class Silence extends pulumi.ComponentResource {
  /** Id of the blacklist policy in CloudMonitor. */
  readonly silenceId: pulumi.Output<string>;

  constructor(name: string, args: SilenceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cloudmonitor-relay:index:Silence", name, {}, opts);
    const settings = checkSilence(name, args);
    const { window, metricNames } = settings;
    const of = { type: "Silence", name };
    const resources = checked(args.resources, { ...of, path: "resources" }, (given) =>
      checkResources(given, { namespace: settings.namespace, metricName: "" }),
    );
    const dimensions = args.dimensions && pulumi.output(args.dimensions).apply(canonicalJson);
    const list = new MetricRuleBlackList(
      `${name}-blacklist`,
      {
        metricRuleBlackListName: ruleId(settings.silenceName, {
          namespace: settings.namespace,
          start: window.start !== undefined,
          end: window.end !== undefined,
          metrics: metricNames.length > 0,
          dimensions: args.dimensions !== undefined,
          groups: args.groups !== undefined,
        }),
        namespace: settings.namespace,
        category: settings.category,
        instances: resources.apply((all) => all.map(canonicalJson).sort()),
        metrics:
          metricNames.length > 0
            ? metricNames.map((metricName) => ({ metricName, ...(dimensions && { resource: dimensions }) }))
            : undefined,
        effectiveTime: window.effectiveTime,
        enableStartTime: window.start?.toString(),
        enableEndTime: window.end?.toString(),
        scopeType: args.groups ? "GROUP" : "USER",
        scopeValues: args.groups && pulumi.output(args.groups).apply((ids) => [...ids].sort()),
        isEnable: settings.enabled,
      },
      { parent: this },
    );

    this.silenceId = list.id;
    this.registerOutputs({ silenceId: this.silenceId });
  }
}
