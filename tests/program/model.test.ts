import { Alarm } from "@pulumi/alicloud/cms/alarm.js";
import { EventRule as CmsEventRule } from "@pulumi/alicloud/cms/eventRule.js";
import { Namespace } from "@pulumi/alicloud/cms/namespace.js";
import { beforeAll, describe, expect, test } from "vitest";
import {
  AlertContact,
  AlertReceiver,
  ApplicationGroup,
  ContactGroup,
  DestinationKind,
  EventRule,
  events,
  GroupMetricRule,
  Join,
  MetricRule,
  metrics,
  PrometheusRule,
  PrometheusSeverity,
  RuleLevel,
  Silence,
  SiteMonitor,
} from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { UNKNOWN } from "../../program/evaluator/plan.ts";
import { labelsOf } from "../../program/model/labels.ts";
import { inputsOf, type MetricRule as Rule } from "../../program/model/metric-rules.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { accessOf, receiverOf } from "../../program/model/receivers.ts";
import { UNKNOWN_NAME } from "../../program/model/values.ts";
import { named } from "../programs/evaluate.ts";

const critical = { comparison: "GreaterThanOrEqualToThreshold", threshold: 90 } as const;
const cpu = metrics.ecs.CPUUtilization;

function declare(): void {
  const receiver = new AlertReceiver("relay", {
    accountId: "0".repeat(32),
    hostname: "alerts.example.com",
    callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
    destinations: { pager: { kind: DestinationKind.Itoc360, credential: "made-up-token" } },
    sources: {
      production: {
        deliverTo: ["pager"],
        // More than one binding holds.
        routes: Array.from({ length: 61 }, (_, index) => ({
          name: `route-${index}`,
          namespaces: [`acs_namespace_number_${index}_*`],
          deliverTo: ["pager"],
        })),
      },
      staging: { deliverTo: ["pager"] },
    },
  });
  const mail = new AlertContact("mail", {
    mail: "a@example.com",
    dingTalkWebhook: receiver.callback("staging"),
  });
  const group = new ContactGroup("on-call", { contacts: [mail.contactName] });
  const common = { contactGroups: [group.groupName], callback: receiver.callback("production") };
  new MetricRule("cpu", {
    metric: cpu,
    critical,
    ...common,
    owner: "ann",
    emailSubject: "CPU",
    interval: "2 minutes",
    carryLabels: false,
  });
  new MetricRule("both", {
    metric: cpu,
    composite: {
      level: RuleLevel.Warn,
      join: Join.Any,
      conditions: [
        { metric: cpu, comparison: "GreaterThanThreshold", threshold: 80 },
        { metric: metrics.ecs.memory_usedutilization, comparison: "GreaterThanThreshold", threshold: 80 },
      ],
    },
    ...common,
  });
  const shop = new ApplicationGroup("shop", {
    members: [{ category: "ECS", instanceId: "i-1", region: "cn-hangzhou" }],
    contactGroups: [group.groupName],
  });
  new GroupMetricRule("members", {
    group: shop.groupId,
    metric: cpu,
    critical,
    ...common,
    labels: { team: "web" },
  });
  new Alarm("old", {
    name: "old",
    project: cpu.namespace,
    metric: cpu.metricName,
    dimensions: { instanceId: "i-1, i-2" },
    contactGroups: ["web", "on-call"],
    escalationsCritical: { threshold: "150" },
    tags: { team: "web" },
  });
  new EventRule("failover", { events: [events.rds.Instance_Failover], openFor: "1 hour", ...common });
  new CmsEventRule("plain-events", {
    ruleName: "plain-events",
    eventPattern: { product: "ecs", nameLists: ["*"], eventTypeLists: ["*"], levelLists: ["CRITICAL"] },
  });
  new PrometheusRule("down", {
    workspace: "w",
    instanceId: "rw-1",
    webhooks: ["pager"],
    expr: "up == 0",
    severity: PrometheusSeverity.Critical,
    labels: { team: "web" },
  });
  new Silence("night", {
    resources: [{ instanceId: "i-1" }],
    metrics: [cpu],
    window: "22:00 to 06:00",
  });
  new SiteMonitor("page", {
    address: "https://example.com",
    interval: "5 minutes",
    cities: [{ city: "546", isp: "465" }],
  });
  new Namespace("own", { namespace: "own" });
}

let program: Program;
const rule = (name: string) => program.metricRules.find(({ component }) => component.name === name) as Rule;

beforeAll(async () => {
  const plan = await evaluateInline(declare);
  expect(plan.diagnostics).toEqual([]);
  program = readProgram({ ...plan, region: "cn-hangzhou" });
});

