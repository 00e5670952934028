import type * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
  AlertContact,
  ApplicationGroup,
  AssertionOperator,
  AssertionSubject,
  Comparison,
  ContactGroup,
  GroupMetricRule,
  type GroupMetricRuleArgs,
  MetricRule,
  metrics,
  Probe,
  ProbeNetwork,
  PromComparison,
  PrometheusRule,
  type PrometheusRuleArgs,
  PrometheusSeverity,
  Silence,
  type SilenceArgs,
  SiteMonitor,
  Statistic,
} from "../../components/index.ts";
import { RESOURCES } from "../../import/account.ts";

const URL = "https://alerts.example.com/callbacks/production?token=made-up-token";
const rare = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);

const level = fc.record({
  comparison: fc.constantFrom(Comparison.Above, Comparison.AtMost),
  threshold: fc.constantFrom(90, 0.5),
  statistic: rare(Statistic.Maximum),
  times: rare(5),
});

const rule = fc.record({
  metric: fc.constantFrom(metrics.ecs.CPUUtilization, metrics.ecs.diskusage_utilization),
  critical: level,
  warn: fc.option(level, { nil: undefined }),
  period: rare("5 minutes"),
  mutePeriod: rare("6 hours"),
  effectiveInterval: rare("08:00-18:00"),
  noEffectiveInterval: rare("02:00-03:00"),
  emailSubject: rare("subject"),
  contactGroups: fc.shuffledSubarray(["on-call", "elsewhere"], { minLength: 1 }),
  callback: rare(URL, "https://hooks.example.com/made-up-hook-1"),
  key: rare("shop.cpu"),
  ruleName: rare("商店 CPU"),
});

const labelled = {
  labels: rare({ team: "shop" }),
  owner: rare("sre"),
  runbook: rare("https://wiki.example.com/a?b=c"),
};

const groupRule: fc.Arbitrary<Omit<GroupMetricRuleArgs, "group">> = fc
  .tuple(rule, fc.record(labelled), rare({ device: "/dev/vda1" }))
  .map(([args, labels, dimensions]) => ({
    ...args,
    // Labels have no place but the receiver's callback.
    ...(args.callback === URL && labels),
    ...(args.metric === metrics.ecs.diskusage_utilization && { dimensions }),
  }));

const silence: fc.Arbitrary<SilenceArgs> = fc.record({
  resources: fc.shuffledSubarray<Record<string, string>>(
    [{ instanceId: "i-1" }, { instanceId: "i-2", device: "C:" }],
    {
      minLength: 1,
    },
  ),
  namespace: fc.constant("acs_ecs_dashboard"),
  metrics: rare([metrics.ecs.diskusage_utilization, metrics.ecs.CPUUtilization]),
  window: rare(
    "22:00 to 06:00 daily until 2026-12-01",
    "from 2026-11-28 22:00 to 2026-11-29 06:00",
    "02:00 to 03:30",
  ),
  offset: rare("+00:00"),
  silenceName: rare("维护"),
});

const prometheus: fc.Arbitrary<PrometheusRuleArgs> = fc
  .record({
    of: fc.constantFrom<Partial<PrometheusRuleArgs>>(
      { expr: "up == 0", severity: PrometheusSeverity.Error },
      { query: "rate(errors[5m])", thresholds: { warning: 3, critical: 5.5 } },
      { query: "free", thresholds: { info: -1 }, comparison: PromComparison.AtMost },
    ),
    to: fc.constantFrom<Partial<PrometheusRuleArgs>>(
      { webhooks: ["relay", "other"] },
      { policy: "policy-1" },
    ),
    region: rare("cn-beijing"),
    for: rare("5 minutes"),
    every: rare("90 seconds"),
    mutePeriod: rare("6 hours"),
    message: rare("{{ $labels.pod }}"),
    annotations: rare({ summary: "a summary" }),
    enabled: rare(false),
    ruleName: rare("商店 pods"),
    key: rare("shop.pods"),
    ...labelled,
  })
  .map(({ of, to, ...args }) => ({ workspace: "shop", instanceId: "prom-1", ...of, ...to, ...args }));

/** The id that the cloud gives, which the ids of rules hang on. */
const SHOP = "73000001";
const adoptGroup: pulumi.ResourceTransformation = ({ type, props, opts }) =>
  type === RESOURCES["application group"] ? { props, opts: { ...opts, import: SHOP } } : undefined;

/** A program of this package's components: what it declares when it is called. */
export const programs: fc.Arbitrary<() => void> = fc
  .tuple(
    fc.array(groupRule, { minLength: 4, maxLength: 4 }),
    fc.array(silence, { minLength: 3, maxLength: 3 }),
  )
  .chain((first) => fc.tuple(fc.constant(first), rule, fc.array(prometheus, { minLength: 4, maxLength: 4 })))
  .map(([[groupRules, silences], metricRule, prometheusRules]) => () => {
    const li = new AlertContact("li", { mail: "li@example.com" });
    const onCall = new ContactGroup("on-call", { contacts: [li.contactName] });
    const contactGroups = [onCall.groupName, "elsewhere"];
    const members = [
      { category: "ecs", instanceId: "i-1", instanceName: "web 1" },
      { category: "rds", instanceId: "r" },
    ];
    const shop = new ApplicationGroup("shop", { members, contactGroups }, { transformations: [adoptGroup] });
    const team = new ApplicationGroup("team", { tag: { key: "team", value: "shop" }, contactGroups });
    new MetricRule("cpu", metricRule);
    // Statistics that no constant names: one of the catalogue, one that only the rule says.
    const told = { comparison: Comparison.AtMost, threshold: 90 };
    const { Availability } = metrics.siteMonitor;
    new MetricRule("site", { metric: Availability, critical: told, contactGroups });
    const cities = [{ city: "546", isp: "465", network: ProbeNetwork.DataCentre }];
    new SiteMonitor("shop-page", {
      address: "https://shop.example.com",
      cities,
      interval: "5 minutes",
      timeout: "5 seconds",
      http: { headers: { "X-Key": "made-up-key" }, contains: "ok" },
      assertions: [
        {
          subject: AssertionSubject.StatusCode,
          operator: AssertionOperator.Is,
          target: "200",
        },
      ],
    });
    new SiteMonitor("ping", {
      address: "example.com",
      cities,
      probe: Probe.Ping,
      taskName: "ping_站点",
      enabled: false,
    });
    const queue = { namespace: "acs_new", metricName: "Delay", statistics: ["P99"] };
    new MetricRule("queue", { metric: queue, critical: { ...told, statistic: "P99" }, contactGroups });
    for (const [index, args] of groupRules.entries())
      new GroupMetricRule(`group-${index}`, {
        ...args,
        ...(args.key && { key: `${args.key}-${index}` }),
        group: index % 2 ? shop.groupId : team.groupId,
      });
    for (const [index, args] of silences.entries())
      new Silence(`quiet-${index}`, {
        ...args,
        ...(args.silenceName && { silenceName: `${args.silenceName}-${index}` }),
        ...(index === 0 && { groups: [shop.groupId] }),
      });
    for (const [index, args] of prometheusRules.entries())
      new PrometheusRule(`pods-${index}`, { ...args, ...(args.key && { key: `${args.key}-${index}` }) });
  });
