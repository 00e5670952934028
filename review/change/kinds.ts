import type { Resource } from "../../program/evaluator/plan.ts";
import type { Program } from "../meaning/program.ts";
import { readRule } from "../meaning/rule.ts";
import { code, metricText } from "../meaning/words.ts";
import type { Facet, Sides } from "./aspect.ts";
import { contactFacets, describeContact, describeGroup, groupFacets } from "./contacts.ts";
import { describeEventRule, eventRuleFacets } from "./event-rule.ts";
import { describeRule, metricRuleFacets } from "./metric-rule.ts";
import { describePrometheusRule, prometheusRuleFacets, readPrometheusRule } from "./prometheus-rule.ts";
import { describeReceiver, domainFacets, receiverFacets } from "./receiver.ts";

/** What a type of resource is, and what a change of it means. */
interface Kind {
  /** What people call it, for a heading or a count. */
  noun: string;
  facets: (before: Resource, after: Resource, sides: Sides) => Facet<Resource>[];
  /** The rest of "{it} is new: …". */
  describe: (resource: Resource, sides: Sides) => string;
  /** The rest of "{it} is removed…", if somebody may miss an alert by it. */
  removed?: (resource: Resource, sides: Sides) => string;
}

const METRIC_RULE: Kind = {
  noun: "rule",
  facets: metricRuleFacets,
  describe: (resource, sides) => {
    const rule = readRule(resource);
    return rule ? describeRule(rule, sides) : code(resource.type);
  },
  removed: (resource, { after }) => {
    const rule = readRule(resource);
    if (!rule) return "";
    const metric = metricText(rule.namespace, rule.metricName);
    const open = rule.callback ? ", and incidents that it opened will not resolve by themselves" : "";
    const others = after.plan.resources.filter((each) => {
      const other = readRule(each);
      return other?.namespace === rule.namespace && other.metricName === rule.metricName && other.enabled;
    });
    return others.length > 0
      ? `: ${metric} is left to ${others.length === 1 ? "one other rule" : `${others.length} other rules`}${open}`
      : `: no rule watches ${metric} any more${open}`;
  },
};

const KINDS: Record<string, Kind> = {
  "alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule": METRIC_RULE,
  "alicloud:cms/groupMetricRule:GroupMetricRule": METRIC_RULE,
  "alicloud:cms/alarm:Alarm": METRIC_RULE,
  "alicloud:cms/eventRule:EventRule": {
    noun: "event rule",
    facets: eventRuleFacets,
    describe: describeEventRule,
    removed: () => ": nobody is told of its events any more",
  },
  "alicloud:cms/alertRuleV2:AlertRuleV2": {
    noun: "Prometheus rule",
    facets: prometheusRuleFacets,
    describe: (resource) => describePrometheusRule(readPrometheusRule(resource)),
    removed: () =>
      ": nothing fires by its query any more, and incidents that it opened will not resolve by themselves",
  },
  "alicloud:cms/alarmContact:AlarmContact": {
    noun: "contact",
    facets: contactFacets,
    describe: describeContact,
    removed: () => ": nobody is told by it any more",
  },
  "alicloud:cms/alarmContactGroup:AlarmContactGroup": {
    noun: "contact group",
    facets: groupFacets,
    describe: (resource, { after }) => describeGroup(resource, after),
    removed: (resource, { after }) => (stillNamed(resource, after) ? ", but rules still name it" : ""),
  },
  "cloudflare:index/workersScript:WorkersScript": {
    noun: "receiver",
    facets: receiverFacets,
    describe: (resource, { after }) => {
      const receiver = after.receivers.find(({ script }) => script.urn === resource.urn);
      return receiver ? describeReceiver(receiver) : code(resource.type);
    },
    removed: () => ": its callbacks go nowhere, and its stored incidents are deleted with it",
  },
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": {
    noun: "address",
    facets: domainFacets,
    describe: ({ inputs }) => code(String(inputs.hostname)),
    removed: ({ inputs }) => `: nothing answers at ${code(String(inputs.hostname))} any more`,
  },
};

export function kindOf(type: string): Kind | undefined {
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

function stillNamed({ inputs }: Resource, program: Program): boolean {
  return program.plan.resources.some((each) =>
    readRule(each)?.groups.includes(String(inputs.alarmContactGroupName)),
  );
}
