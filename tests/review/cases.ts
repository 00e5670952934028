import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import { Alarm } from "@pulumi/alicloud/cms/alarm.js";
import { EventRule } from "@pulumi/alicloud/cms/eventRule.js";
import { Namespace } from "@pulumi/alicloud/cms/namespace.js";
import { Provider } from "@pulumi/alicloud/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import {
  AlertContact,
  AlertLevel,
  ApplicationGroup,
  type ApplicationGroupArgs,
  Comparison,
  ConsoleSite,
  ContactGroup,
  DestinationKind,
  EventBridgeRule,
  events,
  GroupMetricRule,
  type GroupMetricRuleArgs,
  Language,
  MetricRule,
  metrics,
  NoDataPolicy,
  Probe,
  PrometheusRule,
  PrometheusSeverity,
  PrometheusWebhook,
  EventRule as RelayEventRule,
  RuleLevel,
  Silence,
  SiteMonitor,
  Statistic,
  Unrecognised,
} from "../../components/index.ts";
import { type Parts, SECRETS } from "./programs.ts";

/** A change of a program, and what the review must say of it. */
export interface Case {
  before?: Partial<Parts>;
  after: Partial<Parts>;
  says: string[];
}

const cpuMetric = metrics.ecs.CPUUtilization;
const cpu = { statistic: Statistic.Average, comparison: Comparison.AtLeast } as const;
const critical = { ...cpu, threshold: 85, times: 3 };
const itoc = { kind: DestinationKind.Itoc360, credential: SECRETS.token };
const chat = {
  kind: DestinationKind.DingTalk,
  url: "https://oapi.dingtalk.com/robot/send?access_token=made-up",
};
const ilert = { kind: DestinationKind.Ilert, credential: SECRETS.key };

/** Both sources deliver to the same one, and nothing to the other. */
const onlyItoc = { production: { deliverTo: ["itoc"] }, staging: { deliverTo: ["itoc"] } };

const watching: Parts["more"] = () =>
  new MetricRule("other", {
    metric: cpuMetric,
    critical: { ...cpu, threshold: 99 },
    contactGroups: ["on-call"],
  });

const composite = (text: string) => ({
  critical: undefined,
  composite: { level: RuleLevel.Critical, raw: text },
});

const raw = (args: Record<string, unknown>, opts: pulumi.CustomResourceOptions = {}): Partial<Parts> => ({
  more: ({ callback }) =>
    new ServiceMetricAlarmRule(
      "raw",
      {
        metricAlarmRuleId: "raw-rule",
        ruleName: "raw",
        namespace: "acs_rds_dashboard",
        metricName: "CpuUsage",
        contactGroups: "on-call",
        resources: '[{"resource":"_ALL"}]',
        period: "60",
        escalations: {
          critical: {
            comparisonOperator: "GreaterThanThreshold",
            statistics: "Average",
            threshold: "80",
            times: 5,
          },
        },
        webhook: callback("production"),
        ...args,
      },
      opts,
    ),
});

const alarm = (args: Record<string, unknown>): Partial<Parts> => ({
  more: ({ callback }) =>
    new Alarm("old-style", {
      name: "old-style",
      project: "acs_slb_dashboard",
      metric: "UnhealthyServerCount",
      contactGroups: ["on-call"],
      escalationsWarn: { comparisonOperator: ">=", statistics: "Maximum", threshold: "1", times: 2 },
      period: 60,
      webhook: callback("production"),
      ...args,
    }),
});

const event = (args: Record<string, unknown>, opts: pulumi.CustomResourceOptions = {}): Partial<Parts> => ({
  more: () =>
    new EventRule(
      "reboots",
      {
        ruleName: "reboots",
        eventPattern: {
          product: "ecs",
          levelLists: ["CRITICAL", "WARN"],
          eventTypeLists: ["*"],
          nameLists: ["Instance:Reboot"],
        },
        contactParameters: [{ contactParametersId: "1", contactGroupName: "on-call", level: "3" }],
        webhookParameters: [
          {
            webhookParametersId: "2",
            protocol: "https",
            method: "POST",
            url: "https://hooks.example.com/made-up-path",
          },
        ],
        silenceTime: 3600,
        ...args,
      },
      opts,
    ),
});

const prometheus = (args: Record<string, unknown>): Partial<Parts> => ({
  more: () =>
    new PrometheusRule("latency", {
      workspace: "default-cms",
      instanceId: "rw-1",
      webhooks: ["pager"],
      query: "histogram_quantile(0.99, sum(rate(http_seconds_bucket[5m])) by (le))",
      thresholds: { critical: 2 },
      ...args,
    }),
});

const hybrid = (promql: Record<string, unknown>): Partial<Parts> => ({
  rule: {
    metric: { namespace: "acs_prometheus", metricName: "shop" },
    critical: undefined,
    promql: { query: "up == 0", level: RuleLevel.Critical, ...promql },
  },
});

const grouped = (args: Pick<GroupMetricRuleArgs, "group" | "critical">): Partial<Parts> => ({
  more: ({ callback }) =>
    new GroupMetricRule("members", {
      metric: cpuMetric,
      contactGroups: ["on-call"],
      callback: callback("production"),
      ...args,
    }),
});

const sources = {
  production: { deliverTo: ["itoc"] },
  staging: { deliverTo: ["ilert"] },
};

/** What is set stands in a rule's id, so whatever comes or goes makes another rule. */
const REPLACED = "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made";

const region = "cn-hangzhou";

function applicationGroup(ids: string[], changes: Partial<ApplicationGroupArgs> = {}): unknown {
  const members = ids.map((instanceId) => ({ category: "ECS", instanceId, region }));
  return new ApplicationGroup("shop", { members, contactGroups: ["on-call"], ...changes });
}

function tagGroup(value: string): unknown {
  return new ApplicationGroup("team", { tag: { key: "team", value }, contactGroups: ["on-call"] });
}

function failover(
  name: string,
  callback: pulumi.Input<string>,
  more: Partial<ConstructorParameters<typeof RelayEventRule>[1]> = {},
): unknown {
  return new RelayEventRule(name, {
    events: [events.rds.Instance_Failover],
    openFor: "30 minutes",
    contactGroups: ["on-call"],
    callback,
    ...more,
  });
}

/** A contact group, with the rule on a metric and the one on events that page it. */
function grouping(name: string): unknown {
  const { groupName } = new ContactGroup(name, { contacts: ["alice"] });
  new MetricRule("rds", { metric: metrics.rds.CpuUsage, critical, contactGroups: [groupName] });
  return new RelayEventRule("failover", {
    events: [events.rds.Instance_Failover],
    openFor: "30 minutes",
    contactGroups: [groupName],
  });
}

