import { describe, expect, test } from "vitest";
import { events } from "../../../components/events/catalogue.ts";
import type { SystemEvent } from "../../../components/events/event.ts";
import { ENTRIES } from "../../../components/metrics/find.ts";
import type { Alert } from "../../../receiver/alert.ts";
import { conditionText, limitText, worseWhen } from "../../../receiver/message/condition.ts";
import { eventName } from "../../../receiver/message/event-names.ts";
import { eventLines } from "../../../receiver/message/event-words.ts";
import { metricName } from "../../../receiver/message/metric-names.ts";
import { quantity } from "../../../receiver/message/quantity.ts";
import { spanInLanguage, spanText } from "../../../receiver/message/span.ts";
import { titleOf } from "../../../receiver/message/title.ts";
import { one, payload } from "../sources/read.ts";

const unnamed: Alert = {
  kind: "event",
  state: "firing",
  rule: { key: "k", name: "a rule" },
  dimensions: {},
  fields: {},
};

describe("an event", () => {
  const all = Object.values(events).flatMap((product) => Object.values<SystemEvent>(product));

  test("of the catalogue has a name in English and Chinese", () => {
    const names = all.map(({ name, status = "" }) => ({ name, called: eventName(name, status) }));
    expect(names.filter(({ called }) => !called)).toEqual([]);
    for (const { called } of names) expect(called?.name[1]).toMatch(/[\u4e00-\u9fff]/);
  });

  test.each([
    ["Disk:Stalled:Executing", "Executing", "Disk hardly responds (ongoing)", "磁盘性能严重受损（进行中）"],
    ["Disk:Stalled", "Executed", "Disk hardly responds (over)", "磁盘性能严重受损（已结束）"],
    ["Instance_Failure_Start", "Executing", "Failure of the instance (ongoing)", "实例故障（进行中）"],
    ["Instance_Failure_End", "", "Failure of the instance (over)", "实例故障（已结束）"],
    ["Instance:SystemFailure.Stop:Executed", "Executed", "Stopped by a system error", "因系统错误实例已停止"],
    [
      "Instance:SystemFailure.Stop",
      "Executing",
      "Stop after a system error (ongoing)",
      "因系统错误实例停止（进行中）",
    ],
    ["AUTOSCALING:SCALE_IN_ERROR", "unnormal", "Scaling in failed", "弹性收缩失败"],
    ["Instance:StateChange", "Normal", "Instance changed state", "实例状态变更"],
  ])("%s with the status %s is %s, and %s in Chinese", (name, status, en, zh) => {
    const alert = { ...unnamed, text: status ? `${name} (${status})` : name };
    expect([eventLines(alert, "en"), eventLines(alert, "zh")]).toEqual([
      [en, `Event: ${name}`],
      [zh, `事件：${name}`],
    ]);
  });

  test("keeps its id where nobody knows a name, and says it once where the rule has it", () => {
    expect(eventLines({ ...unnamed, text: "Brand:New (Executing)\nstatus: Executed" }, "zh")).toEqual([
      "Brand:New（进行中）",
      "状态：已结束",
    ]);
    const merged = "Brand:New\n(3 alerts merged into one)";
    expect(eventLines({ ...unnamed, text: merged }, "zh")).toEqual(["Brand:New", "（合并了 3 条告警）"]);
    expect(eventLines({ ...unnamed, text: "constructor (Odd)" }, "en")).toEqual(["constructor (Odd)"]);
    const rule = { key: "k", name: "Disk:Stalled" };
    expect(eventLines({ ...unnamed, rule, text: "Disk:Stalled (Executing)" }, "en")).toEqual([
      "Disk hardly responds (ongoing)",
    ]);
  });
});

describe("a metric", () => {
  test("of the catalogue has a name in English and Chinese, and each its own within its product", () => {
    const names = ENTRIES.map(({ metric }) => ({
      ...metric,
      name: metricName(metric.namespace, metric.metricName),
    }));
    expect(names.filter(({ name }) => !name).map(({ metricName: id }) => id)).toEqual([]);
    for (const { namespace } of names)
      for (const language of [0, 1]) {
        const own = names.filter((each) => each.namespace === namespace).map(({ name }) => name?.[language]);
        expect(own.filter((name, index) => own.indexOf(name) !== index)).toEqual([]);
      }
  });

  test("is found by the namespace that rules write, and without one", () => {
    expect(metricName("acs_redis_dashboard", "StandardCpuUsage")?.[0]).toBe("CPU usage");
    expect(metricName(undefined, "MySQL_QPS")?.[1]).toBe("每秒查询数");
    expect(metricName("acs_ecs_dashboard", "constructor")).toBeUndefined();
    expect(metricName("constructor", "name")).toBeUndefined();
  });
});

test.each<[string, string | undefined, string, string]>([
  ["97.4", "%", "97.4 %", "97.4%"],
  ["97.41000000000001", "%", "97.41 %", "97.41%"],
  ["0.00012345", undefined, "0.000123", "0.000123"],
  ["3", "count", "3", "3"],
  ["120", "count/s", "120/s", "120/秒"],
  ["120", "packet/s", "120 packets/s", "120 包/秒"],
  ["104857600", "byte", "100 MiB", "100 MiB"],
  ["1023", "Byte", "1023 B", "1023 B"],
  ["12345678", "bit/s", "12.35 Mbit/s", "12.35 Mbit/s"],
  ["-2048", "KByte", "-2 MiB", "-2 MiB"],
  ["250", "ms", "250 ms", "250 ms"],
  ["81", "°C", "81 °C", "81 °C"],
  ["1", "rows", "1 row", "1 行"],
  ["42", "rows", "42 rows", "42 行"],
  ["3", "次", "3 次", "3 次"],
  ["n/a", "byte", "n/a byte", "n/a byte"],
  ["3", "", "3", "3"],
])("%s in %s is %s, and %s in Chinese", (value, unit, en, zh) => {
  expect([quantity(value, unit, "en"), quantity(value, unit, "zh")]).toEqual([en, zh]);
});

