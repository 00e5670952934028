import { describe, expect, test } from "vitest";
import { relay, relayHere } from "./run.ts";

const lint = (...args: string[]) => relay(["lint", "-C", "tests/programs/noisy", ...args]);

describe("lint", () => {
  test("shows the call's place, the argument underlined, and the page", async () => {
    const { code, stdout, stderr } = await lint();
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toBe(`tests/programs/noisy/index.ts:12:1  warning  times-too-long
  MetricRule "patient" pages only after its critical condition held for 45 minutes; up to 30 minutes is what people expect
   14 |   critical: { comparison: Comparison.AtLeast, threshold: 95, times: 45 },
      |                                                              ~~~~~~~~~
  docs/checks/times-too-long.md

tests/programs/noisy/index.ts:19:1  bug  levels-reversed
  MetricRule "reversed" says warn from 99 and critical already from 90: the milder level comes after the worse one
   22 |   warn: reversed,
      |   ~~~~~~~~~~~~~~
  docs/checks/levels-reversed.md

1 bug, 1 warning; 1 more is disabled with a reason
`);
  });

  test("reads a stack's file from where Pulumi.yaml says it is", async () => {
    const { stdout } = await lint("--stack", "production", "--format", "github");
    expect(stdout).toContain("title=secret-in-plain-config::");
    const { code, stderr } = await lint("--stack", "staging");
    expect(stderr).toContain("stacks/Pulumi.staging.yaml: not found");
    expect(stderr).toContain('there is no configuration of a stack "staging"; there are production');
    expect(code).toBe(2);
  });

  test.each([
    [["lint", "--stack", "staging"], "Pulumi.staging.yaml: not found"],
    [["lint", "--explain", "nonsense"], 'unknown check "nonsense"'],
    [["lint", "--format", "xml"], "Allowed choices are text, json, sarif, github"],
  ])("ends with 2 where it can't be used: %j", async (args, message) => {
    const { code, stderr } = await relayHere(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  test("lists the checks", async () => {
    const { stdout } = await relayHere(["lint", "--list"]);
    expect(stdout).toMatch(/key-shared +bug +Two rules of one source/);
  });
});
