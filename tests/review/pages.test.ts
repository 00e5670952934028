import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  ApplicationGroup,
  Comparison,
  GroupMetricRule,
  MetricRule,
  metrics,
  RuleLevel,
} from "../../components/index.ts";
import { toMarkdown } from "../../review/comment/markdown.ts";
import { readExports } from "../../review/page-counts/exports.ts";
import { reviewOf } from "../../review/review.ts";
import { declare, evaluated, type Parts } from "./programs.ts";

/** Two days of a value a minute: 20, and for some minutes of each day 90 or 99. */
function exported(): string {
  const rows = ["timestamp,userId,instanceId,Average"];
  for (let minute = 0; minute < 2 * 1440; minute++) {
    const at = minute % 1440;
    const value = at >= 100 && at < 105 ? 90 : at >= 600 && at < 630 ? 99 : 20;
    rows.push(`${Date.parse("2026-03-01T00:00:00Z") + minute * 60_000},1,i-1,${value}`);
  }
  return rows.join("\n");
}

function folder(files: Record<string, string>): string {
  const holder = mkdtempSync(join(tmpdir(), "relay-exports-"));
  mkdirSync(join(holder, "acs_new"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(holder, name), text);
  return holder;
}

describe("exported metric data", () => {
  test("say how often the changed rules would have paged", async () => {
    const level = (threshold: number) => ({ critical: { comparison: Comparison.AtLeast, threshold } });
    const program = (threshold: number, disk: number): Partial<Parts> => ({
      rule: level(threshold),
      more: ({ callback }) => {
        const common = { contactGroups: ["on-call"], callback: callback("production") };
        new MetricRule("disk", { metric: metrics.ecs.diskusage_utilization, ...level(disk), ...common });
        const group = new ApplicationGroup("shop", {
          members: [{ category: "ECS", instanceId: "i-1", region: "cn-hangzhou" }],
          contactGroups: ["on-call"],
        });
        new GroupMetricRule("members", {
          group: group.groupId,
          metric: metrics.ecs.CPUUtilization,
          ...level(threshold),
          ...common,
        });
        const composite = { level: RuleLevel.Critical, raw: `$Average > ${threshold} && $Average < 99.5` };
        new MetricRule("expression", { metric: metrics.ecs.CPUUtilization, composite, ...common });
        new MetricRule("unchanged", { metric: metrics.ecs.CPUUtilization, ...level(50), ...common });
        if (disk === 95)
          new MetricRule("new", { metric: metrics.ecs.CPUUtilization, ...level(98), ...common });
      },
    });
    const files = { before: undefined, after: undefined };
    const before = await evaluated(declare(program(85, 90)));
    const after = await evaluated(declare(program(95, 95)));
    const review = await reviewOf(
      {
        base: "a".repeat(40),
        head: undefined,
        stacks: [{ stack: "prod", before, after, files, madeUp: [], unanswered: [], comparable: true }],
      },
      { data: readExports(folder({ "ecs.CPUUtilization.march.csv": exported() })) },
    );
    expect(review.stacks[0]?.pages).toMatchObject({
      days: 2,
      until: "2026-03-03",
      rules: [
        { title: "members", before: 4, after: 2 },
        { title: "disk", before: null, after: null },
        { title: "ecs-cpu", before: 4, after: 2, briefBefore: 2, briefAfter: 0 },
        { title: "expression", before: 4, after: 2 },
        { title: "new", before: null, after: 2 },
      ],
    });
    expect(toMarkdown(review)).toContain(
      [
        "#### In the 2 days of data to 2026-03-03: 12 pages before, 8 after",
        "",
        "| rule | before | after |",
        "|---|---|---|",
        "| `members` | 4 (2 brief) | 2 |",
        "| `ecs-cpu` | 4 (2 brief) | 2 |",
        "| `expression` | 4 (2 brief) | 2 |",
        "| `new` | – | 2 |",
        "| `disk` | – | – |",
      ].join("\n"),
    );
  });

  test("are of the metric that the file is called by", () => {
    const rows = "timestamp,instanceId,Average\n1772323200000,i-1,1\n1772323260000,i-1,2\n";
    expect(
      readExports(folder({ "rds.ConnectionUsage.csv": rows, "acs_new/Metric.csv": rows })),
    ).toMatchObject([
      { namespace: "acs_new", metricName: "Metric", values: [1, 2] },
      { namespace: "acs_rds_dashboard", metricName: "ConnectionUsage", values: [1, 2] },
    ]);
    expect(() => readExports(folder({}))).toThrow("has no CSV file such as ecs.CPUUtilization.csv");
    expect(() => readExports(folder({ "ecs.CPUUtilisation.csv": rows }))).toThrow(
      /ecs\.CPUUtilisation\.csv, metric: .* did you mean "ecs\.CPUUtilization"/,
    );
  });
});
