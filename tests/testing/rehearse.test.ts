import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceMetricAlarmRule } from "@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js";
import { beforeAll, describe, expect, test } from "vitest";
import { Comparison, MetricRule, metrics, NoDataPolicy } from "../../components/index.ts";
import { backtest, csv, type Given, type Rehearsal, rehearse, series } from "../../testing/index.ts";
import "../../testing/vitest.ts";

const declare = (given: Given) => {
  new MetricRule("cpu", {
    metric: metrics.ecs.CPUUtilization,
    critical: { comparison: Comparison.AtLeast, threshold: 95, times: 3 },
    warn: { comparison: Comparison.AtLeast, threshold: 85, times: 5 },
    noDataPolicy: NoDataPolicy.Alert,
    ...given,
  });
  new MetricRule("disk", {
    metric: metrics.ecs.diskusage_utilization,
    critical: { comparison: Comparison.AtLeast, threshold: 95, times: 1 },
    ...given,
  });
};

const web = { instanceId: "i-1" };

test("a rule that can't be evaluated is named with the reason, and is not quiet", async () => {
  const night = await rehearse({
    declare: ({ contactGroups }) =>
      new ServiceMetricAlarmRule("down", {
        metricAlarmRuleId: "down--0123456789",
        ruleName: "down",
        namespace: "acs_prometheus",
        metricName: "up",
        contactGroups: contactGroups.join(","),
        resources: "[]",
        prometheus: { promQl: "up == 0", level: "CRITICAL", times: 1 },
      }),
    data: [series("ecs.CPUUtilization", web, "20x3")],
  });
  expect(night.notEvaluated).toEqual({ down: "it is a Prometheus rule" });
  expect(() => expect(night).toStayQuiet("down")).toThrow("down is not evaluated: it is a Prometheus rule");
  expect(night).toStayQuiet("another");
});

describe("a rehearsal", () => {
  let night: Rehearsal;

  beforeAll(async () => {
    night = await rehearse({
      declare,
      data: [series("ecs.CPUUtilization", web, "20x29 97x9 20x29 88x9 20x9", "web-1")],
    });
  });

  test("says who was paged, when and how badly", () => {
    expect(night).toPage("cpu", {
      level: "critical",
      resource: "web-1",
      destination: "pager",
      at: "33 minutes",
      times: 1,
    });
    expect(night).toPage("cpu", { level: "warn", at: "75 minutes" });
    expect(night).toPage("cpu", { times: 2 });
    expect(night).toPage();
  });

  test("says when it was over", () => {
    expect(night).toResolve("cpu", { level: "critical", at: "41 minutes" });
    expect(night).toResolve("cpu", { times: 2, after: "41 minutes", before: "90 minutes" });
  });

  test("says who was left asleep", () => {
    expect(night).toStayQuiet("disk");
    expect(night).toStayQuiet("cpu", { before: "30 minutes" });
    expect(night).toStayQuiet("cpu", { resource: "web-2" });
    expect(night).not.toStayQuiet("cpu");
    expect(night).not.toPage("disk");
  });

  test("shows the timeline where an expectation fails", () => {
    expect(() => expect(night).toPage("disk", { level: "critical" })).toThrow(
      [
        "expected disk to page, level critical; it did not. What happened:",
        "",
        "00h33m  cpu on web-1: ALERT critical 97% → opened",
        "00h33m      opened at pager: delivered",
        "00h41m  cpu on web-1: OK critical 20% → resolved",
        "00h41m      resolved at pager: delivered",
        "01h15m  cpu on web-1: ALERT warn 88% → opened",
        "01h15m      opened at pager: delivered",
        "01h21m  cpu on web-1: OK warn 20% → resolved",
        "01h21m      resolved at pager: delivered",
      ].join("\n"),
    );
    expect(() => expect(night).toStayQuiet("cpu")).toThrow(
      "expected cpu to page, times 0; it did so 2 times.",
    );
    expect(() => expect(night).toPage("cpu", { at: "soon" })).toThrow('"soon" is not a duration');
  });

  test("says the same every time", async () => {
    const again = await rehearse({
      declare,
      data: [series("ecs.CPUUtilization", web, "20x29 97x9 20x29 88x9 20x9", "web-1")],
    });
    expect(again.timeline()).toBe(night.timeline());
  });
});