/** At least one for each thing that a change can mean. */
export const CASES: Record<string, Case> = {
  "nothing at all": { after: {}, says: [] },
  "a threshold and a count that are raised": {
    after: { rule: { critical: { ...cpu, threshold: 95, times: 5 } } },
    says: ["ecs-cpu critical fires later: from ≥ 85 % for 3 min to ≥ 95 % for 5 min"],
  },
  "a threshold that is lowered": {
    after: { rule: { critical: { ...cpu, threshold: 80, times: 3 } } },
    says: ["ecs-cpu critical fires sooner: from ≥ 85 % for 3 min to ≥ 80 % for 3 min"],
  },
  "a lower limit that is lowered": {
    before: { rule: { critical: { ...cpu, comparison: Comparison.Below, threshold: 10 } } },
    after: { rule: { critical: { ...cpu, comparison: Comparison.Below, threshold: 5 } } },
    says: ["ecs-cpu critical fires later: from < 10 % for 3 min to < 5 % for 3 min"],
  },
  "a threshold that rises while the count falls": {
    after: { rule: { critical: { ...cpu, threshold: 95, times: 1 } } },
    says: ["ecs-cpu critical fires differently: from ≥ 85 % for 3 min to ≥ 95 % for 1 min"],
  },
  "another statistic": {
    after: { rule: { critical: { ...critical, statistic: Statistic.Maximum } } },
    says: ["ecs-cpu critical fires sooner: from Average ≥ 85 % for 3 min to Maximum ≥ 85 % for 3 min"],
  },
  "another comparison": {
    after: { rule: { critical: { ...critical, comparison: Comparison.Below } } },
    says: ["ecs-cpu critical fires differently: from ≥ 85 % for 3 min to < 85 % for 3 min"],
  },
  "a longer period": {
    after: { rule: { period: "5 minutes" } },
    says: ["ecs-cpu critical fires later: from ≥ 85 % for 3 min to ≥ 85 % for 15 min"],
  },
  "the same time in longer periods": {
    before: { rule: { critical: { ...critical, times: 5 } } },
    after: { rule: { period: "5 minutes", critical: { ...critical, times: 1 } } },
    says: ["ecs-cpu critical needs 1 value of 5 min instead of 5 values of 1 min"],
  },
  "a level that comes": {
    after: { rule: { warn: { ...cpu, threshold: 70, times: 5 } } },
    says: ["ecs-cpu now also fires as warn: ≥ 70 % for 5 min", REPLACED],
  },
  "a level that goes": {
    before: { rule: { warn: { ...cpu, threshold: 70, times: 5 } } },
    after: {},
    says: ["⚠ ecs-cpu no longer fires as warn (was ≥ 70 % for 5 min)", REPLACED],
  },
  "a composite expression in place of levels": {
    after: { rule: { critical: undefined, composite: { level: RuleLevel.Critical, raw: "$Average > 90" } } },
    says: [
      "ecs-cpu now fires as critical by an expression, `$Average > 90, 3 times in a row`, in place of its levels (critical)",
      REPLACED,
    ],
  },
  "a composite expression that fires at another value": {
    before: { rule: composite("$Average>90 and $instanceId!='i-1'") },
    after: { rule: composite("$Average>95 and $instanceId!='i-1'") },
    says: [
      "ecs-cpu critical fires differently: from `$Average > 90 && $instanceId != 'i-1', 3 times in a row` to `$Average > 95 && $instanceId != 'i-1', 3 times in a row`",
    ],
  },
  "a composite expression that is only written differently": {
    before: { rule: composite("$Average>90 and $instanceId!='i-1'") },
    after: { rule: composite("($Average > 90) && $instanceId != 'i-1'") },
    says: ["ecs-cpu fires as before: only its expression is written differently"],
  },
  "a comparison with the past": {
    before: { rule: { critical: { comparison: Comparison.AboveLastWeek, threshold: 50 } } },
    after: { rule: { critical: { comparison: Comparison.AboveLastWeek, threshold: 150 } } },
    says: [
      "ecs-cpu critical fires later: from 50 % above last week for 3 min to 150 % above last week for 3 min",
    ],
  },
  "a contact group that is no longer paged": {
    before: { rule: { contactGroups: ["on-call", "payments"] } },
    after: {},
    says: [
      "⚠ `payments` is no longer paged for ECS CPUUtilization by ecs-cpu",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "contact groups that are paged besides": {
    after: { rule: { contactGroups: ["on-call", "payments", "web"] } },
    says: [
      "`payments` and `web` are now paged for ECS CPUUtilization by ecs-cpu",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "a recovery that closes the incident": {
    before: { rule: { sendRecovery: false } },
    after: {},
    says: ["recovery now closes the incident of ecs-cpu"],
  },
  "a recovery that is no longer sent": {
    after: { rule: { sendRecovery: false } },
    says: ["⚠ recovery no longer closes the incident of ecs-cpu: somebody has to"],
  },
  "another key": {
    after: { rule: { key: "processor" } },
    says: [
      "⚠ the dedup identity of ecs-cpu changes (`ecs-cpu` → `processor`): open incidents will not resolve by themselves",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "another source": {
    after: { source: "staging" },
    says: [
      "⚠ the dedup identity of ecs-cpu changes (source `production` → `staging`): open incidents will not resolve by themselves",
      "incidents of ecs-cpu go to `ilert` (source `staging`) instead of `itoc` (source `production`)",
    ],
  },
  "a callback that goes": {
    after: { source: undefined },
    says: [
      "⚠ ecs-cpu no longer opens incidents, and open ones will not resolve by themselves (was: at `itoc` (source `production`))",
      REPLACED,
    ],
  },
  "a callback that comes": {
    before: { source: undefined },
    after: {},
    says: ["ecs-cpu now opens incidents at `itoc` (source `production`)", REPLACED],
  },
  "no data that opens an incident": {
    after: { rule: { noDataPolicy: NoDataPolicy.Alert } },
    says: ["ecs-cpu opens an incident when its metric stops arriving"],
  },
  "no data that is taken for healthy": {
    after: { rule: { noDataPolicy: NoDataPolicy.Recover } },
    says: ["⚠ ecs-cpu takes a metric that stops arriving for healthy: an open incident resolves"],
  },
  "a mute period": {
    after: { rule: { mutePeriod: "30 minutes" } },
    says: ["ecs-cpu repeats every 30 min while it goes on, instead of every 1 h"],
  },
  "an effective interval": {
    after: { rule: { effectiveInterval: "08:00-20:00 +0800", noEffectiveInterval: "12:00-13:00" } },
    says: [
      "⚠ ecs-cpu notifies only 08:00-20:00 +0800, but not 12:00-13:00 (was at any time)",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  resources: {
    before: { rule: { resources: [{ instanceId: "i-1" }, { instanceId: "i-2" }] } },
    after: { rule: { resources: [{ instanceId: "i-2" }, { instanceId: "i-3" }] } },
    says: ["⚠ ecs-cpu no longer watches `i-1`", "ecs-cpu now also watches `i-3`"],
  },
  "all resources, and then some": {
    after: { rule: { resources: [{ instanceId: "i-1" }] } },
    says: ["⚠ ecs-cpu watches only `i-1` instead of every resource"],
  },
  "labels, owner and runbook": {
    before: { rule: { labels: { team: "sre", old: "1" }, owner: "ann" } },
    after: { rule: { labels: { team: "web" }, owner: "bob", runbook: "https://r.example.com/cpu" } },
    says: [
      "ecs-cpu loses the label `old` (was `1`)",
      "ecs-cpu belongs to `bob`, no longer to `ann`",
      "ecs-cpu has a runbook: `https://r.example.com/cpu`",
      "ecs-cpu has the label `team: web` (was `sre`)",
    ],
  },
  "labels that no longer travel": {
    before: { rule: { labels: { team: "sre" } } },
    after: { rule: { labels: { team: "sre" }, carryLabels: false } },
    says: ["incidents of ecs-cpu no longer carry the labels `team`"],
  },
  "another metric": {
    after: { rule: { metric: metrics.ecs.load_5m } },
    says: [
      "⚠ ecs-cpu watches ECS load_5m instead of ECS CPUUtilization, which no rule watches any more",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "a rule that is switched off": {
    after: { rule: { enabled: false } },
    says: ["⚠ ecs-cpu is switched off: it does not fire at all"],
  },
  "another name for people": {
    after: { rule: { ruleName: "processor" } },
    says: [
      "ecs-cpu is called `processor` in notifications, no longer `ecs-cpu`",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "a subject of mails, which can't be taken back": {
    after: { rule: { emailSubject: "CPU" } },
    says: [
      "mails of ecs-cpu get another subject",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "how often it is checked": {
    before: { rule: { interval: "2 minutes" } },
    after: { rule: { interval: "5 minutes" } },
    says: [
      "ecs-cpu is checked every 5 min instead of every 2 min",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "that it is checked as often as CloudMonitor does": {
    before: { rule: { interval: "2 minutes" } },
    after: {},
    says: [
      "ecs-cpu is checked as often as CloudMonitor does instead of every 2 min",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "a component's name, and with it the key": {
    after: { name: "cpu" },
    says: [
      "⚠ the dedup identity of cpu changes (`ecs-cpu` → `cpu`): open incidents will not resolve by themselves",
      "cpu is called `cpu` in notifications, no longer `ecs-cpu`",
      'cpu is `ecs-cpu` renamed, with the same conditions, groups and callback: Pulumi makes it anew, then the old one goes; `key: "ecs-cpu"` keeps its incidents, `aliases` its resource',
    ],
  },
  "a component's name with its key kept": {
    after: { name: "cpu", rule: { key: "ecs-cpu" } },
    says: [
      "cpu is called `cpu` in notifications, no longer `ecs-cpu`",
      "cpu is another resource for Pulumi (was `ecs-cpu-rule`): made anew, then the old one goes; open incidents stay with it",
    ],
  },
  "a component's name with everything kept, without an alias": {
    after: { name: "cpu", rule: { key: "ecs-cpu", ruleName: "ecs-cpu" } },
    says: [
      "⚠ cpu is another resource for Pulumi (was `ecs-cpu-rule`) under the same id: it is made and then deleted together with the old one; add `aliases`",
    ],
  },
  "a component's name with an alias": {
    after: {
      name: "cpu",
      rule: { key: "ecs-cpu", ruleName: "ecs-cpu" },
      opts: { aliases: [{ name: "ecs-cpu" }] },
    },
    says: [],
  },
  "a rule that is new": {
    after: {
      more: ({ callback }) =>
        new MetricRule("rds", {
          metric: metrics.rds.ConnectionUsage,
          critical: { ...cpu, threshold: 90 },
          warn: { ...cpu, threshold: 75 },
          contactGroups: ["on-call"],
          callback: callback("staging"),
        }),
    },
    says: [
      "rds is new: RDS ConnectionUsage, critical at ≥ 90 % for 3 min, warn at ≥ 75 % for 3 min; pages `on-call`; incidents go to `ilert` (source `staging`)",
    ],
  },
  "a rule that goes": {
    before: {
      more: ({ callback }) =>
        new MetricRule("rds", {
          metric: metrics.rds.ConnectionUsage,
          critical: { ...cpu, threshold: 90 },
          contactGroups: ["on-call"],
          callback: callback("staging"),
        }),
    },
    after: {},
    says: [
      "⚠ rds is removed: no rule watches RDS ConnectionUsage any more, and incidents that it opened will not resolve by themselves",
    ],
  },
  "a rule in another region": {
    before: {
      more: () => {
        const provider = new Provider("frankfurt", { region: "eu-central-1" });
        new MetricRule(
          "far",
          {
            metric: metrics.slb.UnhealthyServerCount,
            info: { ...cpu, threshold: 1 },
            contactGroups: ["web"],
          },
          { providers: [provider] },
        );
      },
    },
    after: {
      more: () => {
        const provider = new Provider("frankfurt", { region: "eu-central-1" });
        new MetricRule(
          "far",
          {
            metric: metrics.slb.UnhealthyServerCount,
            info: { ...cpu, threshold: 2 },
            contactGroups: ["web"],
          },
          { providers: [provider] },
        );
      },
    },
    says: ["far info fires later: from ≥ 1 for 3 min to ≥ 2 for 3 min"],
  },
  "contacts of a group": {
    after: { members: ["alice", "bob"] },
    says: ["`bob` is now in on-call, paged by 1 rule"],
  },
  "a contact that leaves a group": {
    before: { members: ["alice", "bob"] },
    after: {},
    says: ["⚠ `bob` is no longer in on-call, paged by 1 rule"],
  },
  "channels of a contact": {
    after: { contact: { mail: "new@example.com" } },
    says: [
      "alice gets another mail address, which counts only after its owner followed the activation link",
      "⚠ alice has no phone number any more",
    ],
  },
  "an application group that is new": {
    after: { more: () => applicationGroup(["i-1", "i-2"]) },
    says: [
      "the application group shop is new: notifies `on-call`",
      "the member list shop is new: `ECS i-1` and `ECS i-2`",
    ],
  },
  "members of an application group": {
    before: { more: () => applicationGroup(["i-1", "i-2"]) },
    after: { more: () => applicationGroup(["i-2", "i-3"], { groupName: "the shop" }) },
    says: [
      "shop is called `the shop` instead of `shop`",
      "⚠ rules on shop no longer watch `ECS i-1`",
      "rules on shop now watch `ECS i-3` too",
    ],
  },
  "whom an application group notifies": {
    before: { more: () => applicationGroup(["i-1"]) },
    after: { more: () => applicationGroup(["i-1"], { contactGroups: ["night"] }) },
    says: ["⚠ shop no longer notifies `on-call`", "shop now notifies `night`"],
  },
  "an application group by tag": {
    before: { more: () => tagGroup("shop") },
    after: { more: () => tagGroup("stall") },
    says: ["⚠ rules on team watch what has the tag `team=stall`, and no longer what has `team=shop`"],
  },
  "an application group by tag that goes": {
    before: { more: () => tagGroup("shop") },
    after: {},
    says: ["⚠ the application group by tag team is removed: rules on it watch nothing any more"],
  },
  "an application group by tag that is new": {
    after: { more: () => tagGroup("shop") },
    says: ["the application group by tag team is new: whatever has the tag `team=shop`; notifies `on-call`"],
  },
  "where a webhook of Prometheus posts to": {
    before: {
      more: ({ callback }) => new PrometheusWebhook("hook", { callback: callback("production"), region }),
    },
    after: {
      more: ({ callback }) => new PrometheusWebhook("hook", { callback: callback("staging"), region }),
    },
    says: ["what notifies hook goes to `ilert` (source `staging`) instead of `itoc` (source `production`)"],
  },
  "a webhook of Prometheus that is new": {
    after: {
      more: ({ callback }) => new PrometheusWebhook("hook", { callback: callback("staging"), region }),
    },
    says: ["the webhook hook is new: posts to `ilert` (source `staging`)"],
  },
  "a contact that is new": {
    after: {
      more: ({ callback }) =>
        new AlertContact("robot", { dingTalkWebhook: callback("staging"), language: Language.Chinese }),
    },
    says: ["the contact robot is new: reached by webhook"],
  },
  "a route to another destination": {
    after: { receiver: { sources: { ...sources, production: { deliverTo: ["ilert"] } } } },
    says: [
      "⚠ incidents of the source `production` no longer go to `itoc`",
      "incidents of the source `production` now go to `ilert`",
    ],
  },
  "routes of a source": {
    before: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            routes: [
              { name: "databases", namespaces: ["acs_rds_*"], deliverTo: ["ilert"] },
              { name: "gone", levels: [AlertLevel.Info], deliverTo: ["itoc"] },
            ],
          },
        },
      },
    },
    after: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            routes: [
              { name: "new", regions: ["eu-*"], deliverTo: ["ilert"] },
              { name: "databases", namespaces: ["acs_rds_*", "acs_kvstore"], deliverTo: ["itoc"] },
            ],
          },
        },
      },
    },
    says: [
      "⚠ the route `databases` of the source `production` no longer delivers to `ilert`",
      "the route `databases` of the source `production` now delivers to `itoc`",
      "⚠ the route `databases` of the source `production` takes `namespace acs_rds_*|acs_kvstore` (was `namespace acs_rds_*`)",
      "⚠ the route `gone` of the source `production` is gone: what it took (`level info`) takes the next one",
      "the route `new` of the source `production` is new: `region eu-*` goes to `ilert`",
    ],
  },
  "a query of hybrid monitoring": {
    before: hybrid({}),
    after: hybrid({ query: "up < 1", level: RuleLevel.Warn, times: 5 }),
    says: [
      "ecs-cpu fires as warn instead of critical",
      "ecs-cpu fires differently: from `up == 0` to `up < 1`",
      "ecs-cpu fires later: 5 times in a row instead of 3",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "when a Prometheus rule notifies": {
    before: prometheus({}),
    after: prometheus({ effectiveInterval: "08:00-20:00 dayofweek 1,2,3,4,5" }),
    says: [
      "⚠ latency notifies only 08:00-20:00 dayofweek 1,2,3,4,5 (was at any time)",
      "latency is replaced, not updated, without a gap: the new one is there before the old one goes",
    ],
  },
  "how long incidents of a Prometheus rule stay open": {
    before: prometheus({ openFor: "2 hours" }),
    after: prometheus({ openFor: "1 day" }),
    says: ["incidents of latency that nothing ends stay open for 1 day (was 2 h)"],
  },
  "how long incidents of a metric rule stay open": {
    before: {},
    after: { rule: { openFor: "2 days" } },
    says: ["incidents of ecs-cpu that nothing ends stay open for 2 days"],
  },
  "maintenance windows": {
    before: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            maintenance: [
              { name: "rds", namespaces: ["acs_rds_*"], schedule: "every Sunday 02:00–04:00" },
              { name: "move", from: "2026-12-01 22:00", until: "2026-12-02" },
              { name: "same", schedule: "0 2 * * *", duration: "2 hours" },
            ],
          },
        },
      },
    },
    after: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            maintenance: [
              {
                name: "rds",
                namespaces: ["acs_rds_*"],
                schedule: "every Sunday 02:00–04:00",
                timeZone: "Asia/Shanghai",
                passes: [AlertLevel.Critical],
              },
              { name: "same", schedule: "0 2 * * *", duration: "2 hours" },
              { name: "patches", schedule: "0 2 1 * *", duration: "90 minutes", until: "2027-01-01" },
            ],
          },
        },
      },
    },
    says: [
      "⚠ new incidents of `namespace acs_rds_*` at the source `production` are held every Sunday 02:00–04:00 Asia/Shanghai; critical passes (was: `namespace acs_rds_*`, every Sunday 02:00–04:00 UTC)",
      "new incidents of everything at the source `production` are no longer held from 2026-12-01 22:00 until 2026-12-02 00:00 UTC",
      "⚠ new incidents of everything at the source `production` are held at each `0 2 1 * *` for 90 minutes until 2027-01-01 00:00 UTC",
    ],
  },
  inhibitions: {
    before: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            inhibitions: [
              {
                name: "host",
                cause: { rules: ["host-*"] },
                effects: { rules: ["disk-*"] },
                same: ["instanceId"],
              },
              { name: "gone", cause: { rules: ["net-*"] }, effects: { regions: ["eu-*"] } },
            ],
          },
        },
      },
    },
    after: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            inhibitions: [
              {
                name: "host",
                cause: { rules: ["host-*"] },
                effects: { rules: ["disk-*"] },
                same: ["instanceId"],
                within: "30 seconds",
                grace: "5 minutes",
              },
            ],
          },
        },
      },
    },
    says: [
      "⚠ new incidents of `rule disk-*` are held while one of `rule host-*` with the same instanceId is open, or comes within 30 seconds, and told if they outlive it by 5 minutes at the source `production` (was: new incidents of `rule disk-*` are held while one of `rule host-*` with the same instanceId is open)",
      "no longer: new incidents of `region eu-*` are held while one of `rule net-*` is open at the source `production`",
    ],
  },
  "what becomes one incident": {
    before: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            routes: [
              { name: "db", rules: ["db-*"], deliverTo: ["itoc"], group: { by: ["team"] } },
              { name: "all", deliverTo: ["itoc"], storm: { above: 20 } },
            ],
            flapping: [{ name: "net", rules: ["net-*"], above: 3 }],
          },
        },
      },
    },
    after: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            routes: [
              {
                name: "db",
                rules: ["db-*"],
                deliverTo: ["itoc"],
                group: { by: ["team", "region"], within: "10 minutes", names: 1 },
              },
              { name: "all", deliverTo: ["itoc"] },
            ],
            flapping: [{ name: "net", rules: ["net-*"], above: 3, within: "1 hour", quiet: "5 minutes" }],
            closeAfter: "7 days",
          },
        },
      },
    },
    says: [
      "⚠ the route `db` of the source `production` makes one incident of what has the same team, region, within 10 minutes, of which 1 is named (was: one incident of what has the same team)",
      "the route `all` of the source `production` no longer makes one incident of new ones above 20 in a minute",
      "⚠ what of `rule net-*` opens more than 3 times in 1 hour is one incident until it was quiet for 5 minutes at the source `production` (was: what of `rule net-*` opens more than 3 times in 30 minutes is one incident until it was quiet for 15 minutes)",
      "⚠ incidents of the source `production` of which nothing is heard are closed after 7 days without a callback",
    ],
  },
  "how long a source may be silent": {
    after: {
      receiver: { sources: { ...sources, production: { deliverTo: ["itoc"], remindAfter: "never" } } },
    },
    says: ["nobody is reminded of open incidents of the source `production` of which nothing is heard"],
  },
  "how long another source may be silent": {
    before: {
      receiver: { sources: { ...sources, production: { deliverTo: ["itoc"], remindAfter: "never" } } },
    },
    after: {
      receiver: { sources: { ...sources, production: { deliverTo: ["itoc"], remindAfter: "2 days" } } },
    },
    says: [
      "people are reminded of open incidents of the source `production` after 2 days without a callback (was never)",
    ],
  },
  "a token that is rotated": {
    after: { receiver: { sources: { ...sources, production: { deliverTo: ["itoc"], generation: 2 } } } },
    says: [
      "the callback token of the source `production` is rotated (1 → 2), for 1 callback URL; the one before stays valid meanwhile",
    ],
  },
  "a token that skips a generation": {
    before: { receiver: { sources: { ...sources, production: { deliverTo: ["itoc"], generation: 1 } } } },
    after: { receiver: { sources: { ...sources, production: { deliverTo: ["itoc"], generation: 3 } } } },
    says: [
      "⚠ the callback token of the source `production` is rotated (1 → 3), for 1 callback URL; the one before is refused at once, because only one generation back is valid",
    ],
  },
  "a console that begins": {
    after: { receiver: { console: {} } },
    says: ["relay has a web console at `/console`, for whoever has the operator token or the status token"],
  },
  "an operator token that is rotated": {
    after: { receiver: { operatorGeneration: 2 } },
    says: ["the operator token of relay is rotated (1 → 2); the one before stays valid meanwhile"],
  },
  "an operator token that skips a generation": {
    before: { receiver: { operatorGeneration: 2 } },
    after: { receiver: { operatorGeneration: 4 } },
    says: [
      "⚠ the operator token of relay is rotated (2 → 4); the one before is refused at once, because only one generation back is valid",
    ],
  },
  "fire drills that begin": {
    after: {
      receiver: {
        destinations: { itoc: { ...itoc, drill: true }, ilert },
        sources: {
          production: { deliverTo: ["itoc"], drill: { schedule: "0 2 * * MON" } },
          staging: { deliverTo: ["ilert"] },
        },
      },
    },
    says: [
      '`schedules.1.cron` of relay is set to `"0 2 * * MON"`',
      "fire drills of the source `production` begin at `0 2 * * MON` UTC, fire at CRITICAL and have to arrive within 5 min",
      "the destination `itoc` of relay is told of fire drills",
      "relay calls its own address `https://alerts.example.com` for fire drills",
    ],
  },
  "heartbeats that come, change and go": {
    before: {
      receiver: {
        sources: {
          production: { deliverTo: ["itoc"], heartbeats: { kept: {}, gone: {} } },
          staging: { deliverTo: ["ilert"] },
        },
      },
    },
    after: {
      receiver: {
        sources: {
          production: {
            deliverTo: ["itoc"],
            heartbeats: { kept: { every: "15 minutes" }, new: { missing: 2 } },
          },
          staging: { deliverTo: ["ilert"] },
        },
      },
    },
    says: [
      "⚠ nobody is told any more when the heartbeat `gone` at the source `production` stays away",
      "people are told after 45 min without it that the heartbeat `kept` at the source `production` stays away (was 3 h without it)",
      "people are told after 2 h without it that the heartbeat `new` at the source `production` stays away",
    ],
  },
  "somebody who watches from outside": {
    after: { receiver: { pings: { beat: { url: SECRETS.ping } } } },
    says: ["relay calls the ping `beat` every five minutes, as long as all destinations are healthy"],
  },
  "somebody else who watches from outside, for one destination": {
    before: { receiver: { pings: { beat: { url: SECRETS.ping }, gone: { url: `${SECRETS.ping}-2` } } } },
    after: {
      receiver: { pings: { beat: { url: `${SECRETS.ping}-3`, post: true, destinations: ["itoc"] } } },
    },
    says: [
      "relay calls the ping `beat` as long as `itoc` is healthy instead of others",
      "relay calls the ping `beat` with POST",
      "the ping `beat` of relay has another URL, or other headers",
      "⚠ relay no longer calls the ping `gone`: whoever watches there raises an alarm, unless that is taken away too",
    ],
  },
  "a source that comes and one that goes": {
    after: {
      receiver: {
        sources: {
          production: { deliverTo: ["itoc"] },
          canary: { deliverTo: ["itoc", "ilert"], language: Language.Chinese },
        },
      },
    },
    says: [
      "relay has a new source `canary`, delivering to `itoc` and `ilert`",
      "⚠ relay no longer has the source `staging`: its callbacks are refused, its open incidents stay open",
    ],
  },
  "a destination's credential and its words": {
    after: {
      receiver: {
        destinations: {
          itoc: { ...itoc, credential: "another-made-up-token", severities: { warn: "low" } },
          ilert,
        },
      },
    },
    says: [
      "the destination `itoc` of relay gets another source token",
      "at `itoc`, warn is `low` instead of `medium`, for the source `production`",
    ],
  },
  "a source's own words and language": {
    after: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            language: Language.Chinese,
            severities: { itoc: { critical: "medium" } },
          },
        },
      },
    },
    says: [
      "incidents of `production` are written in Chinese",
      "⚠ at `itoc`, critical is `medium` instead of `critical`, and wakes nobody any more, for the source `production`",
    ],
  },
  "critical of ilert that wakes nobody any more": {
    after: {
      receiver: { destinations: { itoc, ilert: { ...ilert, severities: { critical: "LOW/1" } } } },
    },
    says: [
      "⚠ at `ilert`, critical is `LOW/1` instead of `HIGH/1`, and wakes nobody any more, for the source `staging`",
    ],
  },
  "words of a destination that nothing delivers to": {
    before: { receiver: { sources: onlyItoc } },
    after: {
      receiver: {
        sources: onlyItoc,
        destinations: { itoc, ilert: { ...ilert, severities: { warn: "HIGH/3" } } },
      },
    },
    says: ["the words of severity at `ilert` change, which no source delivers to"],
  },
  "who may call a source": {
    after: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            expectedAccountId: "1100000000000001",
            callers: ["47.74.206.0/24"],
          },
        },
      },
    },
    says: [
      "⚠ callbacks at the source `production` are refused unless they are of the account `1100000000000001`",
      "⚠ callbacks at the source `production` are refused unless they come from `47.74.206.0/24`",
    ],
  },
  "anybody that may call a source again": {
    before: {
      receiver: {
        sources: {
          ...sources,
          production: { deliverTo: ["itoc"], expectedAccountId: "1100000000000001", callers: ["10.0.0.0/8"] },
        },
      },
    },
    after: {},
    says: [
      "callbacks of any account are taken at the source `production` (was: of 1100000000000001)",
      "callbacks from anywhere are taken at the source `production`",
    ],
  },
  "how a source tells people": {
    after: {
      receiver: {
        destinations: { itoc: { ...itoc, template: { title: "{level}: {rule}" } }, ilert },
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            timeZone: "Asia/Shanghai",
            accountName: "Shop",
            console: ConsoleSite.China,
            unrecognised: Unrecognised.Keep,
          },
        },
      },
    },
    says: [
      "times of `production` are told in `Asia/Shanghai` instead of `UTC`",
      "incidents of `production` call the account `Shop`",
      "links of `production` lead to `aliyun.com`",
      "⚠ nobody is told any more of bodies at the source `production` that can't be read",
      "the destination `itoc` of relay has another text for people",
    ],
  },
  "whom a chat mentions": {
    before: {
      receiver: {
        destinations: { itoc, ilert, chat },
        sources: { ...sources, production: { deliverTo: ["itoc", "chat"] } },
      },
    },
    after: {
      receiver: {
        destinations: {
          ...{ itoc, ilert },
          chat: { ...chat, mention: { users: ["mei"], numbers: ["13800000000", "13900000000"] } },
        },
        sources: { ...sources, production: { deliverTo: ["itoc", "chat"] } },
      },
    },
    says: [
      "the destination `chat` of relay mentions `mei`, 2 numbers at critical instead of nobody",
      "the destination `chat` of relay gets another list of numbers",
    ],
  },
  "whom a chat mentions for a route": {
    before: {
      receiver: {
        destinations: { itoc, ilert, chat },
        sources: {
          ...sources,
          production: { deliverTo: ["itoc"], routes: [{ name: "db", rules: ["db-*"], deliverTo: ["chat"] }] },
        },
      },
    },
    after: {
      receiver: {
        destinations: { itoc, ilert, chat },
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            routes: [
              {
                name: "db",
                rules: ["db-*"],
                deliverTo: ["chat"],
                mention: { chat: { users: ["mei"], numbers: ["13800000000", "13900000000"] } },
              },
            ],
          },
        },
      },
    },
    says: [
      "the route `db` of the source `production` mentions `mei`, 2 numbers at critical in `chat` (was: whom its destinations do)",
      "the destination `chat` of relay gets another list of numbers",
    ],
  },
  "a route that discards": {
    after: {
      receiver: {
        sources: {
          ...sources,
          production: {
            deliverTo: ["itoc"],
            routes: [{ name: "lab", labels: { env: ["lab"] }, deliverTo: [], discard: true }],
          },
        },
      },
    },
    says: ["⚠ the route `lab` of the source `production` is new: `label.env lab` goes to nobody"],
  },
  "another metric while a rule still watches the old one": {
    before: { more: watching },
    after: { rule: { metric: metrics.ecs.load_5m }, more: watching },
    says: [
      "ecs-cpu watches ECS load_5m instead of ECS CPUUtilization",
      "ecs-cpu is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "another kind of destination": {
    after: {
      receiver: {
        destinations: { itoc: { kind: DestinationKind.Flashduty, credential: SECRETS.token }, ilert },
      },
    },
    says: ["the destination `itoc` of relay is flashduty instead of itoc360"],
  },
  "a destination that is removed": {
    after: {
      receiver: { destinations: { itoc }, sources: { ...sources, staging: { deliverTo: ["itoc"] } } },
    },
    says: [
      "⚠ incidents of the source `staging` no longer go to `ilert`",
      "incidents of the source `staging` now go to `itoc`",
      '⚠ relay no longer has the destination `ilert` (ilert): what waits for it is told by the other destinations of its sources, but recoveries of incidents that are open there are not told. Keep it with `retired: true` until they are over, or give the one that takes its place `formerly: ["ilert"]`',
    ],
  },
  "a destination that is called otherwise": {
    after: {
      receiver: {
        destinations: { itoc, pager: { ...ilert, formerly: ["ilert"] } },
        sources: { ...sources, staging: { deliverTo: ["pager"] } },
      },
    },
    says: [
      "incidents of the source `staging` go on to `pager`, which was called `ilert`",
      "relay no longer has the destination `ilert` (ilert), which is called `pager` now",
      "relay has a new destination `pager` (ilert)",
      "the destination `pager` of relay takes over what waits for `ilert`, and the incidents that are open there",
    ],
  },
  "a former name that is forgotten": {
    before: { receiver: { destinations: { itoc, ilert: { ...ilert, formerly: ["pager"] } } } },
    after: {},
    says: [
      "⚠ the destination `ilert` of relay no longer says that it was called `pager`: recoveries of incidents that were opened under that name are not told",
    ],
  },
  "a destination that is retired": {
    after: {
      receiver: {
        destinations: { itoc, ilert: { ...ilert, retired: true } },
        sources: { ...sources, staging: { deliverTo: ["itoc", "ilert"] } },
      },
    },
    says: [
      "⚠ incidents of the source `staging` no longer go to `ilert`",
      "incidents of the source `staging` now go to `itoc`",
      "⚠ the destination `ilert` of relay is retired: it gets no pages, and is told the recoveries of what it knows",
    ],
  },
  "a destination that is retired no more, and one that was retired and goes": {
    before: {
      receiver: {
        destinations: {
          itoc,
          ilert: { ...ilert, retired: true },
          old: { ...ilert, credential: "another-made-up-key", retired: true },
        },
        sources: { ...sources, staging: { deliverTo: ["itoc"] } },
      },
    },
    after: { receiver: { sources: { ...sources, staging: { deliverTo: ["itoc"] } } } },
    says: [
      "the destination `ilert` of relay is not retired any more: it gets pages again",
      "⚠ relay no longer has the destination `old` (ilert), which was retired: recoveries of incidents that are open there are not told",
    ],
  },
  "another callback secret": {
    after: { receiver: { callbackSecret: "another-made-up-callback-secret-of-tests" } },
    says: [
      "⚠ the callback secret of relay changes, and every token with it at once: CloudMonitor is refused until it has the new URLs (1)",
    ],
  },
  "another host name": {
    after: { receiver: { hostname: "pager.example.com" } },
    says: [
      "⚠ relay answers at `pager.example.com` instead of `alerts.example.com`: the callback URLs (1) change with it, and those that were set by hand have to be changed by hand",
      "the address relay is another resource for Pulumi (was `relay-domain-alerts.example.com`): made anew, then the old one goes",
      "⚠ the one before relay is protected: Pulumi refuses to delete it, and the update fails",
    ],
  },
  "a receiver that may be deleted": {
    after: { receiver: { protectIncidents: false } },
    says: [
      "⚠ relay is no longer protected from being deleted",
      "⚠ the address relay is no longer protected from being deleted",
      "⚠ the receiver relay is no longer protected from being deleted",
    ],
  },
  "a resource with an id of its own that forces a replacement": {
    before: raw({}),
    after: raw({ contactGroups: "web" }),
    says: [
      "⚠ `on-call` is no longer paged for RDS CpuUsage by raw",
      "`web` is now paged for RDS CpuUsage by raw",
      "⚠ raw is replaced under its old id: Pulumi makes it and then deletes it together with the old one; give it another id, or set `deleteBeforeReplace`",
    ],
  },
  "one that is deleted before it is made anew": {
    before: raw({}),
    after: raw({ contactGroups: "web" }, { deleteBeforeReplace: true }),
    says: [
      "⚠ `on-call` is no longer paged for RDS CpuUsage by raw",
      "`web` is now paged for RDS CpuUsage by raw",
      "⚠ raw is replaced, not updated: it is deleted before it is made anew, so 5 min or more without it",
    ],
  },
  "an id that changes and is the identity": {
    before: raw({}),
    after: raw({ metricAlarmRuleId: "raw-rule-2" }),
    says: [
      "⚠ the dedup identity of raw changes (`raw-rule` → `raw-rule-2`): open incidents will not resolve by themselves",
      "raw is replaced, not updated, without a gap: the new one is there before the old one goes",
    ],
  },
  "what no sentence knows": {
    before: raw({}),
    after: raw({ targets: [{ targetId: "1" }] }),
    says: ['`targets.0.targetId` of raw is set to `"1"`'],
  },
  "a rule in the older resource": {
    before: alarm({}),
    after: alarm({
      escalationsWarn: { comparisonOperator: ">=", statistics: "Maximum", threshold: "2", times: 2 },
      silenceTime: 600,
    }),
    says: [
      "old-style warn fires later: from Maximum ≥ 1 for 2 min to Maximum ≥ 2 for 2 min",
      "old-style repeats every 10 min while it goes on, instead of every 1 day",
    ],
  },
  "another metric of the older resource": {
    before: alarm({}),
    after: alarm({ metric: "UnhealthyServerCountTotal" }),
    says: [
      "⚠ old-style watches SLB UnhealthyServerCountTotal instead of SLB UnhealthyServerCount, which no rule watches any more",
      "⚠ old-style is replaced and gets another id, which is its dedup identity: open incidents will not resolve by themselves",
    ],
  },
  "a query's threshold, duration and receivers": {
    before: prometheus({}),
    after: prometheus({
      thresholds: { critical: 3, warning: 1 },
      for: "5 minutes",
      webhooks: ["other"],
      mutePeriod: "2 hours",
    }),
    says: [
      "⚠ `pager` no longer hears of latency-critical",
      "`other` now hears of latency-critical",
      "latency-critical fires later: from > 2 to > 3",
      "latency-critical fires later: after 5 min instead of 1 min",
      "latency-critical repeats every 2 h while it goes on, instead of every 1 day",
      "latency-critical is replaced, not updated, without a gap: the new one is there before the old one goes",
      "the Prometheus rule latency-warning is new: WARNING when `(histogram_quantile(0.99, sum(rate(http_seconds_bucket[5m])) by (le))) > 1` for 5 min; notifies `other`",
    ],
  },
  "another query": {
    before: prometheus({
      query: undefined,
      thresholds: undefined,
      expr: "up == 0",
      severity: PrometheusSeverity.Critical,
    }),
    after: prometheus({
      query: undefined,
      thresholds: undefined,
      expr: "up < 1",
      severity: PrometheusSeverity.Warning,
      key: "down",
      message: "down",
      enabled: false,
      owner: "ann",
    }),
    says: [
      "⚠ latency is switched off: it does not fire at all",
      "⚠ the dedup identity of latency changes (`latency` → `down`): open incidents will not resolve by themselves",
      "latency fires as WARNING instead of CRITICAL",
      "latency fires differently: from `up == 0` to `up < 1`",
      "latency reads `down` (was `latency: {{ $value }}`)",
      "latency belongs to `ann`",
      "latency is replaced, not updated, without a gap: the new one is there before the old one goes",
    ],
  },
  "an event rule": {
    before: event({}),
    after: event({
      status: "DISABLED",
      eventPattern: {
        product: "ecs",
        levelLists: ["CRITICAL"],
        eventTypeLists: ["Exception"],
        nameLists: ["Instance:Reboot", "Instance:Lost"],
      },
      contactParameters: [{ contactParametersId: "1", contactGroupName: "web", level: "3" }],
      webhookParameters: [
        {
          webhookParametersId: "2",
          protocol: "https",
          method: "POST",
          url: "https://other.example.com/made-up",
        },
      ],
      silenceTime: 300,
    }),
    says: [
      "⚠ reboots is switched off: it does not fire at all",
      "⚠ `on-call` is no longer paged for events by reboots",
      "`web` is now paged for events by reboots",
      "⚠ events of reboots no longer go to `hooks.example.com`",
      "events of reboots now go to `other.example.com`",
      "⚠ reboots no longer listens to the levels `WARN`",
      "⚠ reboots listens only to the event types `Exception`, no longer to all",
      "reboots now also listens to the events `Instance:Lost`",
      "reboots is quiet for 5 min after an event, instead of 1 h",
    ],
  },
  "an event rule of the component": {
    before: {
      more: ({ callback }) =>
        new RelayEventRule("failover", {
          events: [events.rds.Instance_Failover],
          openFor: "30 minutes",
          contactGroups: ["on-call"],
          callback: callback("production"),
        }),
    },
    after: {
      more: ({ callback }) =>
        new RelayEventRule("failover", {
          events: [events.rds.Instance_Failover],
          openFor: "1 hour",
          contactGroups: ["web"],
          callback: callback("production"),
          owner: "dba",
          key: "rds-failover",
        }),
    },
    says: [
      "⚠ `on-call` is no longer paged for events by failover",
      "`web` is now paged for events by failover",
      "⚠ the dedup identity of failover changes (`failover` → `rds-failover`): open incidents will not resolve by themselves",
      "failover belongs to `dba`",
      "incidents of failover that nothing ends stay open for 1 h (was 30 min)",
    ],
  },
  "an event rule that loses a contact group, and is another resource": {
    before: {
      more: () => {
        const contactGroups = ["on-call", "web"];
        new RelayEventRule("failover", { events: [events.rds.Instance_Failover], contactGroups });
      },
    },
    after: {
      more: () => {
        const contactGroups = ["on-call"];
        new RelayEventRule("failover", { events: [events.rds.Instance_Failover], contactGroups });
      },
    },
    says: [
      "⚠ `web` is no longer paged for events by failover",
      "the event rule failover is another resource for Pulumi (was `failover-rule-04bcb3e740`): made anew, then the old one goes; open incidents stay with it",
    ],
  },
  "a rule on the members of a group": {
    before: grouped({ group: "4711", critical }),
    after: grouped({ group: "4712", critical: { ...critical, threshold: 95 } }),
    says: [
      "members critical fires later: from ≥ 85 % for 3 min to ≥ 95 % for 3 min",
      "⚠ members no longer watches `application group 4711`",
      "members now also watches `application group 4712`",
      "members is replaced, not updated: the old rule is deleted right before the new one is made",
    ],
  },
  "an event rule's name": {
    before: { more: ({ callback }) => failover("failover", callback("production")) },
    after: { more: ({ callback }) => failover("db-failover", callback("production")) },
    says: [
      "⚠ the dedup identity of db-failover changes (`failover` → `db-failover`): open incidents will not resolve by themselves",
      "db-failover is called `db-failover` in notifications, no longer `failover`",
      'the event rule db-failover is `failover` renamed, with the same events, groups and callback: Pulumi makes it anew, then the old one goes; `key: "failover"` keeps its incidents, `aliases` its resource',
    ],
  },
  "an event rule's name with its key kept": {
    before: { more: ({ callback }) => failover("failover", callback("production")) },
    after: { more: ({ callback }) => failover("db-failover", callback("production"), { key: "failover" }) },
    says: [
      "db-failover is called `db-failover` in notifications, no longer `failover`",
      "the event rule db-failover is another resource for Pulumi (was `failover-rule-19102d2d68`): made anew, then the old one goes; open incidents stay with it",
    ],
  },
  "what an event rule listens to besides": {
    before: { more: ({ callback }) => failover("failover", callback("production")) },
    after: {
      more: ({ callback }) =>
        failover("failover", callback("production"), {
          filter: "db-1",
          group: "4711",
          description: "databases",
        }),
    },
    says: [
      "failover is described otherwise",
      "⚠ failover listens only to events that match `db-1`",
      "⚠ failover listens only to events of the application group `4711`",
      "the event rule failover is another resource for Pulumi (was `failover-rule-19102d2d68`): made anew, then the old one goes; open incidents stay with it",
    ],
  },
  "a Prometheus rule's name": {
    before: prometheus({}),
    after: {
      more: () =>
        new PrometheusRule("p99", {
          workspace: "default-cms",
          instanceId: "rw-1",
          webhooks: ["pager"],
          query: "histogram_quantile(0.99, sum(rate(http_seconds_bucket[5m])) by (le))",
          thresholds: { critical: 2 },
        }),
    },
    says: [
      "⚠ the dedup identity of p99 changes (`latency.critical` → `p99.critical`): open incidents will not resolve by themselves",
      "p99 reads `p99: {{ $value }}` (was `latency: {{ $value }}`)",
      "p99 is called `p99` in notifications, no longer `latency`",
      'the Prometheus rule p99 is `latency` renamed, with the same query, severity and receivers: Pulumi makes it anew, then the old one goes; `key: "latency"` keeps its incidents, `aliases` its resource',
    ],
  },
  "which Prometheus is asked": {
    before: prometheus({}),
    after: prometheus({ instanceId: "rw-2", workspace: "shop" }),
    says: [
      "⚠ latency asks the instance `rw-2` (workspace `shop`) instead of the instance `rw-1` (workspace `default-cms`)",
      "latency is replaced, not updated, without a gap: the new one is there before the old one goes",
    ],
  },
  "a contact's name": {
    before: { more: () => new AlertContact("bob", { mail: "bob@example.com" }) },
    after: { more: () => new AlertContact("robert", { mail: "bob@example.com" }) },
    says: [
      "robert is called `robert` in CloudMonitor, no longer `bob`",
      '⚠ the contact robert is `bob` renamed, with the same channels: Pulumi makes it anew, then the old one goes; to CloudMonitor that is a new contact, whose mail address counts only after its owner followed the activation link again; `contactName: "bob"` keeps the one that is there, `aliases` its resource',
    ],
  },
  "a contact's name, of one that nobody has to confirm": {
    before: { more: () => new AlertContact("robot", { dingTalkWebhook: chat.url }) },
    after: { more: () => new AlertContact("bot", { dingTalkWebhook: chat.url }) },
    says: [
      "bot is called `bot` in CloudMonitor, no longer `robot`",
      'the contact bot is `robot` renamed, with the same channels: Pulumi makes it anew, then the old one goes; `contactName: "robot"` keeps the one that is there, `aliases` its resource',
    ],
  },
  "a contact group's name": {
    before: { more: () => grouping("nights") },
    after: { more: () => grouping("evenings") },
    says: [
      "`evenings`, which was called `nights`, is paged for events by failover",
      "`evenings`, which was called `nights`, is paged for RDS CpuUsage by rds",
      "rds is replaced, not updated: the old rule is deleted right before the new one is made",
      "evenings is called `evenings` in CloudMonitor, no longer `nights`",
      'the contact group evenings is `nights` renamed, with the same contacts: Pulumi makes it anew, then the old one goes; `groupName: "nights"` keeps the one that is there and the rules that name it, `aliases` its resource',
    ],
  },
  "how contacts are described": {
    before: { more: () => new AlertContact("bob", { mail: "bob@example.com" }) },
    after: { more: () => new AlertContact("bob", { mail: "bob@example.com", description: "Bob" }) },
    says: ["bob is described otherwise"],
  },
  "a silence": {
    before: {
      more: () => new Silence("night", { resources: [{ instanceId: "i-1" }], metrics: [cpuMetric] }),
    },
    after: {
      more: () => {
        const resources = [{ instanceId: "i-1" }, { instanceId: "i-2" }];
        new Silence("night", { resources, metrics: [cpuMetric], window: "22:00 to 06:00" });
        new Silence("move", { resources, namespace: "acs_ecs_dashboard", window: "until 2026-12-01" });
      },
    },
    says: [
      "⚠ by the silence night nothing is sent about `i-1` and `i-2` (ECS CPUUtilization), 22:00-05:59 (was: nothing is sent about `i-1` (ECS CPUUtilization))",
      "the silence night is another resource for Pulumi (was `night-blacklist-816e38d47b`): made anew, then the old one goes",
      "the silence move is new: nothing is sent about `i-1` and `i-2` (all of acs_ecs_dashboard), until 2026-11-30T16:00:00.000Z",
    ],
  },
  "a site monitor": {
    before: {
      more: () => {
        new SiteMonitor("shop", {
          address: "https://shop.example.com",
          cities: [{ city: "546", isp: "465" }],
          assertions: [{ subject: "status_code", operator: "is", target: "200" }],
        });
        new SiteMonitor("slow", { address: "https://shop.example.com", timeout: "5 seconds" });
        const login = { user: "probe", password: "made-up-password-1" };
        new SiteMonitor("mail", { address: "mail.example.com", probe: Probe.Smtp, login });
        new SiteMonitor("gone", { address: "https://gone.example.com" });
      },
    },
    after: {
      more: () => {
        new SiteMonitor("shop", {
          address: "https://shop.example.com/health",
          taskName: "the_shop",
          interval: "5 minutes",
          cities: [
            { city: "572", isp: "465" },
            { city: "738", isp: "465" },
          ],
          assertions: [{ subject: "response_time", operator: "lessThan", target: "300" }],
          enabled: false,
        });
        new SiteMonitor("slow", { address: "https://shop.example.com", timeout: "9 seconds" });
        const login = { user: "probe", password: "made-up-password-2" };
        new SiteMonitor("mail", { address: "mail.example.com", probe: Probe.Smtp, login });
        new SiteMonitor("come", { address: "https://come.example.com" });
      },
    },
    says: [
      "⚠ the site-monitoring task gone is removed: nothing is probed any more, and rules on it get no data",
      "`optionJson.password` of mail changes (secret)",
      "⚠ mail is replaced by another task, which is another resource to its rules: open incidents of it will not resolve by themselves",
      "⚠ shop probes `https://shop.example.com/health` (HTTP) instead of `https://shop.example.com` (HTTP)",
      "⚠ shop probes every 5 min instead of every 1 min",
      "shop probes from 2 places instead of 1 place",
      "⚠ shop no longer wants that `status_code is 200`",
      "shop wants that `response_time lessThan 300` too",
      "⚠ shop is switched off: nothing is probed, and rules on it get no data",
      "shop is called `the_shop` instead of `shop`",
      "`optionJson.timeout` of slow is `9000` instead of `5000`",
      "⚠ slow is replaced by another task, which is another resource to its rules: open incidents of it will not resolve by themselves",
      "the site-monitoring task come is new: probes `https://come.example.com` (HTTP) every 1 min from places that CloudMonitor picks",
    ],
  },
  "a rule by EventBridge": {
    before: {
      more: ({ callback: at }) => {
        const callback = at("production");
        const hangzhou = { providers: [new Provider("hangzhou", { region: "cn-hangzhou" })] };
        new EventBridgeRule("disks", { events: [events.ecs.Disk_Stalled_Executing], callback }, hangzhou);
        new EventBridgeRule("gone", { product: "OSS", callback }, hangzhou);
      },
    },
    after: {
      more: ({ callback: at }) => {
        const callback = at("production");
        const hangzhou = { providers: [new Provider("hangzhou", { region: "cn-hangzhou" })] };
        new EventBridgeRule(
          "disks",
          {
            product: "RDS",
            callback,
            deadLetterQueue: "acs:mns:q",
            enabled: false,
          },
          hangzhou,
        );
        new EventBridgeRule("come", { product: "OSS", callback }, hangzhou);
      },
    },
    says: [
      "gone is removed (`alicloud:eventbridge/apiDestination:ApiDestination`)",
      "gone is removed (`alicloud:eventbridge/connection:Connection`)",
      "⚠ the EventBridge rule gone is removed: nobody is told of its events by EventBridge any more",
      "⚠ disks is switched off: it does not fire at all",
      "⚠ disks no longer listens to events of `acs.ecs` and `acs:ecs`",
      "disks listens to events of `acs.rds` and `acs:rds` too",
      "disks listens to every event",
      "what disks could not deliver within a day goes to `acs:mns:q` instead of nowhere",
      "come is new: `alicloud:eventbridge/apiDestination:ApiDestination`",
      "come is new: `alicloud:eventbridge/connection:Connection`",
      "the EventBridge rule come is new: events of `acs.oss` and `acs:oss`, by EventBridge: all",
    ],
  },
  "a resource of another kind": {
    before: {
      more: () => new Namespace("own", { namespace: "own", description: "of the shop" }),
    },
    after: {
      more: () =>
        new Namespace("own", {
          namespace: "own",
          description: "of both shops",
          specification: "cms.s1.3xlarge",
        }),
    },
    says: [
      '`description` of own is `"of both shops"` instead of `"of the shop"`',
      '`specification` of own is set to `"cms.s1.3xlarge"`',
    ],
  },
};
