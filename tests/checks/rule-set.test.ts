import { beforeAll, expect, test } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import { locateAll } from "../../checks/report/report.ts";
import { sarifReport } from "../../checks/report/sarif.ts";
import { textReport } from "../../checks/report/text.ts";
import { ruleSets } from "../../components/index.ts";
import type { Program } from "../../program/model/program.ts";
import { titleOf } from "../../review/change/heading.ts";
import { findingsOf, programOf } from "./kit.ts";

let declared: Program;

beforeAll(async () => {
  declared = await programOf(({ contactGroups, callback }) => {
    ruleSets.ecs("shop", {
      contactGroups,
      callback,
      change: {
        cpu: { critical: { times: 60 } },
        memory: { critical: { times: 60 } },
      },
      checks: { "rule-name": "" },
    });
  });
});

const located = (check: string) => locateAll(findingsOf(declared, check).open, process.cwd());

test("a finding names the rule and its set, and points at what the set was given", () => {
  const text = textReport(located("times-too-long"), (check) => check, process.stdout, undefined);
  expect(text).toMatch(/rule "shop-cpu" of RuleSet "shop" pages only after .* 1 hour/);
  expect(text).toMatch(/rule "shop-memory" of RuleSet "shop" pages only after/);
  expect(located("times-too-long").map(({ path }) => path)).toEqual([
    "change.cpu.critical.times",
    "change.memory.critical.times",
  ]);
});

test("each rule of a set has a finding of its own in the next run too", () => {
  const { runs } = JSON.parse(sarifReport(located("times-too-long"), CHECKS, String, "1.0.0", undefined));
  const prints = runs[0].results.map((each: { partialFingerprints: object }) =>
    JSON.stringify(each.partialFingerprints),
  );
  expect(new Set(prints).size).toBe(2);
});

test("what is wrong with the set's own argument is said once", () => {
  expect(located("checks-argument").map(({ path, message }) => [path, message])).toEqual([
    ["checks.rule-name", "disables rule-name without a reason"],
  ]);
});

test("reviews call a rule by its name", () => {
  expect(declared.metricRules.map(({ resource }) => titleOf(declared as never, resource))).toContain(
    "shop-io-wait",
  );
});