describe("data", () => {
  test("missing for long enough pages where the rule says so", async () => {
    const quiet = await rehearse({ declare, data: [series("ecs.CPUUtilization", web, "20x9 _x12 20x9")] });
    expect(quiet).toPage("cpu", { level: "no-data", times: 1 });
    expect(quiet).toResolve("cpu");
  });

  test("may come from CloudMonitor's export, with several resources and statistics", async () => {
    const rows = ["timestamp,userId,instanceId,Average,Maximum"];
    for (let minute = 0; minute < 20; minute++) {
      const at = Date.parse("2026-03-01T00:00:00Z") + minute * 60_000;
      rows.push(`${at},1,i-1,${minute >= 10 && minute < 15 ? 97 : 20},99`);
      if (minute !== 5) rows.push(`${at},1,i-2,30,99`);
    }
    const file = join(mkdtempSync(join(tmpdir(), "relay-csv-")), "cpu.csv");
    writeFileSync(file, rows.join("\n"));
    const data = csv(file, "ecs.CPUUtilization");
    expect(data).toMatchObject([
      { resource: { instanceId: "i-1" }, interval: 60_000, start: Date.parse("2026-03-01T00:00:00Z") },
      { resource: { instanceId: "i-2" } },
    ]);
    expect(data[1]?.values[5]).toBeNull();
    const march = await rehearse({ declare, data: [data] });
    // By the average, though the maximum is above the threshold all the time.
    expect(march).toPage("cpu", { resource: "i-1", at: "13 minutes", times: 1 });
    expect(march).toStayQuiet("cpu", { resource: "i-2" });
  });

  test.each([
    [
      "a,b\n1,2",
      "needs a column timestamp and at least one of Average, Minimum, Maximum, Sum, Value, ErrorCodeMaximum; it has a, b",
    ],
    [
      "",
      "needs a column timestamp and at least one of Average, Minimum, Maximum, Sum, Value, ErrorCodeMaximum; it has no rows",
    ],
    ["timestamp,Average\nyesterday,2", 'line 2: "yesterday" is not a time'],
  ])("that is no export says why: %#", (text, message) => {
    const file = join(mkdtempSync(join(tmpdir(), "relay-csv-")), "bad.csv");
    writeFileSync(file, text);
    expect(() => csv(file, "ecs.CPUUtilization")).toThrow(message);
  });

  test.each([
    [{ data: [] }, "nothing to rehearse: give data or a scenario"],
    [
      { data: [series("ecs.CPUUtilization", web, "1")], interval: "often" },
      'interval: "often" is not a duration',
    ],
    [{ data: [series("ecs.CPUUtilization", web, "1")], start: "soon" }, 'start: "soon" is not a time'],
  ])("or options that are not usable are refused: %#", async (options, message) => {
    await expect(rehearse({ declare, ...options })).rejects.toThrow(message);
  });
});

describe("a whole program", () => {
  test("is rehearsed with its own destinations", async () => {
    const night = await rehearse({ program: ".", scenario: "examples/scenarios/night.yaml" });
    expect(night).toPage("ecs-cpu", { destination: "itoc360", level: "critical", times: 2 });
    expect(night).toPage("ecs-disk", { destination: "ilert" });
    expect(night).toResolve("slb-unhealthy-servers", { destination: "flashduty", resource: "api" });
    expect(night).toStayQuiet("slb-unhealthy-servers", { resource: "front" });
  });
});

describe("a back-test", () => {
  test("says how often each rule would have paged", async () => {
    const day = Array.from({ length: 12 }, () => "20x109 97x5 20x3").join(" ");
    const record = backtest(await rehearse({ declare, data: [series("ecs.CPUUtilization", web, day)] }));
    expect(record).toEqual([
      {
        rule: "cpu",
        pages: 12,
        byLevel: { critical: 12 },
        resources: 1,
        longestMinutes: 4,
        medianMinutes: 4,
        brief: 12,
        open: 0,
      },
    ]);
  });
});
