import * as pulumi from "@pulumi/pulumi";
import { PARAMETER, withParameters } from "../receiver/config/urls.ts";
import { AlertContact } from "./alert-contact.ts";
import { ContactGroup } from "./contact-group.ts";
import { Comparison } from "./enums.ts";
import type { HeartbeatArgs } from "./heartbeats/args.ts";
import { checkHeartbeatName } from "./heartbeats/expected.ts";
import type { MetricRuleArgs } from "./rules/args.ts";
import { declareMetricRule, metricRuleClaim } from "./rules/declare.ts";
import { checkMetricRule } from "./rules/settings.ts";
import { declare, registration } from "./validation/declare.ts";
import { Problems } from "./validation/problems.ts";
import { rangeOf } from "./vocabulary/unit.ts";

export type { HeartbeatArgs } from "./heartbeats/args.ts";

/** The argument that a rule's own is given by. */
const argument = (path: string) => (path === "mutePeriod" ? "every" : path);

/** How often a heartbeat comes, where the program doesn't say. */
const EVERY = "1 hour";

/**
 * A rule that always fires, and whose callbacks are not alerts but the sign that CloudMonitor reaches the
 * receiver. The receiver expects them by name (`heartbeats` of a source), and tells people when they stay away.
 *
 * CloudMonitor repeats what goes on once in a mute period, which is how often a heartbeat comes. A rule needs a
 * contact group, so it has one of its own, with one contact that has nothing but the receiver's URL: nobody is mailed.
 */
export class Heartbeat extends pulumi.ComponentResource {
  /** Name by which the receiver expects it. */
  readonly heartbeatName: pulumi.Output<string>;
  /** Id of the rule in CloudMonitor. */
  readonly ruleId: pulumi.Output<string>;
  /** What is watched, and what happens when that is deleted: a sentence for people. */
  readonly watches: pulumi.Output<string>;

  constructor(name: string, args: HeartbeatArgs, opts?: pulumi.ComponentResourceOptions) {
    super(...registration("Heartbeat", name, args, opts));
    const outputs = declare(this, { type: "Heartbeat", name, args }, (claimNames) => {
      const { metric, resource, every = EVERY } = args;
      const heartbeat = args.heartbeatName ?? name;
      const problems = new Problems({ type: "Heartbeat", name });
      problems.addIf("heartbeatName", checkHeartbeatName(heartbeat));
      problems.throwIfAny();
      const callback = pulumi.secret(
        pulumi
          .output(args.callback)
          .apply((url) => withParameters(url, { [PARAMETER.heartbeat]: heartbeat })),
      );

      const contactName = args.contactName ?? `${heartbeat}-heartbeat`;
      const rule: MetricRuleArgs = {
        metric,
        resources: [resource],
        key: heartbeat,
        ruleName: args.ruleName ?? `${heartbeat} heartbeat`,
        // Holds for every value that there is.
        info: { comparison: Comparison.AtLeast, threshold: rangeOf(metric.unit)?.least ?? 0, times: 1 },
        mutePeriod: every,
        contactGroups: [contactName],
        callback,
      };
      const of = { type: "Heartbeat", name, argument };
      const settings = checkMetricRule(of, rule);
      claimNames([metricRuleClaim(settings, rule)]);

      const own = { parent: this };
      const contact = new AlertContact(
        `${name}-contact`,
        { contactName, description: "receives heartbeats, and is nobody", dingTalkWebhook: callback },
        own,
      );
      const group = new ContactGroup(
        `${name}-group`,
        { groupName: contactName, contacts: [contact.contactName] },
        own,
      );
      const { ruleId } = declareMetricRule(
        { ...own, name: `${name}-rule` },
        of,
        { ...rule, contactGroups: [group.groupName] },
        settings,
      );
      const watches = pulumi.output(resource).apply((dimensions) => {
        const of = Object.entries(dimensions).map((pair) => pair.join("="));
        return `${metric.metricName} (${metric.namespace}) of ${of.join(", ")}; when that resource is deleted, heartbeats stay away as if CloudMonitor did not reach the receiver, so name another one first`;
      });
      return { heartbeatName: pulumi.output(heartbeat), ruleId, watches };
    });
    this.heartbeatName = outputs.heartbeatName;
    this.ruleId = outputs.ruleId;
    this.watches = outputs.watches;
    this.registerOutputs({ ...outputs, checks: args?.checks });
  }
}
