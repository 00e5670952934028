import { beforeAll, expect, test } from "vitest";
import { evaluateRules } from "../../bench/evaluate.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { named } from "../programs/evaluate.ts";

const COUNT = 10;
let first: Plan;
let second: Plan;
let changed: Plan;

beforeAll(async () => {
  [first, second, changed] = await Promise.all([
    evaluateRules("rules", COUNT),
    evaluateRules("rules", COUNT),
    evaluateRules("rules", COUNT, { "bench:threshold": "96" }),
  ]);
}, 60_000);

test("a second evaluation gives the same inputs, to the letter", () => {
  expect(first.resources.length).toBeGreaterThan(2 * COUNT);
  expect(JSON.stringify(second)).toBe(JSON.stringify(first));
});

test("one changed threshold changes one resource", () => {
  const different = first.resources.filter((resource, index) => {
    return JSON.stringify(resource) !== JSON.stringify(changed.resources[index]);
  });
  expect(different.map(({ name }) => name)).toEqual(["rule-0-rule"]);
});

test("the rules are those of the raw program that the bench compares them with", async () => {
  const raw = await evaluateRules("raw", 2);
  for (const name of ["rule-0-rule", "rule-1-rule"]) {
    const { metricAlarmRuleId, ...inputs } = named(first, name).inputs;
    expect(named(raw, name).inputs).toEqual({ ...inputs, metricAlarmRuleId: expect.anything() });
    expect(named(raw, name).secrets).toEqual(named(first, name).secrets);
  }
});

test("where a rule is declared is known although no stack traces are kept", () => {
  expect(named(first, "rule-0").position?.file).toMatch(/rules\.ts$/);
  expect(named(first, "rule-0-rule").position?.file).toMatch(/rules\.ts$/);
});
