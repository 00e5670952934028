import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inInterval } from "../../components/vocabulary/interval.ts";
import { callbackFields } from "../../local/cloudmonitor/callback.ts";
import { CloudMonitor } from "../../local/cloudmonitor/cloudmonitor.ts";
import type { StoredMetricRule } from "../../local/cloudmonitor/rule.ts";
import { parseScenario } from "../../local/cloudmonitor/scenario.ts";
import { parseValues, type Series } from "../../local/cloudmonitor/series.ts";
import { Watch } from "../../local/cloudmonitor/watch.ts";
import { readBody } from "../../receiver/sources/index.ts";
import { contextOf } from "../../receiver/sources/parameters.ts";

const START = Date.parse("2026-11-20T00:00:00Z");
const MINUTE = 60_000;

const atLeast = (threshold: number, times: number) => ({
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  statistics: "Average",
  threshold,
  times,
});

function rule(changes: Partial<StoredMetricRule> = {}): StoredMetricRule {
  return {
    ruleId: "cpu--0123456789",
    ruleName: "cpu",
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    resources: undefined,
    escalations: { critical: atLeast(95, 3), warn: atLeast(85, 5) },
    contactGroups: ["on-call"],
    period: 60,
    interval: changes.period ?? 60,
    silenceTime: 3600,
    effectiveInterval: "00:00-23:59",
    noEffectiveInterval: undefined,
    noDataPolicy: "KEEP_LAST_STATE",
    sendOk: true,
    enabled: true,
    webhook: "https://alerts.example.com/callbacks/production?token=t&rule=cpu",
    ...changes,
  };
}

function series(values: string, changes: Partial<Series> = {}): Series {
  return {
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    resource: { instanceId: "i-1" },
    name: "web-1",
    start: START,
    interval: MINUTE,
    values: parseValues(values),
    ...changes,
  };
}

/** What a rule says over a series, as `minute: STATE level`. */
function play(values: string, changes: Partial<StoredMetricRule> = {}, of: Partial<Series> = {}): string[] {
  const data = series(values, of);
  const watched = rule(changes);
  const watch = new Watch(watched, data);
  const said: string[] = [];
  const step = watched.period * 1000;
  for (let at = data.start + step; at <= data.start + data.values.length * data.interval; at += step) {
    const notice = watch.check(at);
    if (notice) {
      said.push(
        `${(at - data.start) / MINUTE}: ${[notice.state, notice.previous && `${notice.previous}→`, notice.level].filter(Boolean).join(" ")}`,
      );
    }
  }
  return said;
}

