import { ApiDestination } from "@pulumi/alicloud/eventbridge/apiDestination.js";
import { Connection } from "@pulumi/alicloud/eventbridge/connection.js";
import { Rule } from "@pulumi/alicloud/eventbridge/rule.js";
import { getAccountOutput } from "@pulumi/alicloud/getAccount.js";
import * as pulumi from "@pulumi/pulumi";
import { callbackInput, splitToken } from "./callback-url.ts";
import { shortHash } from "./canonical.ts";
import type { EventBridgeRuleArgs } from "./event-bridge/args.ts";
import { checkEventBridgeRule } from "./event-bridge/settings.ts";
import { regionOf } from "./region.ts";
import { keyClaim } from "./rules/inputs.ts";
import { declare, registration } from "./validation/declare.ts";
import { checked } from "./validation/problems.ts";

const RESOURCE = "alicloud:eventbridge/rule:Rule";

/** The id of the one target. */
const TARGET = "receiver";

/**
 * A rule on events by EventBridge, the vendor's successor of CloudMonitor's event rules: what `EventRule` is, with
 * a day of retries and a dead-letter queue.
 *
 * Built on `eventbridge.Connection`, which holds the token as an API key, `eventbridge.ApiDestination` and
 * `eventbridge.Rule`. What the provider takes for unchanged when it is left out is always written.
 */
export class EventBridgeRule extends pulumi.ComponentResource {
  /** Name of the rule in EventBridge. */
  readonly ruleName: pulumi.Output<string>;
  /** Stable key of the rule; never changes by itself. */
  readonly ruleKey: pulumi.Output<string>;

  constructor(name: string, args: EventBridgeRuleArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("EventBridgeRule", name, args, opts));
    const outputs = declare(this, { type: "EventBridgeRule", name, args }, (claimNames) => {
      const of = { type: "EventBridgeRule", name, resource: RESOURCE };
      const settings = checkEventBridgeRule(name, args);
      const place = { project: pulumi.getProject(), stack: pulumi.getStack() };
      const ruleName = `${settings.ruleName}-${shortHash(place)}`;
      claimNames([
        { path: "ruleName", kind: "EventBridge rule", name: ruleName, resource: RESOURCE },
        keyClaim(settings.key, args.callback, RESOURCE, "rule on events by EventBridge"),
      ]);
      const url = callbackInput(this, of, args.callback, settings.parameters) as pulumi.Output<string>;
      const target = url.apply(splitToken);
      const region = checked(regionOf(this, RESOURCE), { ...of, path: "region" }, (known) =>
        known
          ? undefined
          : "is missing: set it for the stack with `pulumi config set alicloud:region cn-hangzhou`",
      );
      const parent = this;

      const connection = new Connection(
        `${name}-connection`,
        {
          connectionName: ruleName,
          description: settings.description,
          networkParameters: { networkType: "PublicNetwork" },
          authParameters: {
            authorizationType: "API_KEY_AUTH",
            apiKeyAuthParameters: {
              apiKeyName: "Authorization",
              apiKeyValue: pulumi.secret(target.apply(({ headers }) => headers.Authorization ?? "none")),
            },
          },
        },
        { parent },
      );
      const destination = new ApiDestination(
        `${name}-destination`,
        {
          apiDestinationName: ruleName,
          connectionName: connection.connectionName,
          description: settings.description,
          // Without the token there is nothing secret in it, unless it leads elsewhere.
          httpApiParameters: { endpoint: target.apply((each) => each.url), method: "POST" },
        },
        { parent },
      );
      const account = getAccountOutput({ parent });
      const rule = new Rule(
        `${name}-rule`,
        {
          eventBusName: args.eventBus ?? "default",
          ruleName,
          description: settings.description,
          filterPattern: settings.filterPattern,
          status: (args.enabled ?? true) ? "ENABLE" : "DISABLE",
          targets: [
            {
              targetId: TARGET,
              type: "acs.api.destination",
              endpoint: pulumi.interpolate`acs:api-destination:${region}:${account.id}:name/${destination.apiDestinationName}`,
              pushRetryStrategy: "EXPONENTIAL_DECAY_RETRY",
              deadLetterQueue: args.deadLetterQueue ? { arn: args.deadLetterQueue } : undefined,
              paramLists: [
                { resourceKey: "BodyParameters", form: "ORIGINAL" },
                { resourceKey: "Name", form: "CONSTANT", value: ruleName },
              ],
            },
          ],
        },
        { parent },
      );

      return { ruleName: rule.ruleName, ruleKey: pulumi.output(settings.key) };
    });
    this.ruleName = outputs.ruleName;
    this.ruleKey = outputs.ruleKey;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }
}
