import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { EventRule, type EventRuleArgs, events, type SystemEvent } from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan, Resource } from "../../program/evaluator/plan.ts";
import { contextOf, splitQuery } from "../../receiver/sources/parameters.ts";
import { named } from "../programs/evaluate.ts";
import { declareEvents } from "../programs/events.ts";
import { mistake, useMocks } from "./mocks.ts";

let plan: Plan;

/** What makes another rule of it, so that a target that is dropped goes with the old one. */
const REPLACES: [string, Partial<EventRuleArgs>][] = [
  ["no webhook any more", { callback: undefined }],
  ["no contact group any more", { contactGroups: [] }],
  ["one contact group more", { contactGroups: ["group", "others"] }],
  ["a name", { ruleName: "renamed" }],
  ["an application group, which can't be taken back", { group: "1" }],
];
const KEEPS: Partial<EventRuleArgs> = {
  contactGroups: ["others"],
  events: [events.ecs.Instance_SystemFailure_Stop_Executing],
  levels: ["CRITICAL"],
  types: ["Exception"],
  filter: "web",
  callback: "https://elsewhere.example.com/",
  mutePeriod: "1 hour",
  description: "other",
};

beforeAll(async () => {
  plan = await evaluateInline(() => declareEvents([...REPLACES.map(([, change]) => change), KEEPS]));
  await useMocks();
});

/** The name of the resource ends in the hash that the rule's own name ends in. */
const ruleOf = (name: string) => {
  const found = plan.resources.filter(
    ({ name: each }) => each.replace(/-[0-9a-f]{10}$/, "") === `${name}-rule`,
  );
  expect(found).toHaveLength(1);
  return found[0] as Resource;
};
const inputsOf = (name: string) => ruleOf(name).inputs;
const webhookOf = (name: string) =>
  (inputsOf(name).webhookParameters as { url: string }[] | undefined)?.[0]?.url ?? "";
const patternOf = (name: string) => inputsOf(name).eventPattern as Record<string, unknown>;

