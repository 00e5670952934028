import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Comparison, metrics, Product, RuleLevel, RuleSet, ruleSets } from "../../components/index.ts";
import { RULE_SETS } from "../../components/rule-sets/catalogue.ts";
import type { RuleData, RuleSetData } from "../../components/rule-sets/data.ts";
import { MUTES, SILENCES } from "../../components/rule-sets/policies.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { FOLDER, pages } from "../../scripts/rule-set-pages.ts";
import { named } from "../programs/evaluate.ts";
import { mistake, useMocks } from "./mocks.ts";

const SETS = Object.entries<RuleSetData>(RULE_SETS);
const RULES = SETS.flatMap(([product, { rules }]) =>
  Object.entries(rules).map(([name, rule]) => [`${product}-${name}`, rule] as const),
);
const CALLBACK = "https://a.example.com/callbacks/shop?token=0123456789abcdef0123456789abcdef";

let plan: Plan;
const given = { contactGroups: ["on-call"], callback: CALLBACK };

beforeAll(async () => {
  plan = await evaluateInline(() => {
    for (const product of Object.values(Product)) new RuleSet(product, { product, ...given });
    ruleSets.ecs("changed", {
      ...given,
      key: "before",
      runbooks: "https://wiki.example.com/{set}#{rule}",
      owner: "sre",
      labels: { on: "aliyun" },
      resources: [{ instanceId: "i-1" }],
      change: {
        cpu: {
          critical: { threshold: 99 },
          withoutLevels: [RuleLevel.Warn],
          info: { comparison: Comparison.AtLeast, threshold: 50 },
          period: "5 minutes",
          mutePeriod: "30 minutes",
          noDataPolicy: "OK",
          contactGroups: ["others"],
          runbook: "https://elsewhere.example.com/",
          enabled: false,
        },
      },
      leaveOut: ["gpu-temperature", "load"],
    });
  });
});

describe("the sets as they are", () => {
  test("there is one for every product, and 60 rules or more", () => {
    expect(Object.keys(ruleSets).sort()).toEqual(Object.values(Product).sort());
    expect(Object.keys(ruleSets).sort()).toEqual(SETS.map(([product]) => product).sort());
    expect(SETS.every(([product, set]) => set.product === product)).toBe(true);
    expect(RULES.length).toBeGreaterThanOrEqual(60);
  });

  test.each(RULES)("%s is declared as its data says", (name, rule) => {
    const { inputs } = named(plan, `${name}-rule`);
    expect(inputs).toMatchObject({
      ruleName: name,
      namespace: rule.metric.namespace,
      metricName: rule.metric.metricName,
      noDataPolicy: SILENCES[rule.noData].policy,
      resources: '[{"resource":"_ALL"}]',
      status: true,
      sendOk: true,
    });
    const minutes = Number(inputs.silenceTime) / 60;
    expect([`${minutes} minutes`, `${minutes / 60} hour`, `${minutes / 60} hours`]).toContain(
      MUTES[rule.mute].period,
    );
    expect(Object.keys(inputs.escalations as object)).toEqual(
      ["critical", "warn"].filter((level) => rule[level as "warn"]),
    );
    expect(inputs.webhook).toBe(`${CALLBACK}&rule=${name}`);
  });

  test.each(RULES)("%s takes its metric from the catalogue, and its runbook is whole", (_name, rule) => {
    const catalogue = Object.values(metrics).flatMap((product) => Object.values(product));
    expect(catalogue).toContain(rule.metric);
    for (const text of [rule.because, ...Object.values(rule.en)]) expect(text).toMatch(/^[A-Z0-9].{2,}/);
    for (const text of Object.values(rule.zh)) expect(text).toMatch(/\p{Script=Han}/u);
    for (const text of [rule.en.means, rule.en.first, rule.because]) expect(text).toMatch(/\.$/);
    for (const text of [rule.zh.means, rule.zh.first]) expect(text).toMatch(/。$/);
  });

  test.each(RULES)("%s is critical later than it warns", (_name, { critical, warn }: RuleData) => {
    if (!critical || !warn) return expect(critical ?? warn).toBeDefined();
    const below = critical.comparison === Comparison.AtMost;
    expect(Math.sign(critical.threshold - warn.threshold)).toBe(below ? -1 : 1);
  });

  test("at most one rule of a set tells of silence, so that one outage pages once", () => {
    for (const [, { rules }] of SETS) {
      expect(Object.values(rules).filter(({ noData }) => noData === "alert").length).toBeLessThanOrEqual(1);
    }
  });

  test("leave room for a runbook in the callback URL, with names of usual length", async () => {
    const { resources } = await evaluateInline(() => {
      const callback =
        "https://alerts.example.com/callbacks/production?token=0123456789abcdef0123456789abcdef";
      const runbooks = "https://wiki.example.com/alerts/{set}#{rule}";
      for (const product of Object.values(Product)) {
        new RuleSet(product, {
          product,
          contactGroups: ["on-call"],
          callback,
          runbooks,
          key: `shop-${product}`,
        });
      }
    });
    expect(resources.filter(({ type }) => type.endsWith(":ServiceMetricAlarmRule"))).toHaveLength(
      RULES.length,
    );
  });

  test("name every rule with its id", () => {
    const ids = named(plan, "rds").outputs.ruleIds as Record<string, string>;
    expect(Object.keys(ids).sort()).toEqual(
      Object.keys(RULE_SETS.rds.rules)
        .map((rule) => `rds-${rule}`)
        .sort(),
    );
    expect(ids["rds-disk"]).toBe(named(plan, "rds-disk-rule").inputs.metricAlarmRuleId);
  });
});

