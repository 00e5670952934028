import { describe, expect, test } from "vitest";
import {
  Comparison,
  Join,
  MetricRule,
  type MetricRuleArgs,
  metrics,
  RuleLevel,
  Statistic,
} from "../../components/index.ts";
import { CloudMonitor } from "../../local/cloudmonitor/cloudmonitor.ts";
import { parseValues, type Series } from "../../local/cloudmonitor/series.ts";
import { readRule } from "../../local/cloudmonitor/store/read-rule.ts";
import type { RuleRecord } from "../../local/cloudmonitor/store/records.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { loaded } from "../programs/evaluate.ts";

const START = Date.parse("2026-11-02T00:00:00Z");
const MINUTE = 60_000;

function series(
  metricName: string,
  values: string,
  resource: Record<string, string> = { instanceId: "i-1" },
): Series {
  const common = { namespace: "acs_ecs_dashboard", name: undefined, start: START, interval: MINUTE };
  return { ...common, metricName, resource, values: parseValues(values) };
}

/** What the declared rule says over the data, as `minute instance STATE level value expression`. */
async function play(
  rule: Omit<MetricRuleArgs, "contactGroups">,
  data: Series[],
  preCondition?: string,
): Promise<string[]> {
  const declare = () => {
    new MetricRule("rule", { contactGroups: ["on-call"], callback: "https://example.com/", ...rule });
  };
  const monitor = new CloudMonitor({ account: "1", region: "cn-hangzhou" });
  for (const each of loaded(await evaluateInline(declare)).monitor.rules.values()) {
    const { warn } = each.escalations;
    const escalations = warn && preCondition ? { warn: { ...warn, preCondition } } : each.escalations;
    monitor.rules.set(each.ruleId, { ...each, escalations });
  }
  monitor.feed(data);
  const { start, end } = monitor.span() ?? { start: 0, end: 0 };
  const said: string[] = [];
  for (let at = start; at <= end; at += monitor.step()) {
    for (const { series, notice, fields } of monitor.check(at)) {
      const minute = (at - START) / MINUTE;
      said.push(
        `${minute} ${series.resource.instanceId} ${notice.state} ${notice.level} ${notice.value} ${fields.expression}`,
      );
    }
  }
  return said;
}

const cpu = metrics.ecs.CPUUtilization;

describe("comparisons with the past", () => {
  const warn = (comparison: Comparison, threshold: number) => ({
    metric: cpu,
    warn: { comparison, threshold, times: 1 },
  });

  test("with the last period: a rise of more than so many percent", async () => {
    expect(
      await play(warn(Comparison.AboveLastPeriod, 50), [series("CPUUtilization", "40 60 61 92 20")]),
    ).toEqual([
      "4 i-1 ALERT warn 92 $Average above the period before by 50%",
      "5 i-1 OK null 20 $Average above the period before by 50%",
    ]);
  });

  test("or a fall", async () => {
    expect(await play(warn(Comparison.BelowLastPeriod, 50), [series("CPUUtilization", "40 20 9 9")])).toEqual(
      [
        "3 i-1 ALERT warn 9 $Average below the period before by 50%",
        "4 i-1 OK null 9 $Average below the period before by 50%",
      ],
    );
  });

  test("from nothing, every rise is one", async () => {
    expect(await play(warn(Comparison.AboveLastPeriod, 900), [series("CPUUtilization", "0 0 1")])).toEqual([
      "3 i-1 ALERT warn 1 $Average above the period before by 900%",
    ]);
  });

  test.each([
    ["yesterday", Comparison.AboveYesterday, 1],
    ["last week", Comparison.AboveLastWeek, 7],
  ] as const)("with %s, and not before there is one", async (words, comparison, days) => {
    const day = "10x1439";
    const data = [series("CPUUtilization", `${Array(days).fill(day).join(" ")} 10x9 16x1 10x2`)];
    const minute = days * 1440 + 11;
    expect(await play(warn(comparison, 50), data)).toEqual([
      `${minute} i-1 ALERT warn 16 $Average above ${words} by 50%`,
      `${minute + 2} i-1 OK null 10 $Average above ${words} by 50%`,
    ]);
  });

  test("only where the other condition holds too", async () => {
    const data = [series("CPUUtilization", "1 2 30 60 60")];
    expect(await play(warn(Comparison.AboveLastPeriod, 50), data, "$Average>50")).toEqual([
      "4 i-1 ALERT warn 60 $Average above the period before by 50%",
      "5 i-1 OK null 60 $Average above the period before by 50%",
    ]);
  });
});