describe("a rule", () => {
  test.each<[string, string, Partial<StoredMetricRule>, string[]]>([
    ["fires after so many periods in a row", "10x4 96x2 10x4", {}, ["8: ALERT critical", "9: OK critical→"]],
    ["does not fire one period earlier", "10x4 96x1 10x4", {}, []],
    ["begins to count anew after a good period", "96x1 10 96x1 10 96x1", {}, []],
    [
      "fires at the worst level that is reached",
      "88x4 97x2 88x5",
      {},
      ["5: ALERT warn", "8: ALERT warn→ critical", "9: ALERT critical→ warn"],
    ],
    [
      "holds its level while a milder one is not reached yet",
      "96x2 88 10",
      { escalations: { critical: atLeast(95, 3), warn: atLeast(85, 9) } },
      ["3: ALERT critical", "5: OK critical→"],
    ],
    [
      "says nothing within the mute period, then once more",
      "96x70",
      { silenceTime: 1800 },
      ["3: ALERT critical", "33: ALERT critical→ critical", "63: ALERT critical→ critical"],
    ],
    [
      "recovers within the mute period",
      "96x3 10x3",
      { silenceTime: 86_400 },
      ["3: ALERT critical", "5: OK critical→"],
    ],
    [
      "fires again after recovery",
      "96x3 10 96x3",
      {},
      ["3: ALERT critical", "5: OK critical→", "8: ALERT critical"],
    ],
    ["sends no recovery where told not to", "96x3 10x3", { sendOk: false }, ["3: ALERT critical"]],
    [
      "keeps its state where data is missing",
      "96x3 _x30 96x1 10",
      {},
      ["3: ALERT critical", "37: OK critical→"],
    ],
    [
      "says that data is missing",
      "10x4 _x8 10x3",
      { noDataPolicy: "INSUFFICIENT_DATA" },
      ["10: INSUFFICIENT_DATA", "14: OK"],
    ],
    [
      "says that data is missing of one that fired",
      "96x3 _x8 10",
      { noDataPolicy: "INSUFFICIENT_DATA" },
      ["3: ALERT critical", "9: INSUFFICIENT_DATA critical→", "13: OK critical→"],
    ],
    [
      "takes missing data for health",
      "96x3 _x8",
      { noDataPolicy: "OK" },
      ["3: ALERT critical", "9: OK critical→"],
    ],
    [
      "aggregates over its period",
      "0 100x3 0 100x3 100x9",
      { period: 300, escalations: { critical: atLeast(80, 2) } },
      ["10: ALERT critical"],
    ],
  ])("%s", (_name, values, changes, said) => {
    expect(play(values, changes)).toEqual(said);
  });

  test.each<[string, string, number, boolean]>([
    ["GreaterThanThreshold", "Average", 5, false],
    ["GreaterThanOrEqualToThreshold", "Average", 5, true],
    ["LessThanThreshold", "Average", 5, false],
    ["LessThanOrEqualToThreshold", "Average", 5, true],
    ["EqualToThreshold", "Average", 5, true],
    ["NotEqualToThreshold", "Average", 5, false],
    ["EqualToThreshold", "Minimum", 1, true],
    ["EqualToThreshold", "Maximum", 9, true],
    ["EqualToThreshold", "Sum", 15, true],
    ["EqualToThreshold", "Value", 9, true],
  ])("compares by %s of the %s with %d", (comparisonOperator, statistics, threshold, fires) => {
    const escalations = { info: { comparisonOperator, statistics, threshold, times: 1 } };
    expect(play("1 5 9", { escalations, period: 180 })).toEqual(fires ? ["3: ALERT info"] : []);
  });

  test("is silent outside its interval and speaks when that begins", () => {
    // 00:00 UTC is 08:00 in China.
    const inside = { effectiveInterval: "08:10-20:00 +0800" };
    expect(play("96x30", inside)).toEqual(["10: ALERT critical"]);
    expect(play("96x5 10x30", inside)).toEqual([]);
    expect(play("96x30", { noEffectiveInterval: "08:00-08:20 +0800" })).toEqual(["21: ALERT critical"]);
  });

  test("does not say so when it recovers outside its interval", () => {
    expect(play("96x9 10x9", { effectiveInterval: "08:00-08:05 +0800" })).toEqual(["3: ALERT critical"]);
  });
});

test.each([
  // Each check looks at the last four minutes: only those that end with the 5th, 6th and 7th come to 50.
  [60, ["5: ALERT critical", "8: OK null"]],
  [120, ["6: ALERT critical", "8: OK null"]],
  [240, []],
])("a rule that is checked every %i s", (interval, said) => {
  const monitor = new CloudMonitor({ account: "1", region: "cn-hangzhou" });
  const escalations = { critical: atLeast(50, 1) };
  monitor.rules.set("r", rule({ ruleId: "r", period: 240, interval, escalations }));
  expect(monitor.step()).toBe(60_000);
  monitor.feed([series("10 10 10 90 90 10 10 10")]);
  const notices: string[] = [];
  for (let minute = 1; minute <= 8; minute++) {
    const at = START + minute * MINUTE;
    notices.push(...monitor.check(at).map(({ notice }) => `${minute}: ${notice.state} ${notice.level}`));
  }
  expect(notices).toEqual(said);
});

