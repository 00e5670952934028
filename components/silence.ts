import { MetricRuleBlackList } from "@pulumi/alicloud/cms/metricRuleBlackList.js";
import * as pulumi from "@pulumi/pulumi";
import { canonicalJson, shortHash } from "./canonical.ts";
import { ruleId } from "./rules/inputs.ts";
import { checkResources } from "./rules/resources.ts";
import type { SilenceArgs } from "./silences/args.ts";
import { checkSilence } from "./silences/settings.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked, isPlain } from "./validation/problems.ts";

const RESOURCE = "alicloud:cms/metricRuleBlackList:MetricRuleBlackList";

/**
 * Resources about which CloudMonitor stays quiet for a while: nothing is sent, to contacts or to the
 * receiver, while rules go on watching. For a silence that on-call itself makes and ends, use the
 * destination's own.
 *
 * Built on `cms.MetricRuleBlackList`. Its update sends the category and what has changed, and whether
 * CloudMonitor keeps the rest, or refuses that for want of a name, is not documented. So whatever changes
 * makes another policy before the old one goes: a hash of all of it is in the name.
 *
 * How CloudMonitor answers the resources is not sure either: if as texts, the provider sees a difference
 * after every refresh. Where they are known while the program runs, their hash is in the resource's own name,
 * so that the difference can be ignored without ever missing a change.
 *
 * It can't be switched off, only left out: the provider forgets to disable a policy that it has just made.
 */
export class Silence extends pulumi.ComponentResource {
  /** Id of the blacklist policy in CloudMonitor. */
  readonly silenceId: pulumi.Output<string>;

  constructor(name: string, args: SilenceArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("Silence", name, args, opts));
    const outputs = declare(this, { type: "Silence", name, args }, (claimNames) => {
      const { silenceName, window, metricNames, ...settings } = checkSilence(name, args);
      const resources = checked(args.resources, { type: "Silence", name, path: "resources" }, (given) =>
        checkResources(given, { namespace: settings.namespace, metricName: "" }),
      ).apply(inOrder);
      const groups = args.groups && pulumi.output(args.groups).apply((ids) => [...ids].sort());
      const known = isPlain(args.resources);
      const all = {
        ...settings,
        silenceName,
        window,
        metricNames,
        known,
        resources,
        dimensions: args.dimensions,
        groups,
      };
      const listName = pulumi.output(all).apply((each) => ruleId(silenceName, each));
      claimNames([{ path: "silenceName", kind: "silence", name: listName, resource: RESOURCE }]);
      const dimensions = args.dimensions && pulumi.output(args.dimensions).apply(canonicalJson);
      const list = new MetricRuleBlackList(
        known ? `${name}-blacklist-${shortHash(inOrder(args.resources))}` : `${name}-blacklist`,
        {
          metricRuleBlackListName: listName,
          namespace: settings.namespace,
          category: settings.category,
          instances: resources,
          metrics:
            metricNames.length > 0
              ? metricNames.map((metricName) => ({ metricName, ...(dimensions && { resource: dimensions }) }))
              : undefined,
          effectiveTime: window.effectiveTime,
          enableStartTime: window.start?.toString(),
          enableEndTime: window.end?.toString(),
          scopeType: args.groups ? "GROUP" : "USER",
          scopeValues: groups,
          isEnable: true,
        },
        { parent: this, ignoreChanges: known ? ["instances"] : [] },
      );

      return { silenceId: list.id };
    });
    this.silenceId = outputs.silenceId;
    this.registerOutputs(outputs);
  }
}

function inOrder(resources: readonly unknown[]): string[] {
  return resources.map(canonicalJson).sort();
}