describe("composite expressions", () => {
  const composite = (join: Join) => ({
    metric: cpu,
    composite: {
      level: RuleLevel.Critical,
      times: 2,
      join,
      conditions: [
        { comparison: Comparison.AtLeast, threshold: 90 },
        {
          metric: metrics.ecs.load_5m,
          statistic: Statistic.Maximum,
          comparison: Comparison.Above,
          threshold: 16,
        },
      ],
    },
  });
  const text = (join: Join) => `@CPUUtilization[60].$Average >= 90 ${join} @load_5m[60].$Maximum > 16`;

  test("of which all must hold, at the same resource", async () => {
    const data = [
      series("CPUUtilization", "95x5 40"),
      series("load_5m", "10 20x3 10 10"),
      series("CPUUtilization", "95x5", { instanceId: "i-2" }),
      series("load_5m", "10x5", { instanceId: "i-2" }),
    ];
    expect(await play(composite(Join.All), data)).toEqual([
      `3 i-1 ALERT critical 95 ${text(Join.All)}`,
      `6 i-1 OK null 95 ${text(Join.All)}`,
    ]);
  });

  test("of which any is enough", async () => {
    const data = [series("CPUUtilization", "10x5"), series("load_5m", "10 20x1 10 10 10")];
    expect(await play(composite(Join.Any), data)).toEqual([
      `3 i-1 ALERT critical 10 ${text(Join.Any)}`,
      `4 i-1 OK null 10 ${text(Join.Any)}`,
    ]);
  });

  test("written as they are: another threshold for one, and one left out", async () => {
    const raw = "$Average > ($instanceId == 'i-1' ? 80 : 50) && $instanceId != 'i-3'";
    const rule = { metric: cpu, composite: { level: RuleLevel.Warn, times: 1, raw } };
    const data = ["i-1", "i-2", "i-3"].map((instanceId) => series("CPUUtilization", "60 90", { instanceId }));
    expect(await play(rule, data)).toEqual([`1 i-2 ALERT warn 60 ${raw}`, `2 i-1 ALERT warn 90 ${raw}`]);
  });

  test("that count resources hold at each of them", async () => {
    const rule = {
      metric: cpu,
      composite: { level: RuleLevel.Warn, times: 1, raw: "count($Average > 20) > 1" },
    };
    const data = ["i-1", "i-2"].map((instanceId, index) =>
      series("CPUUtilization", index === 0 ? "30 30" : "10 30", { instanceId }),
    );
    expect((await play(rule, data)).map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "2 i-1 ALERT",
      "2 i-2 ALERT",
    ]);
  });
});

describe("expressions on several metrics", () => {
  const raw = (text: string) => ({
    metric: cpu,
    composite: { level: RuleLevel.Warn, times: 1, raw: text },
  });
  /** `minute instance STATE value` of what is said. */
  const said = async (text: string, data: Series[]) =>
    (await play(raw(text), data)).map((line) => {
      const [minute, instance, state, , value] = line.split(" ");
      return [minute, instance, state, value].join(" ");
    });

  test("look at the same resource", async () => {
    const data = ["i-1", "i-2"].flatMap((instanceId) => [
      series("CPUUtilization", "60x2", { instanceId }),
      series("load_5m", instanceId === "i-1" ? "1 9 1" : "1x2", { instanceId }),
    ]);
    const text = "@CPUUtilization[60].$Average > 50 && @load_5m[60].$Maximum > 8";
    expect(await said(text, data)).toEqual(["2 i-1 ALERT 60", "3 i-1 OK 60"]);
  });

  test("are met by one of the finer resources, as one of several disks", async () => {
    const disk = (device: string, values: string) =>
      series("diskusage_utilization", values, { instanceId: "i-1", device });
    const data = [series("CPUUtilization", "60x2"), disk("a", "10x2"), disk("b", "10 95 10")];
    const text = "@diskusage_utilization[60].$Average > 90 && @diskusage_utilization[60].$device == 'b'";
    expect(await said(text, data)).toEqual(["2 i-1 ALERT 10", "3 i-1 OK 10"]);
  });

  test("look back", async () => {
    const data = [series("CPUUtilization", "10 10 50 50 50")];
    expect(await said("$Average > 20 && LastPeriod(@CPUUtilization[60]).$Average > 20", data)).toEqual([
      "4 i-1 ALERT 50",
    ]);
    // By 40 of 50.
    expect(await said("CompareLastPeriod(@CPUUtilization[60], '$Average', true) == 80", data)).toEqual([
      "3 i-1 ALERT 50",
      "4 i-1 OK 50",
    ]);
  });

  test("over more than one period of the rule", async () => {
    expect(await said("@CPUUtilization[120].$Average == 30", [series("CPUUtilization", "10 50 50")])).toEqual(
      ["2 i-1 ALERT 30", "3 i-1 OK 50"],
    );
  });

  test("tell when a metric was last reported", async () => {
    const data = [series("CPUUtilization", "1x5"), series("load_5m", "1 1 _x3")];
    expect(await said("now() - @load_5m[60].$reportTime > 120_000", data)).toEqual(["4 i-1 ALERT undefined"]);
  });

  test("hold nowhere where there is no data of the other", async () => {
    const data = [series("CPUUtilization", "60x2")];
    expect(await said("$Average > 50 && @load_5m[60].$Average >= 0", data)).toEqual([]);
    expect(await said("$Average > 50 && @load_5m[60].$Average == nil", data)).toEqual(["1 i-1 ALERT 60"]);
  });
});

describe("a rule that came by the API", () => {
  const record: RuleRecord = {
    ruleId: "r",
    ruleName: "r",
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    contactGroups: "on-call",
    resources: '[{"resource":"_ALL"}]',
    escalations: {},
    labels: [],
    enabled: true,
    targets: [],
    created: 0,
    updated: 0,
  };
  const condition = {
    MetricName: "load_5m",
    ComparisonOperator: "GreaterThanThreshold",
    Statistics: "$Average",
    Threshold: "16",
    Period: 60,
  };

  test("is evaluated too, if it is composite", () => {
    const composite = { Level: "WARN", Times: 3, ExpressionListJoin: "||", ExpressionList: [condition] };
    expect(readRule({ ...record, composite }, undefined)).toMatchObject({
      rule: {
        composite: {
          level: "warn",
          times: 3,
          join: "||",
          conditions: [{ metricName: "load_5m", threshold: 16 }],
        },
      },
    });
  });

  test("is not, where its expression can't be read", () => {
    const composite = { Level: "WARN", Times: 3, ExpressionRaw: "rate($Average) > 1", ExpressionList: [] };
    expect(readRule({ ...record, composite }, undefined)).toEqual({
      unable: expect.stringMatching(/^the expression rate\(\$Average\) > 1: there is no function rate\(\)/),
    });
  });
});