describe("an interval", () => {
  const at = (time: string) => Date.parse(`2026-11-20T${time}Z`);
  test.each<[string, string, boolean]>([
    ["09:00-17:00 +0000", "09:00", true],
    ["09:00-17:00 +0000", "17:00", true],
    ["09:00-17:00 +0000", "17:01", false],
    ["22:00-06:00 +0000", "23:30", true],
    ["22:00-06:00 +0000", "05:59", true],
    ["22:00-06:00 +0000", "12:00", false],
    ["08:00-09:00", "00:30", true],
    ["00:00-23:59 +0000 dayofweek 5", "12:00", true],
    ["00:00-23:59 +0000 dayofweek 6,7", "12:00", false],
    ["00:00-23:59 -0330", "12:00", true],
  ])("%s at %s: %s", (interval, time, expected) => {
    expect(inInterval(interval, at(time))).toBe(expected);
  });
});

describe("a callback", () => {
  test("is read by the receiver as what was meant", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("ALERT", "OK", "INSUFFICIENT_DATA"),
        fc.constantFrom("critical", "warn", "info"),
        fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{1,10}$/), fc.stringMatching(/^[\w:/.-]{1,20}$/), {
          minKeys: 1,
          maxKeys: 4,
        }),
        fc.integer({ min: 0, max: 40 * 24 * 60 }),
        (state, level, resource, minutes) => {
          const at = START + minutes * MINUTE;
          const firing = state === "ALERT" ? (level as "critical") : null;
          const previous = state === "OK" ? (level as "critical") : null;
          const notice = { state, level: firing, previous, value: 97.123, since: START, stretch: 1 } as const;
          const watched = rule({
            escalations: { critical: atLeast(1, 1), warn: atLeast(1, 1), info: atLeast(1, 1) },
          });
          const context = { account: "1100000000000000", region: "cn-hangzhou", unit: "%" };
          const fields = callbackFields(watched, series("1", { resource }), notice, at, context);
          expect(Object.keys(fields)).toHaveLength(23);
          const { alerts } = readBody(new URLSearchParams(fields).toString(), contextOf(""));
          expect(alerts).toMatchObject([
            {
              state: { ALERT: "firing", OK: "resolved", INSUFFICIENT_DATA: "no-data" }[state],
              level: state === "INSUFFICIENT_DATA" ? "no-data" : level,
              time: at,
              rule: { key: "cpu", id: "cpu--0123456789", name: "cpu" },
              dimensions: { ...resource, userId: "1100000000000000" },
              value: "97.12",
              unit: "%",
              namespace: "acs_ecs_dashboard",
              metric: "CPUUtilization",
            },
          ]);
        },
      ),
    );
  });

  test("has one episode id from the first firing to the recovery, and another after it", () => {
    const monitor = new CloudMonitor({ account: "1", region: "cn-hangzhou" });
    monitor.rules.set("cpu", rule());
    monitor.feed([series("96x3 97x3 10x3 96x5")]);
    const ids: string[] = [];
    for (let at = START; at <= START + 30 * MINUTE; at += MINUTE)
      ids.push(...monitor.check(at).map(({ fields }) => fields.transId ?? ""));
    expect(ids).toHaveLength(3);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("goes to the rule's URL and to the webhooks of its contacts, once each", () => {
    const monitor = new CloudMonitor({ account: "1", region: "cn-hangzhou" });
    monitor.contacts.set("robot", { name: "robot", dingTalkWebhook: "https://robot.example.com/" });
    monitor.contacts.set("mail", { name: "mail", dingTalkWebhook: undefined });
    monitor.groups.set("on-call", { name: "on-call", contacts: ["robot", "mail"] });
    monitor.groups.set("second", { name: "second", contacts: ["robot"] });
    monitor.rules.set("cpu", rule({ contactGroups: ["on-call", "second", "no-such-group"] }));
    monitor.feed([series("96x3")]);
    const callbacks = monitor
      .check(START + MINUTE)
      .concat(monitor.check(START + 2 * MINUTE), monitor.check(START + 3 * MINUTE));
    expect(callbacks.map(({ by, url }) => `${by} ${new URL(url).host}`)).toEqual([
      "rule alerts.example.com",
      "contact robot.example.com",
    ]);
  });

  test("comes only of rules that are enabled and cover the resource", () => {
    const monitor = new CloudMonitor({ account: "1", region: "cn-hangzhou" });
    monitor.rules.set("off", rule({ ruleId: "off", enabled: false }));
    monitor.rules.set("other", rule({ ruleId: "other", resources: [{ instanceId: "i-2" }] }));
    monitor.rules.set("metric", rule({ ruleId: "metric", metricName: "cpu_total" }));
    monitor.rules.set("mine", rule({ ruleId: "mine", resources: [{ instanceId: "i-1" }] }));
    monitor.feed([series("96x3")]);
    const rules = [1, 2, 3]
      .flatMap((minute) => monitor.check(START + minute * MINUTE))
      .map((each) => each.rule.ruleId);
    expect(rules).toEqual(["mine"]);
  });
});