describe("an event rule", () => {
  test("writes every argument that the provider never unsets, and the events that end others", () => {
    expect(inputsOf("changed")).toEqual({
      ruleName: expect.stringMatching(/^changed--[0-9a-f]{10}$/),
      description: "changed",
      eventPattern: {
        product: "ECS",
        nameLists: ["Disk:Stalled:Executed", "Disk:Stalled:Executing"],
        levelLists: ["*"],
        eventTypeLists: ["*"],
      },
      silenceTime: 0,
      status: "ENABLED",
      contactParameters: [
        {
          contactParametersId: "group-1",
          contactGroupName: "group",
          level: "4",
        },
      ],
      webhookParameters: [
        {
          webhookParametersId: "callback",
          protocol: "http",
          method: "POST",
          url: expect.stringMatching(/\/callbacks\/production\?token=[\w-]{32}&rule=changed$/),
        },
      ],
    });
    expect(ruleOf("changed").secrets).toEqual(["webhookParameters.0.url"]);
  });

  test("takes every argument", () => {
    const { ruleName, contactParameters, ...inputs } = inputsOf("everything");
    expect(ruleName).toMatch(/^服务器--[0-9a-f]{10}$/);
    expect(contactParameters).toMatchObject([
      { contactGroupName: "group" },
      { contactGroupName: "made-by-hand" },
    ]);
    expect(inputs).toMatchObject({
      description: "servers that fail",
      eventPattern: {
        product: "ECS",
        nameLists: ["Disk:Stalled:Executing", "Instance:SystemMaintenance.Reboot:Scheduled"],
        levelLists: ["CRITICAL"],
        eventTypeLists: ["Exception", "Maintenance"],
        sqlFilter: "web and not test",
      },
      silenceTime: 600,
      status: "ENABLED",
      groupId: "4711",
    });
    expect(new URL(webhookOf("everything")).search.replace(/token=[^&]+&/, "")).toBe(
      "?rule=servers&label.owner=ops&label.team=sre&resolvedBy=Avoided%2CExecuted&openFor=7200",
    );
  });

  test("that is disabled is not in CloudMonitor, but keeps its name", () => {
    expect(plan.resources.some(({ name }) => name.startsWith("disabled-rule"))).toBe(false);
    expect(named(plan, "disabled").outputs.ruleName).toMatch(/^disabled--[0-9a-f]{10}$/);
  });

  test("may be about a whole product, known or not", () => {
    expect(patternOf("whole-product")).toEqual({ product: "VPN", levelLists: ["*"], eventTypeLists: ["*"] });
    expect(inputsOf("whole-product").webhookParameters).toBeUndefined();
  });

  test("finds the names of a status in the catalogue, with those that end them", () => {
    expect(patternOf("by-status").nameLists).toEqual([
      "Instance:SystemMaintenance.MinorVersionUpgrade:Canceled",
      "Instance:SystemMaintenance.MinorVersionUpgrade:Executed",
      "Instance:SystemMaintenance.MinorVersionUpgrade:Executing",
      "Instance:SystemMaintenance.ScheduledOperation:Canceled",
      "Instance:SystemMaintenance.ScheduledOperation:Executed",
      "Instance:SystemMaintenance.ScheduledOperation:Executing",
      "Instance:SystemMaintenance.Transfer:Canceled",
      "Instance:SystemMaintenance.Transfer:Executed",
      "Instance:SystemMaintenance.Transfer:Executing",
      "Instance_Failure_End",
      "Instance_Failure_Start",
    ]);
  });

  test("tells the receiver what ends what only where it can't know", () => {
    expect(webhookOf("changed")).not.toContain("resolvedBy");
    expect(webhookOf("by-status")).toMatch(/&rule=by-status&label\.runbook_url=https:\/\/r\.example\.com\/$/);
    expect(webhookOf("unlisted")).toMatch(/&resolvedBy=Brand:Old%2CDisk:Stalled:Executed$/);
    expect(patternOf("unlisted").nameLists).toEqual([
      "Brand:New",
      "Brand:Old",
      "Disk:Stalled:Executed",
      "Disk:Stalled:Executing",
    ]);
    expect(webhookOf("ends-nothing")).toMatch(/&resolvedBy=$/);
    expect(patternOf("ends-nothing").nameLists).toEqual(["Disk:Stalled:Executing"]);
  });

  test("hands over what the receiver reads", () => {
    expect(contextOf(splitQuery(new URL(webhookOf("everything")).search).parameters)).toEqual({
      rule: "servers",
      resolvedBy: ["Avoided", "Executed"],
      openFor: 7_200_000,
      labels: { owner: "ops", team: "sre" },
    });
    expect(contextOf(splitQuery(new URL(webhookOf("ends-nothing")).search).parameters).resolvedBy).toEqual(
      [],
    );
  });

  test.each(REPLACES.map(([name], index) => [name, index] as const))(
    "with %s is another rule, and another resource, which is made before the old one goes",
    (_name, index) => {
      const rule = ruleOf(`variant-${index}`);
      const { ruleName } = inputsOf("changed");
      expect(rule.inputs.ruleName).not.toBe(ruleName);
      expect(rule.name.slice(-10)).not.toBe(String(ruleName).slice(-10));
      // What a failed update left half made has the same name as what replaces it.
      expect(rule.options.deleteBeforeReplace).toBe(true);
    },
  );

  test("with anything else changed is the same rule, and its targets the same targets", () => {
    const after = inputsOf(`variant-${REPLACES.length}`);
    expect(after.ruleName).toBe(inputsOf("changed").ruleName);
    expect(after.contactParameters).toEqual([
      expect.objectContaining({ contactParametersId: "group-1", contactGroupName: "others" }),
    ]);
    expect(after.webhookParameters).toEqual([
      expect.objectContaining({ webhookParametersId: "callback", url: "https://elsewhere.example.com/" }),
    ]);
  });
});