describe("the model of a program", () => {
  test("has each thing with its resource, its component and its place", () => {
    const names = (kind: string) =>
      program.entries.filter((each) => each.kind === kind).map(({ component }) => component.name);
    expect(names("metric-rule")).toEqual(["both", "cpu", "members", "old"]);
    expect(names("event-rule")).toEqual(["plain-events", "failover"]);
    expect(names("prometheus-rule")).toEqual(["down"]);
    expect([names("contact"), names("contact-group"), names("silence")]).toEqual([
      ["mail"],
      ["on-call"],
      ["night"],
    ]);
    expect(program.siteMonitors).toMatchObject([
      { taskName: "page", probe: "HTTP", interval: 300, places: ["546/465"], enabled: true },
    ]);
    expect(rule("cpu")).toMatchObject({
      resource: { name: "cpu-rule" },
      component: { position: { file: import.meta.filename } },
    });
    expect(program.entryOf.get(rule("cpu").resource.urn)).toBe(rule("cpu"));
  });

  test("says which resources about monitoring are of no kind that it knows", () => {
    expect(program.others.map(({ type }) => type)).toEqual(["alicloud:cms/namespace:Namespace"]);
  });

  test("merges a receiver's configuration, however many bindings it is split over", () => {
    const [receiver, ...more] = program.receivers;
    expect(more).toEqual([]);
    if (!receiver) throw new Error("no receiver");
    const bindings = receiver.resource.inputs.bindings as { name: string }[];
    expect(bindings.filter(({ name }) => name.startsWith("CONFIG")).length).toBeGreaterThan(1);
    const { production, staging } = receiver.config.sources;
    expect([production?.deliverTo, production?.routes?.length]).toEqual([["pager"], 61]);
    expect(staging?.deliverTo).toEqual(["pager"]);
    expect(accessOf(receiver, "pager")).toMatchObject({ credential: "made-up-token" });
    expect(accessOf(receiver, "nobody")).toBeUndefined();
    expect(receiver.callbackUrls.staging).toMatch(
      /^https:\/\/alerts\.example\.com\/callbacks\/staging\?token=/,
    );
    expect(receiverOf(program.receivers, program.contacts[0]?.callback)).toBe(receiver);
  });

  test("reads a metric rule of every resource alike", () => {
    expect(rule("cpu")).toMatchObject({
      id: expect.stringMatching(/^cpu--/),
      key: "cpu",
      levels: [{ name: "critical", threshold: 90, statistic: "Average", times: 3, path: "critical" }],
      period: 60,
      noDataPolicy: "KEEP_LAST_STATE",
      contactGroups: ["on-call"],
      callback: { host: "alerts.example.com", source: "production", rule: "cpu", labels: {} },
      emailSubject: "CPU",
      interval: 120,
      labels: { owner: "ann" },
    });
    expect(rule("both").composite).toMatchObject({
      level: "warn",
      join: "||",
      conditions: [{}, { metricName: "memory_usedutilization", path: "composite.conditions[1]", period: 60 }],
    });
    expect(rule("members")).toMatchObject({ group: "shop-group-id", noDataPolicy: undefined, labels: {} });
    expect(labelsOf(rule("members"))).toEqual({ team: "web" });
    expect(rule("old")).toMatchObject({
      id: undefined,
      key: undefined,
      levels: [{ threshold: 150, comparison: "GreaterThanThreshold", times: 3, metric: { unit: "%" } }],
      period: 300,
      interval: undefined,
      mutePeriod: 86_400,
      resources: [{ instanceId: "i-1" }, { instanceId: "i-2" }],
      contactGroups: ["on-call", "web"],
      callback: undefined,
      labels: { team: "web" },
    });
    expect(inputsOf(rule("old"), ["levels", "namespace"])).toEqual([
      "escalationsCritical",
      "escalationsWarn",
      "escalationsInfo",
      "project",
    ]);
  });

  test("reads rules on events and Prometheus, and silences", () => {
    expect(program.eventRules).toMatchObject([
      { key: "plain-events", names: [], types: [], levels: ["CRITICAL"], callback: undefined, mutePeriod: 0 },
      { key: "failover", ruleName: "failover", contactGroups: ["on-call"], openFor: 3600 },
    ]);
    expect(program.prometheusRules).toMatchObject([
      { key: "down", ruleName: "down", expr: "up == 0", notifies: ["pager"], labels: { team: "web" } },
    ]);
    expect(program.silences).toMatchObject([
      {
        silenceName: "night",
        resources: [{ instanceId: "i-1" }],
        metricNames: ["CPUUtilization"],
        effectiveInterval: "22:00-05:59",
        start: undefined,
      },
    ]);
  });
});

describe("what is not known before an update", () => {
  /** The program again, with this changed in the inputs of one resource. */
  const with_ = (name: string, inputs: Record<string, unknown>) => {
    const changed = named({ ...program, resources: [...program.resources] } as never, name);
    const resources = program.resources.map((each) =>
      each === changed ? { ...each, inputs: { ...each.inputs, ...inputs } } : each,
    );
    return readProgram({ ...program, resources });
  };

  test("names nobody, and is not nothing", () => {
    const groups = (given: unknown) =>
      with_("old", { contactGroups: given }).metricRules.at(-1)?.contactGroups;
    expect(groups(UNKNOWN)).toEqual([UNKNOWN_NAME]);
    expect(groups(["web", UNKNOWN])).toEqual([UNKNOWN_NAME, "web"]);
  });

  test("is no default", () => {
    const { metricRules } = with_("cpu-rule", { period: UNKNOWN, webhook: UNKNOWN, silenceTime: undefined });
    expect(metricRules.find(({ component }) => component.name === "cpu")).toMatchObject({
      period: Number.NaN,
      mutePeriod: 86_400,
      callback: { host: "", source: undefined },
    });
  });

  test("is no receiver where its configuration is not known", () => {
    expect(with_("relay-script", { bindings: UNKNOWN }).receivers).toEqual([]);
  });
});