describe("promtool's notation", () => {
  test.each<[string, (number | null)[]]>([
    ["1 2 3", [1, 2, 3]],
    ["70x2 95x1", [70, 70, 70, 95, 95]],
    ["10+5x3", [10, 15, 20, 25]],
    ["20-5x2", [20, 15, 10]],
    ["-2.5x1", [-2.5, -2.5]],
    ["1 _ 2 _x3", [1, null, 2, null, null, null]],
    ["5x0", [5]],
  ])("%s", (text, values) => {
    expect(parseValues(text)).toEqual(values);
  });

  test.each(["", "x5", "95%", "1..2", "10+5", "1e9", "nan", "5x9999999"])("refuses %s", (text) => {
    expect(() => parseValues(text)).toThrow();
  });
});

describe("a scenario", () => {
  const parse = (text: string) => parseScenario(text, START);

  test("names metrics of the catalogue or by namespace", () => {
    const { series: read, expect: expected } = parse(`
start: 2026-11-20T22:00:00Z
interval: 5 minutes
series:
  - { metric: rds.ConnectionUsage, resource: { instanceId: rm-1 }, name: orders, values: 40x2 }
  - { metric: acs_new/Thing, values: 7 }
expect:
  - { rule: a, resource: { instanceId: rm-1 }, level: warn }
`);
    expect(read).toEqual([
      expect.objectContaining({
        namespace: "acs_rds_dashboard",
        metricName: "ConnectionUsage",
        interval: 300_000,
        values: [40, 40, 40],
      }),
      expect.objectContaining({ namespace: "acs_new", metricName: "Thing", resource: {}, values: [7] }),
    ]);
    expect(read[0]?.start).toBe(Date.parse("2026-11-20T22:00:00Z"));
    expect(expected).toEqual([{ rule: "a", resource: { instanceId: "rm-1" }, level: "warn" }]);
  });

  test("ends now unless it says when it starts", () => {
    const { series: read } = parse("series: [{ metric: ecs.CPUUtilization, values: 1x59 }]");
    expect(read[0]?.start).toBe(START - 60 * MINUTE);
  });

  test.each([
    ["", "series: must list at least one series"],
    ["serie: []", "serie: not known; a scenario has start, interval, series, expect"],
    [
      "series: [{ metric: ecs.CpuUtilization, values: 1 }]",
      'series 1, metric: "ecs.CpuUtilization" is not in the catalogue; did you mean "ecs.CPUUtilization"?',
    ],
    ["series: [{ metric: ecs.CPUUtilization }]", "series 1: values are missing"],
    [
      "series: [{ metric: ecs.CPUUtilization, values: 9x }]",
      'series 1, values: "9x" is not a value: write 95, 70x5, 10+5x3 or _',
    ],
    [
      "interval: often\nseries: [{ metric: ecs.CPUUtilization, values: 1 }]",
      'interval: "often" is not a duration such as "1 minute"',
    ],
    [
      "start: soon\nseries: [{ metric: ecs.CPUUtilization, values: 1 }]",
      'start: "soon" is not a time such as 2026-11-20T22:00:00Z',
    ],
    [
      "series: [{ metric: ecs.CPUUtilization, values: 1 }]\nexpect: [{ level: warn }]",
      "expect 1: rule is missing",
    ],
  ])("that can't be read says why: %#", (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});