test.each([
  ["$Average>=95", "Average ≥ 95 %", "平均值 ≥ 95%"],
  ["$Average > 75", "Average > 75 %", "平均值 > 75%"],
  ["$Value<1", "< 1 %", "< 1%"],
  ["Average>=1", "Average ≥ 1 %", "平均值 ≥ 1%"],
  ["$p99!=3", "p99 ≠ 3 %", "p99 ≠ 3%"],
  ["$Average>=95 && $Maximum!=9", "Average ≥ 95 && Maximum ≠ 9", "平均值 ≥ 95 && 最大值 ≠ 9"],
  ["> 5", "> 5 %", "> 5%"],
])("the condition %s is %s, and %s in Chinese", (text, en, zh) => {
  expect([conditionText(text, "%", "en"), conditionText(text, "%", "zh")]).toEqual([en, zh]);
});

test("only of a single comparison it is known what stands beside a value, and what is worse", () => {
  expect(limitText("$Average>=95", "%", "en")).toBe("≥ 95 %");
  expect(limitText("$Average>=95 && $Maximum>9", "%", "en")).toBeUndefined();
  expect(["$A>1", "$A>=1", "$A<1", "$A<=1", "$A==1", "a && b", undefined].map(worseWhen)).toEqual([
    1, 1, -1, -1, 0, 0, 0,
  ]);
});

test("a stretch of time is told in its two largest units", () => {
  expect([0, 40_000, 420_000, 3_900_000, 2_402_220_000].map((each) => spanText(each, "en"))).toEqual([
    "0 s",
    "40 s",
    "7 min",
    "1 h 5 min",
    "27 d 19 h",
  ]);
  expect(spanText(3_900_000, "zh")).toBe("1 小时 5 分钟");
  expect(spanText(86_460_000, "en")).toBe("1 d");
});

test.each([
  ["4 minutes", "4 min", "4 分钟"],
  ["27天19小时47分钟", "27 d 19 h", "27 天 19 小时"],
  ["1 hour and 5 minutes", "1 h 5 min", "1 小时 5 分钟"],
  ["0分钟", "", ""],
  ["a while", "a while", "a while"],
])("a callback's %s is %s, and %s in Chinese", (text, en, zh) => {
  expect([spanInLanguage(text, "en"), spanInLanguage(text, "zh")]).toEqual([en, zh]);
});

describe("a title", () => {
  const rule = { key: "k", name: "ecs-cpu" };
  const title = (changes: Partial<Alert>, language: "en" | "zh" = "en") =>
    titleOf({ kind: "metric", state: "firing", rule, dimensions: {}, fields: {}, ...changes }, language);

  test.each<[string, Partial<Alert>, string]>([
    ["nothing but the rule", {}, "ecs-cpu"],
    ["a value without a metric", { value: "4", condition: "> 3" }, "ecs-cpu: 4 (> 3)"],
    ["no data", { state: "no-data", metric: "x" }, "x: no data · ecs-cpu"],
    ["no data of what is unknown", { state: "no-data" }, "ecs-cpu: no data"],
    ["what was written", { text: "ecs-cpu\n it is down \n" }, "it is down · ecs-cpu"],
    ["a message that is its own rule", { kind: "contact", text: "ecs-cpu" }, "ecs-cpu"],
    ["the relay's notice", { kind: "unrecognised", dimensions: { reason: "no JSON" } }, "ecs-cpu · no JSON"],
    ["a test", { kind: "test", text: "Somebody tests" }, "ecs-cpu"],
    [
      "a disk of a server",
      { resourceName: "web-1", dimensions: { userId: "1", instanceId: "i-1", device: "/data" }, metric: "x" },
      "web-1 /data · x · ecs-cpu",
    ],
    [
      "a series of Prometheus",
      { kind: "prometheus", dimensions: { cluster_id: "c0ffee", namespace: "prod", pod: "api-0" } },
      "prod api-0 · ecs-cpu",
    ],
    ["one with other labels", { kind: "prometheus", dimensions: { zone: "z" } }, "z · ecs-cpu"],
  ])("says %s", (_, changes, expected) => {
    expect(title(changes)).toBe(expected);
  });

  test("says where, what and how bad before the rule, whatever the resource is called", () => {
    const told = title({ resourceName: "x".repeat(300), metric: "m", value: "1" });
    expect(told).toBe(`${"x".repeat(59)}… · m 1 · ecs-cpu`);
  });

  test.each([
    ["metric-recovery-site-monitor.form", "test · Status code 0 (≥ 201) · test-独立报警状态码"],
    ["eventbridge-ecs-executing.json", "i-stall · Disk hardly responds (ongoing) · Disk:Stalled"],
    ["log-service-firing.json", "shop-logs checkout · 42 responses with 5xx in 5 minutes · nginx 5xx"],
  ])("of %s is %s", (name, expected) => {
    expect(titleOf(one(payload(name)), "en")).toBe(expected);
  });
});
