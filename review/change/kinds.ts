import type { MetricRule } from "../../program/model/metric-rules.ts";
import type { AnyEntry, EntryKind } from "../../program/model/program.ts";
import { code, metricText } from "../wording/words.ts";
import {
  APPLICATION_GROUP_ASPECTS,
  describeApplicationGroup,
  describeGroupMembers,
  describeTagGroup,
  GROUP_MEMBERS_ASPECTS,
  TAG_GROUP_ASPECTS,
} from "./application-groups.ts";
import { type Sides, type Told, tell } from "./aspect.ts";
import {
  CONTACT_ASPECTS,
  CONTACT_GROUP_ASPECTS,
  describeContact,
  describeContactGroup,
  rulesOf,
} from "./contacts.ts";
import { describeEventBridgeRule, EVENT_BRIDGE_RULE_ASPECTS } from "./event-bridge-rule.ts";
import { describeEventRule, EVENT_RULE_ASPECTS } from "./event-rule.ts";
import { describeRule, tellMetricRule } from "./metric-rule.ts";
import { describePrometheusRule, PROMETHEUS_RULE_ASPECTS } from "./prometheus-rule.ts";
import { describeWebhook, PROMETHEUS_WEBHOOK_ASPECTS } from "./prometheus-webhook.ts";
import { ADDRESS_ASPECTS, describeReceiver, tellReceiver } from "./receiver.ts";
import { describeSilence, SILENCE_ASPECTS } from "./silence.ts";
import { describeSiteMonitor, SITE_MONITOR_ASPECTS } from "./site-monitor.ts";

/** What a kind of thing is called, and what a change of it means. */
interface Kind<E extends AnyEntry> {
  /** What people call it, for a heading or a count. */
  noun: string;
  tell: (before: E, after: E, sides: Sides) => Told[];
  /** The rest of "{it} is new: …". */
  describe: (entry: E, sides: Sides) => string;
  /** The rest of "{it} is removed…", if somebody may miss an alert by it. */
  removed?: (entry: E, sides: Sides) => string;
}

const KINDS: { [K in Exclude<EntryKind, "program">]: Kind<Extract<AnyEntry, { kind: K }>> } = {
  "metric-rule": { noun: "rule", tell: tellMetricRule, describe: describeRule, removed: sayRemoved },
  "event-rule": {
    noun: "event rule",
    tell: tell(EVENT_RULE_ASPECTS),
    describe: describeEventRule,
    removed: () => ": nobody is told of its events any more",
  },
  "event-bridge-rule": {
    noun: "EventBridge rule",
    tell: tell(EVENT_BRIDGE_RULE_ASPECTS),
    describe: describeEventBridgeRule,
    removed: () => ": nobody is told of its events by EventBridge any more",
  },
  "prometheus-rule": {
    noun: "Prometheus rule",
    tell: tell(PROMETHEUS_RULE_ASPECTS),
    describe: describePrometheusRule,
    removed: () =>
      ": nothing fires by its query any more, and incidents that it opened will not resolve by themselves",
  },
  contact: {
    noun: "contact",
    tell: tell(CONTACT_ASPECTS),
    describe: describeContact,
    removed: () => ": nobody is told by it any more",
  },
  "contact-group": {
    noun: "contact group",
    tell: tell(CONTACT_GROUP_ASPECTS),
    describe: (group, { after }) => describeContactGroup(group, after),
    removed: (group, { after }) => (rulesOf(after, group).length > 0 ? ", but rules still name it" : ""),
  },
  "application-group": {
    noun: "application group",
    tell: tell(APPLICATION_GROUP_ASPECTS),
    describe: describeApplicationGroup,
    removed: () => ": rules on it watch nothing any more",
  },
  "group-members": {
    noun: "member list",
    tell: tell(GROUP_MEMBERS_ASPECTS),
    describe: describeGroupMembers,
    removed: () => ": rules on it watch nothing any more",
  },
  "tag-group": {
    noun: "application group by tag",
    tell: tell(TAG_GROUP_ASPECTS),
    describe: describeTagGroup,
    removed: () => ": rules on it watch nothing any more",
  },
  "site-monitor": {
    noun: "site-monitoring task",
    tell: tell(SITE_MONITOR_ASPECTS),
    describe: describeSiteMonitor,
    removed: () => ": nothing is probed any more, and rules on it get no data",
  },
  silence: { noun: "silence", tell: tell(SILENCE_ASPECTS), describe: describeSilence },
  "prometheus-webhook": {
    noun: "webhook",
    tell: tell(PROMETHEUS_WEBHOOK_ASPECTS),
    describe: (webhook, { after }) => describeWebhook(webhook, after),
    removed: () => ": what notifies it opens no incidents any more",
  },
  receiver: {
    noun: "receiver",
    tell: tellReceiver,
    describe: describeReceiver,
    removed: () => ": its callbacks go nowhere, and its stored incidents are deleted with it",
  },
  address: {
    noun: "address",
    tell: tell(ADDRESS_ASPECTS),
    describe: ({ hostname }) => code(hostname),
    removed: ({ hostname }) => `: nothing answers at ${code(hostname)} any more`,
  },
};

/** What is known of the kind of an entry. Whoever asks gives it only entries of that kind. */
export function kindOf(entry: AnyEntry | undefined): Kind<AnyEntry> | undefined {
  return entry && (KINDS[entry.kind as keyof typeof KINDS] as Kind<AnyEntry> | undefined);
}

function sayRemoved({ namespace, metricName, callback }: MetricRule, { after }: Sides): string {
  const metric = metricText(namespace, metricName);
  const open = callback ? ", and incidents that it opened will not resolve by themselves" : "";
  const others = after.metricRules.filter(
    (each) => each.namespace === namespace && each.metricName === metricName && each.enabled,
  ).length;
  if (others === 0) return `: no rule watches ${metric} any more${open}`;
  return `: ${metric} is left to ${others === 1 ? "one other rule" : `${others} other rules`}${open}`;
}
