import { beforeAll, describe, expect, test } from "vitest";
import { MetricRule, metrics } from "../../components/index.ts";
import type { StackFile } from "../../program/project/stack-file.ts";
import { compare } from "../../review/change/compare.ts";
import { toMarkdown } from "../../review/comment/markdown.ts";
import { type FindingChange, findingChanges } from "../../review/findings.ts";
import { NOW } from "../checks/kit.ts";
import { declare, evaluated, type Parts } from "./programs.ts";

const level = { comparison: "GreaterThanOrEqualToThreshold", threshold: 90 } as const;

/** A rule beside the usual one that is the same on both sides, with something wrong. */
const unchanged: Partial<Parts> = {
  more: ({ callback }) =>
    new MetricRule("beside", {
      metric: metrics.rds.CpuUsage,
      critical: { ...level, times: 90 },
      contactGroups: ["on-call"],
      callback: callback("production"),
    }),
};

async function changed(before: Parts["rule"], after: Parts["rule"], file?: StackFile) {
  const sides = {
    stack: "prod",
    before: await evaluated(declare({ ...unchanged, rule: before })),
    after: await evaluated(declare({ ...unchanged, rule: after })),
    files: { before: file, after: file },
    madeUp: [],
    unanswered: [],
    comparable: true,
  };
  const changes = compare(sides.before, sides.after);
  return { changes, findings: findingChanges(sides, changes, NOW) };
}

describe("a review tells of the checks", () => {
  let both: Awaited<ReturnType<typeof changed>>;

  beforeAll(async () => {
    both = await changed(
      { critical: { ...level, times: 45 } },
      { critical: level, warn: { ...level, threshold: 95 }, mutePeriod: "24 hours" },
    );
  });

  test("what is new and what is solved, bugs first, of what changes only", () => {
    expect(both.findings).toMatchObject([
      { change: "new", check: "levels-reversed", severity: "bug", title: "ecs-cpu" },
      { change: "new", check: "mute-too-long", severity: "warning", title: "ecs-cpu" },
      { change: "solved", check: "times-too-long", severity: "warning", title: "ecs-cpu" },
    ] satisfies Partial<FindingChange>[]);
  });

  test("in the comment", () => {
    const comment = toMarkdown({
      base: "a".repeat(40),
      head: null,
      stacks: [{ stacks: ["prod"], configuration: [], madeUp: [], ...both }],
    });
    expect(comment).toContain(`#### Checks

- ⚠️ bug \`levels-reversed\`: **\`ecs-cpu\`** says warn from 95 and critical already from 90: the milder level comes after the worse one
- warning \`mute-too-long\`: **\`ecs-cpu\`** is muted for 1 day: an alert that was missed is not repeated before, and vendors' guides warn that its recovery can be late
- solved: \`times-too-long\` of **\`ecs-cpu\`**
`);
  });

  test("not what was there before in another number, nor what is disabled", async () => {
    const longer = await changed(
      { critical: { ...level, times: 45 } },
      { critical: { ...level, times: 50 } },
    );
    expect(longer.changes).toHaveLength(1);
    expect(longer.findings).toEqual([]);
    const known = { checks: { "times-too-long": "a batch job" } };
    expect((await changed({}, { critical: { ...level, times: 45 }, ...known })).findings).toEqual([]);
    const file: StackFile = {
      values: { "cloudmonitor-relay:checks": '{"times-too-long":"a batch job"}' },
      encrypted: {},
      encryption: "",
    };
    expect((await changed({}, { critical: { ...level, times: 45 } }, file)).findings).toEqual([]);
  });
});
