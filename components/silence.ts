import { MetricRuleBlackList } from "@pulumi/alicloud/cms/metricRuleBlackList.js";
import * as pulumi from "@pulumi/pulumi";
import { canonicalJson } from "./canonical.ts";
import { checked, isPlain } from "./checks/problems.ts";
import { ruleId } from "./rules/inputs.ts";
import { checkResources } from "./rules/settings.ts";
import type { SilenceArgs } from "./silences/args.ts";
import { checkSilence } from "./silences/settings.ts";

/**
 * Resources about which CloudMonitor stays quiet for a while: nothing is sent, to contacts or to the
 * receiver, while rules go on watching. For a silence that on-call itself makes and ends, use the
 * destination's own.
 *
 * Built on `cms.MetricRuleBlackList`. Its update sends the category and what has changed, and whether
 * CloudMonitor keeps the rest, or refuses that for want of a name, is not documented. So whatever changes,
 * but for `enabled`, makes another policy before the old one goes; a hash of all of it is in the name.
 *
 * How CloudMonitor answers the resources is not sure either: as texts, the provider would see a difference
 * after every refresh. Where they are known while the program runs, the hash is in the resource's name too,
 * so that the difference can be ignored without ever missing a change.
 */
export class Silence extends pulumi.ComponentResource {
  /** Id of the blacklist policy in CloudMonitor. */
  readonly silenceId: pulumi.Output<string>;

  constructor(name: string, args: SilenceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("cloudmonitor-relay:index:Silence", name, {}, opts);
    const { silenceName, enabled, window, metricNames, ...settings } = checkSilence(name, args);
    const resources = checked(args.resources, { type: "Silence", name, path: "resources" }, (given) =>
      checkResources(given, { namespace: settings.namespace, metricName: "" }),
    );
    const given = { resources: args.resources, dimensions: args.dimensions, groups: args.groups };
    const known = isPlain(given);
    const nameOf = (of: object) => ruleId(silenceName, { ...settings, window, metricNames, known, ...of });
    const dimensions = args.dimensions && pulumi.output(args.dimensions).apply(canonicalJson);
    const list = new MetricRuleBlackList(
      known ? `${name}-blacklist-${nameOf(given).slice(-10)}` : `${name}-blacklist`,
      {
        metricRuleBlackListName: known ? nameOf(given) : pulumi.output(given).apply(nameOf),
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
        isEnable: enabled,
      },
      { parent: this, ignoreChanges: known ? ["instances"] : [] },
    );

    this.silenceId = list.id;
    this.registerOutputs({ silenceId: this.silenceId });
  }
}
