import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { CHECKS } from "../../checks/index.ts";
import { githubReport } from "../../checks/report/github.ts";
import { jsonReport } from "../../checks/report/json.ts";
import { type Located, locateAll } from "../../checks/report/report.ts";
import { sarifReport } from "../../checks/report/sarif.ts";
import { runChecks } from "../../checks/support/run-checks.ts";
import { readSettings, SETTINGS_KEY } from "../../checks/support/settings.ts";
import { programOf } from "../../program/project/program.ts";
import { NOW } from "./kit.ts";

const pageOf = (check: string) => `docs/checks/${check}.md`;

async function lint(stack?: string, config: Record<string, string> = {}): Promise<Located[]> {
  const given = { directory: "tests/programs/noisy", stack, config };
  const { program, config: all } = await programOf(given);
  return locateAll(runChecks(program, { settings: readSettings(all[SETTINGS_KEY]), now: NOW }), resolve("."));
}

describe("of a program with many rules", () => {
  let found: Located[];

  beforeAll(async () => {
    found = await lint(undefined, { more: "17" });
  });

  test("annotations for GitHub name the argument", () => {
    expect(githubReport(found, pageOf, "1 resource of another kind is not looked at: x").split("\n")).toEqual(
      [
        "::warning file=tests/programs/noisy/index.ts,line=14,col=62,endLine=14,endColumn=71,title=times-too-long::patient pages only after its critical condition held for 45 minutes; up to 30 minutes is what people expect%0Adocs/checks/times-too-long.md",
        "::error file=tests/programs/noisy/index.ts,line=22,col=3,endLine=22,endColumn=17,title=levels-reversed::reversed says warn from 99 and critical already from 90: the milder level comes after the worse one%0Adocs/checks/levels-reversed.md",
        "::notice::1 resource of another kind is not looked at: x",
        "",
      ],
    );
  });

  test("SARIF has each check's page, and what is disabled as suppressed", () => {
    const text = sarifReport(found, CHECKS, (check) => `the page of ${check}`, "1.2.3", "others");
    const { version, runs } = JSON.parse(text) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string; help: unknown }[] } };
        invocations: unknown[];
        results: unknown[];
      }[];
    };
    expect(version).toBe("2.1.0");
    expect(runs[0]?.invocations).toMatchObject([
      { toolExecutionNotifications: [{ level: "note", message: { text: "others" } }] },
    ]);
    const { rules } = runs[0]?.tool.driver ?? { rules: [] };
    const ruleIndex = rules.findIndex(({ id }) => id === "single-sample");
    expect(rules[ruleIndex]?.help).toMatchObject({ markdown: "the page of single-sample" });
    const region = { startLine: 31, startColumn: 5, endLine: 31, endColumn: 13 };
    expect(runs[0]?.results).toMatchObject([
      { ruleId: "times-too-long", level: "warning" },
      { ruleId: "levels-reversed", level: "error" },
      {
        ruleIndex,
        locations: [
          { physicalLocation: { artifactLocation: { uri: "tests/programs/noisy/index.ts" }, region } },
        ],
        suppressions: [{ kind: "inSource", justification: "a test database; nobody is paged" }],
      },
    ]);
  });
});

test("a stack's configuration disables, sets parameters and severities, and is checked itself", async () => {
  const report = jsonReport(await lint("production"), pageOf, {});
  const { findings, disabled } = JSON.parse(report) as Record<string, Record<string, unknown>[]>;
  expect(findings?.map(({ check, severity, path, line }) => [check, severity, path, line])).toEqual([
    ["levels-reversed", "bug", "warn.threshold", 19],
    ["mute-too-long", "bug", "mutePeriod", 26],
    ["secret-in-plain-config", "bug", null, null],
  ]);
  expect(findings?.[1]).toMatchObject({
    component: { type: "cloudmonitor-relay:index:MetricRule", name: "impatient" },
    file: "tests/programs/noisy/index.ts",
    argument: { line: 34, column: 3, endLine: 34, endColumn: 24 },
    page: "docs/checks/mute-too-long.md",
  });
  expect(disabled?.map(({ check, disabled }) => [check, disabled])).toEqual([
    [
      "times-too-long",
      { reason: "the batch jobs are being moved", until: "2100-01-01T00:00:00.000Z", by: "configuration" },
    ],
    ["single-sample", { reason: "a test database; nobody is paged", until: null, by: "argument" }],
  ]);
  expect(report).not.toContain("made-up");
});

test.each([
  ["[]", "must be an object with ids of checks"],
  ["no JSON", "must be an object with ids of checks"],
  ['{"nonsense":"a reason"}', "nonsense: there is no such check"],
  ['{"rule-name":" "}', "rule-name: needs a reason to be disabled"],
  ['{"rule-name":3}', "rule-name: must be a reason, or an object of parameters"],
  ['{"rule-name":{"patern":"x"}}', "rule-name.patern: is no parameter of it (severity, pattern)"],
  ['{"rule-name":{"pattern":[]}}', "rule-name.pattern: must be text or a number"],
  ['{"rule-name":{"severity":"fatal"}}', "rule-name.severity: must be one of info, warning, bug"],
])("a configuration that can't be meant is refused: %s", (text, message) => {
  expect(() => readSettings(text)).toThrow(`cloudmonitor-relay:checks: ${message}`);
});