describe("EventRule refuses", () => {
  const args: EventRuleArgs = {
    events: [events.ecs.Disk_Stalled_Executing],
    callback: "https://alerts.example.com/callbacks/production?token=t",
  };
  const cases: [string, Partial<EventRuleArgs>, string][] = [
    [
      "no event",
      { events: undefined },
      "events, product are both missing: a rule is about the events of one product",
    ],
    [
      "an empty list",
      { events: [], product: "ECS" },
      "events must not be an empty list; leave it out for every event of product",
    ],
    [
      "events of two products",
      { events: [events.ecs.Disk_Stalled_Executing, events.rds.Instance_Failover] },
      "events must be of one product, not of ECS and RDS: make a rule for each",
    ],
    ["a product beside", { product: "RDS" }, "product must be that of the events, ECS, not RDS"],
    [
      "another spelling",
      { events: undefined, product: "ecs" },
      'product must be written as events write it: "ECS", not "ecs"',
    ],
    [
      "an event that is a slip",
      { events: [{ product: "ECS", name: "Disk:Staled:Executing" }] },
      'events[0] names "Disk:Staled:Executing", which the catalogue does not have among the events of ECS; did you mean "Disk:Stalled:Executing"? If it exists, say so with unlisted: true',
    ],
    [
      "an event without a name",
      { events: [{ product: "ECS", name: "" }] },
      "events[0].name is missing: Name of the event, e.g. `Instance:SystemMaintenance.Reboot:Scheduled`",
    ],
    [
      "a status that no event has",
      { statuses: ["Broken"] },
      'statuses name "Broken", which none of the events has; they have Executing',
    ],
    [
      "a status of an unknown product",
      { events: undefined, product: "VPN", statuses: ["Broken"] },
      'statuses name "Broken", but no status of these events is known: give events by name',
    ],
    [
      "an unknown type",
      { types: ["Odd" as never] },
      'types[0] must be one of EventType.StatusNotification, EventType.Exception, EventType.Maintenance, not "Odd"',
    ],
    [
      "an unknown level",
      { levels: ["BAD" as never] },
      'levels[0] must be one of RuleLevel.Critical, RuleLevel.Warn, RuleLevel.Info, not "BAD"',
    ],
    [
      "levels without its events",
      { levels: ["WARN"], resolvedBy: [] },
      "levels leave out Disk:Stalled:Executing, which is CRITICAL",
    ],
    [
      "types without its events",
      { types: ["Maintenance"], resolvedBy: [] },
      "types leave out Disk:Stalled:Executing, which is of type Exception",
    ],
    ["an empty filter", { filter: " " }, "filter must not be empty"],
    [
      "nobody to notify",
      { callback: undefined },
      "callback, contactGroups are both missing: nobody would be notified",
    ],
    [
      "six contact groups",
      { contactGroups: ["g1", "g2", "g3", "g4", "g5", "g6"] },
      "contactGroups must be at most 5, not 6",
    ],
    ["the same group twice", { contactGroups: ["g1", "g1"] }, 'contactGroups name "g1" twice'],
    [
      "a mute period that is none",
      { mutePeriod: "long" },
      'mutePeriod must be a duration such as "90 seconds", "5 minutes" or "1 hour", not "long"',
    ],
    ["a long mute period", { mutePeriod: "2 days" }, 'mutePeriod must be at most 1 day, not "2 days"'],
    [
      "a time that is none",
      { openFor: "ever" },
      'openFor must be a duration such as "90 seconds", "5 minutes" or "1 hour", not "ever"',
    ],
    ["no time", { openFor: "1s" }, 'openFor must be from 1 minute to 365 days, not "1s"'],
    [
      "a list in a name",
      { resolvedBy: ["a,b"] },
      'resolvedBy[0] must be a name or a status without a comma, not "a,b"',
    ],
    ["a runbook that is none", { runbook: "wiki" }, 'runbook must be an http or https URL, not "wiki"'],
    [
      "an empty label",
      { labels: { team: "" } },
      "labels.team must have a value, and a name of letters, digits, dots, hyphens or underscores",
    ],
    ["an empty name", { ruleName: "" }, "ruleName must not be empty"],
    ["an empty description", { description: "" }, "description must not be empty; leave it out for the name"],
    [
      "a key that no URL should hold",
      { key: "a b" },
      'key must be 1 to 64 letters, digits, dots, hyphens or underscores, not "a b"',
    ],
    ["a callback that is none", { callback: "here" }, "callback must be an http or https URL"],
    [
      "a URL that grows too long",
      { labels: { text: "x".repeat(150) } },
      "callback becomes 227 characters long with rule, label.text, and at most 200 are sure to arrive: shorten them, or leave labels out",
    ],
  ];
  test.each(cases)("%s", (_name, changes, message) => {
    expect(mistake(() => new EventRule("rule", { ...args, ...changes }))).toBe(
      `EventRule "rule": ${message}`,
    );
  });

  test("more names than a rule holds", () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ product: "VPN", name: `Event${index}` }));
    expect(mistake(() => new EventRule("rule", { ...args, events: many }))).toBe(
      'EventRule "rule": events come to 51 names with those that end them, and a rule has at most 50: make several rules',
    );
  });
});

describe("the catalogue of events", () => {
  const all: SystemEvent[] = Object.values(events).flatMap((product) => Object.values(product));

  test("is what its tables say", () => {
    const file = new URL("../../components/events/catalogue.ts", import.meta.url);
    const before = readFileSync(file, "utf8");
    execFileSync(process.execPath, ["scripts/generate-events.ts"], {
      cwd: new URL("../..", import.meta.url),
    });
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("has every product that a rule needs, each event once, each end in its own product", () => {
    expect(Object.keys(events)).toEqual(expect.arrayContaining(["ecs", "rds", "redis", "slb"]));
    expect(all.length).toBeGreaterThan(130);
    const names = new Set(all.map(({ product, name }) => `${product} ${name}`));
    expect(names.size).toBe(all.length);
    const strays = all.flatMap(({ product, resolvedBy }) =>
      (resolvedBy ?? []).map((end) => `${product} ${end}`),
    );
    expect(strays.filter((each) => !names.has(each))).toEqual([]);
  });
});