describe("a set that is changed", () => {
  test("has everything that was changed, and the rest as it was", () => {
    expect(named(plan, "changed-cpu-rule").inputs).toMatchObject({
      ruleName: "before-cpu",
      escalations: {
        critical: { threshold: "99", times: 5 },
        info: { threshold: "50", times: 3 },
      },
      period: "300",
      silenceTime: "1800",
      noDataPolicy: "OK",
      contactGroups: "others",
      status: false,
      resources: '[{"instanceId":"i-1"}]',
    });
    expect(named(plan, "changed-cpu-rule").inputs.escalations).not.toHaveProperty("warn");
    expect(named(plan, "changed-disk-rule").inputs.escalations).toEqual(
      named(plan, "ecs-disk-rule").inputs.escalations,
    );
  });

  test("leads to its runbooks, owner and labels within the callback URL", () => {
    const { webhook, labels } = named(plan, "changed-disk-rule").inputs;
    expect(labels).toContainEqual({ key: "runbook_url", value: "https://wiki.example.com/ecs#disk" });
    expect(String(webhook).replace(CALLBACK, "")).toBe(
      "&rule=before-disk&label.on=aliyun&label.owner=sre&label.runbook_url=https://wiki.example.com/ecs%23disk",
    );
    expect(named(plan, "changed-cpu-rule").inputs.webhook).toContain(
      "label.runbook_url=https://elsewhere.example.com/",
    );
  });

  test("has not what was left out, and keeps its keys under another name", () => {
    const names = plan.resources.map(({ name }) => name).filter((name) => /^changed-.*-rule$/.test(name));
    expect(names).toHaveLength(Object.keys(RULE_SETS.ecs.rules).length - 2);
    expect(names).not.toContain("changed-load-rule");
    expect(named(plan, "changed-disk-rule").inputs.metricAlarmRuleId).toMatch(/^before-disk--/);
  });
});

describe("a set refuses", () => {
  beforeAll(() => useMocks());

  const set = (args: object) =>
    mistake(() => new RuleSet("shop", { product: "ecs", contactGroups: ["on-call"], ...args } as never));

  test("a rule that it does not have, with the nearest name", () => {
    expect(set({ change: { dsik: { enabled: false } } })).toMatch(
      /^RuleSet "shop": change\.dsik must be one of cpu, memory, disk, .*, not "dsik"; did you mean "disk"\?$/,
    );
    expect(set({ leaveOut: ["gpu-temprature"] })).toMatch(
      /leaveOut\[0\] must be .* did you mean "gpu-temperature"\?$/,
    );
    expect(set({ product: "esc" })).toMatch(
      /product must be one of .*, not "esc"; did you mean Product\.Ecs\?$/,
    );
    // @ts-expect-error: known to the compiler too.
    expect(mistake(() => ruleSets.ecs("shop", { ...given, change: { dsik: {} } }))).toMatch(/dsik/);
    // @ts-expect-error: known to the compiler too.
    expect(mistake(() => ruleSets.rds("shop", { ...given, leaveOut: ["load"] }))).toMatch(/load/);
  });

  test("what can't be meant, all of it at once", () => {
    const message = set({
      runbooks: "https://wiki.example.com/",
      change: {
        cpu: { withoutLevels: ["WARN", "CRITICAL"] },
        disk: { info: { threshold: 1 }, withoutLevels: [] },
        load: { enabled: false },
        memory: { warn: { threshold: 1 }, withoutLevels: ["WARN"] },
      },
      leaveOut: ["load"],
    });
    expect(message.replaceAll('RuleSet "shop": ', "").split("\n")).toEqual([
      'runbooks must hold {rule}, such as https://wiki.example.com/alerts/{set}#{rule}, not "https://wiki.example.com/"',
      "change.load is left out as well: do one or the other",
      "change.cpu leaves no level: leave the rule out instead",
      "change.memory.warn is in withoutLevels as well: do one or the other",
      "change.disk.info must have a comparison and a threshold: the rule has no such level by itself",
    ]);
    expect(set({ leaveOut: Object.keys(RULE_SETS.ecs.rules) })).toMatch(
      /leaveOut must leave at least one rule/,
    );
    expect(set({ key: "a b" })).toMatch(/key must be 1 to 64/);
    expect(set({ runbooks: "wiki/{rule}" })).toMatch(/runbooks must be an http or https URL/);
    expect(set({ change: { disk: { critical: { threshold: 950 } } } })).toMatch(
      /^RuleSet "shop": change.disk.critical.threshold must be from 0 to 100/,
    );
  });
});

test("the pages in docs/rule-sets are current (node scripts/rule-set-pages.ts writes them)", () => {
  const current = pages();
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(current).sort());
  for (const [file, text] of Object.entries(current)) {
    expect(readFileSync(join(FOLDER, file), "utf8")).toBe(text);
  }
});
