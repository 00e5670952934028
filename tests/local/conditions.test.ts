import fc from "fast-check";
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
import { parseExpression, type Scope, type Value } from "../../local/cloudmonitor/expression.ts";
import { parseValues, type Series } from "../../local/cloudmonitor/series.ts";
import { readRule } from "../../local/cloudmonitor/store/read-rule.ts";
import type { RuleRecord } from "../../local/cloudmonitor/store/records.ts";
import { readDeclared } from "../../local/load/declarations.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";

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
  for (const each of readDeclared(await evaluateInline(declare)).rules) {
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
  const text = (join: Join) => `CPUUtilization:$Average>=90 ${join} load_5m:$Maximum>16`;

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
      unable: "the expression rate($Average) > 1: can't be read at position 1",
    });
    const odd = { Level: "WARN", Times: 3, ExpressionList: [{ ...condition, Statistics: "$Median" }] };
    expect(readRule({ ...record, composite: odd }, undefined)).toEqual({
      unable: "it uses the statistic $Median",
    });
  });
});

describe("an expression", () => {
  const scope: Scope = {
    variable: (name): Value => ({ Average: 10, instanceId: "i-1" })[name] ?? Number.NaN,
    all: () => [scope, scope],
  };
  const cases: [string, Value][] = [
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 4 - 3", 3],
    ["-$Average / 4", -2.5],
    ["$Average >= 10 && !($Average > 10)", true],
    ["1 > 2 || 'a' == \"a\"", true],
    ["$instanceId != 'i-1' ? 1 : $Average == 10 ? 2 : 3", 2],
    ["count($Average > 1) == 2", true],
    // No data is neither above nor below.
    ["$Maximum > 0 || $Maximum <= 0", false],
  ];
  test.each(cases)("%s is %s", (text, value) => {
    expect(parseExpression(text)(scope)).toBe(value);
  });

  test.each([
    ["$Average >", "can't be read at position 11"],
    ["1 2", "can't be read at position 2"],
    ["(1", '")" is missing at position 3'],
    ["1 ? 2", '":" is missing at position 6'],
    ["$Average @ 3", "can't be read at position 9"],
    ["", "can't be read at position 1"],
  ])("%s is refused", (text, problem) => {
    expect(() => parseExpression(text)).toThrow(problem);
  });

  test("binds as JavaScript does", () => {
    const operators = fc.constantFrom("||", "&&", "==", "!=", ">", "<=", "+", "-", "*");
    const terms = fc.array(fc.tuple(operators, fc.integer({ min: 1, max: 9 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), terms, (first, rest) => {
        const text = [first, ...rest.flat()].join(" ");
        const expected: unknown = new Function(
          `return ${text.replaceAll("==", "===").replaceAll("!=", "!==")}`,
        )();
        const truthOf = (value: unknown) => (typeof value === "number" ? value !== 0 : Boolean(value));
        expect(truthOf(parseExpression(text)(scope))).toBe(truthOf(expected));
      }),
    );
  });
});
