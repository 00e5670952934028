import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Alert, identityOf } from "../../../receiver/alert.ts";
import { readBody } from "../../../receiver/sources/index.ts";
import { contextOf } from "../../../receiver/sources/parameters.ts";
import contact from "../../payloads/contact-webhook-tcp-connections.json?raw";
import json2017 from "../../payloads/metric-firing-2017.json?raw";
import json2017First from "../../payloads/metric-firing-2017-first-print.json?raw";
import form23 from "../../payloads/metric-firing-ecs-memory.form?raw";
import printed23 from "../../payloads/metric-firing-ecs-memory.printed.form?raw";
import form2020 from "../../payloads/metric-firing-ecs-memory-2020.form?raw";
import printed2020 from "../../payloads/metric-firing-ecs-memory-2020.printed.form?raw";
import recovery15 from "../../payloads/metric-recovery-site-monitor.form?raw";

function one(text: string, rule?: string) {
  const { alerts, problems } = readBody(text, contextOf(rule ? `rule=${rule}` : ""));
  expect(problems).toEqual([]);
  expect(alerts).toHaveLength(1);
  return alerts[0] as Alert;
}

describe("a metric callback", () => {
  test("in the 23-field form", () => {
    expect(one(form23)).toMatchObject({
      state: "firing",
      level: "warn",
      time: 1508136760000,
      episode: "53767d2a-ae72-11ed-b2ca-00163e2c****",
      rule: {
        id: "applyTemplateee147e59-664f-4033-a1be-e9595746****",
        name: "Basic monitoring-ECS-Memory usage",
      },
      dimensions: { userId: "110803419679****", instanceId: "i-8psdh7l6lphbn10l****" },
      namespace: "acs_ecs_dashboard",
      metric: "cpu_total",
      value: "97.39",
      unit: "%",
      condition: "$Average>=95",
      region: "cn-hangzhou",
      duration: "2 minutes",
    });
  });

  test("as printed, with raw spaces and a bare percent sign, is the same alert", () => {
    expect(one(printed23)).toEqual(one(form23));
  });

  test("in the 15-field form of 2020, whose dimensions have a stray bracket", () => {
    const alert = one(form2020);
    expect(alert).toMatchObject({ metric: "Host.mem.usedutilization", level: "warn", unit: undefined });
    expect(alert.rule.name).toBe("基础监控-ECS-内存使用率");
    expect(alert.dimensions).toEqual({ userId: "12****", instanceId: "i-12****" });
    expect(identityOf(one(printed2020))).toBe(identityOf(alert));
  });

  test("of a recovery: level from preTriggerLevel, milliseconds, values that hold separators", () => {
    expect(one(recovery15)).toMatchObject({
      state: "resolved",
      level: "info",
      time: 1560334740000,
      dimensions: { taskId: "b47607e8-9826-4ba0-8f04-d27c8ca0670b", userId: "1627000000007430" },
      resourceName: "taskName=test，address=http://a.example.com:9000",
    });
  });

  test("in JSON of 2017, in both prints", () => {
    expect(one(json2017)).toMatchObject({
      state: "firing",
      level: "info",
      value: "95",
      condition: "$Average>90",
      namespace: "acs_ecs_dashboard",
      dimensions: { userId: "12345", instanceId: "i-12345" },
    });
    expect(one(json2017First)).toMatchObject({ value: "95" });
    expect(identityOf(one(json2017))).toBe(identityOf(one(json2017First)));
  });

  test("of a contact's webhook: flat JSON, the text null is missing", () => {
    const alert = one(contact);
    expect(alert).toMatchObject({
      state: "firing",
      level: "warn",
      time: 1625455812126,
      metric: "net_tcpconnection",
      namespace: "acs_ecs_dashboard",
      dimensions: { instanceId: "i-bp1d7111111115htda", state: "TCP_TOTAL", userId: "11596111111355" },
      duration: "27天19小时47分钟",
    });
    expect(alert.fields).not.toHaveProperty("productGroupName");
  });

  test("keeps fields that nobody knows", () => {
    expect(one("alertState=ALERT&alertName=a&customLabels=x&somethingNew=1").fields).toMatchObject({
      customLabels: "x",
      somethingNew: "1",
    });
  });

  test("whose time can't be read has none, and says which word that was", () => {
    const alert = one("alertState=ALERT&alertName=a&triggerLevel=WARN&timestamp=yesterday");
    expect(alert).toMatchObject({ time: undefined, unclear: { level: undefined, time: "yesterday" } });
  });

  test.each([
    ["triggerLevel=BROKEN", undefined, "BROKEN"],
    ["triggerlevel=WARN", undefined, ""],
    ["triggerLevel=WARN", "warn", undefined],
    ["triggerLevel=OK", undefined, "OK"],
  ])("with %s says what of its level could not be understood", (field, level, word) => {
    expect(one(`alertState=ALERT&alertName=a&${field}`)).toMatchObject({ level, unclear: { level: word } });
  });

  test.each(["NODATA", "no-data", "No Data", "NO_DATA", "insufficient data", "无数据"])(
    "of the level %s says that there is no data",
    (word) => {
      const alert = one(`alertState=ALERT&alertName=a&triggerLevel=${encodeURIComponent(word)}`);
      expect(alert).toMatchObject({ state: "no-data", level: "no-data", unclear: {} });
    },
  );

  test("has the labels of its rule, and the URL's above them", () => {
    const body = `alertState=ALERT&alertName=a&customLabels=${encodeURIComponent("{team=shop, note=a=b}")}`;
    expect(one(body).labels).toEqual({ team: "shop", note: "a=b" });
    const [alert] = readBody(body, contextOf("label.team=store")).alerts;
    expect(alert?.labels).toEqual({ team: "store", note: "a=b" });
  });

  test.each([
    ["ALERT", "firing"],
    ["ALARM", "firing"],
    ["alert", "firing"],
    ["OK", "resolved"],
    ["INSUFFICIENT_DATA", "no-data"],
  ])("with alertState %s is %s", (word, state) => {
    expect(one(`alertState=${word}&alertName=a`).state).toBe(state);
  });

  test.each([
    ["alertState=&ruleId=r&metricName=m", "alertState is missing; expected OK, ALERT or INSUFFICIENT_DATA"],
    ["alertState=BROKEN&alertName=a", 'alertState is "BROKEN"; expected OK, ALERT or INSUFFICIENT_DATA'],
    [
      "alertState=constructor&alertName=a",
      'alertState is "constructor"; expected OK, ALERT or INSUFFICIENT_DATA',
    ],
    ["alertState=OK", "neither alertName nor ruleId: nothing says which rule this is"],
    [
      "alertState=OK&alertName=a&dimensions=nonsense",
      'dimensions is "nonsense"; expected {key=value, key=value}',
    ],
    ["{oops", "begins like JSON but is no JSON that can be read"],
    [Array.from({ length: 201 }, (_, index) => `f${index}=1`).join("&"), "more than 200 fields"],
    [
      JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, 1]))),
      "more than 200 fields",
    ],
  ])("that can't be read says why: %#", (body, error) => {
    const { alerts, problems } = readBody(body, contextOf(""));
    expect(alerts).toEqual([]);
    expect(problems).toEqual([{ error }]);
  });

  test("does not fall for names that objects inherit", () => {
    const alert = one("alertState=ALERT&alertName=a&__proto__=x&constructor=y&triggerLevel=toString");
    expect(alert.level).toBeUndefined();
    expect(Object.keys(alert.fields)).toContain("__proto__");
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe("what is a metric callback", () => {
  test.each([
    ["alertState=OK&alertName=a", "metric"],
    ["alertState=OK&ruleId=r", "metric"],
    // The flat shape of a Prometheus webhook names the rule and the metric too.
    ["ruleId=r&metricName=m&alertName=a&state=ALERT", "prometheus"],
  ])("%s is of the kind %s", (body, kind) => {
    expect(one(body).kind).toBe(kind);
  });

  test.each([
    ["ruleId=r&metricName=m", "alertState is missing; expected OK, ALERT or INSUFFICIENT_DATA"],
    ["ruleId=r", "not a callback of CloudMonitor that is known: fields ruleId"],
    ["metricName=m", "not a callback of CloudMonitor that is known: fields metricName"],
  ])("%s is none: %s", (body, error) => {
    expect(readBody(body, contextOf("")).problems).toMatchObject([{ error }]);
  });

  test("has no dimension that it doesn't say, not even the account", () => {
    expect(one("alertState=OK&alertName=a").dimensions).toEqual({});
    expect(one("alertState=OK&alertName=a&dimensions={userId=1, a=b}&userId=2").dimensions).toEqual({
      userId: "2",
      a: "b",
    });
  });

  test.each([
    ['[{"expression":"$Average>90","level":2,"times":2}]', "$Average>90", "critical"],
    ['[{"expression":"$Average>90","level":3},{"expression":"$Average>80"}]', "$Average>90", "warn"],
    ['[{"expression":"$Average>90","level":9}]', "$Average>90", undefined],
    ['[{"level":3}]', '[{"level":3}]', "warn"],
    ["[]", "[]", undefined],
    ["[oops", "[oops", undefined],
    ['{"expression":"$Average>90"}', '{"expression":"$Average>90"}', undefined],
    ["$Average[1]>90", "$Average[1]>90", undefined],
  ])("the condition %s is %s", (expression, condition, level) => {
    const body = new URLSearchParams({ alertState: "ALERT", alertName: "a", expression }).toString();
    expect(one(body)).toMatchObject({ condition, level });
  });

  test("a level of its own outranks that of the condition", () => {
    const expression = '[{"expression":"$Average>90","level":4}]';
    const body = new URLSearchParams({
      alertState: "ALERT",
      alertName: "a",
      expression,
      triggerLevel: "WARN",
    });
    expect(one(body.toString()).level).toBe("warn");
  });
});

describe("the rule's stable key", () => {
  test.each([
    ["ecs-cpu", "anything--0123456789", "ecs-cpu"],
    [undefined, "ecs-cpu--0123456789", "ecs-cpu"],
    [undefined, "ecs--cpu--0123456789", "ecs--cpu"],
    [undefined, "made-by-hand", "made-by-hand"],
    [undefined, "", "name/cpu"],
  ])("rule=%s and ruleId %s give %s", (rule, ruleId, key) => {
    expect(one(`alertState=OK&alertName=name&metricName=cpu&ruleId=${ruleId}`, rule).rule.key).toBe(key);
  });
});

describe("printing then reading gives the same alert", () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,12}$/);
  // Java prints maps without quoting, so a value with ", key=" in it can't be told from two pairs.
  const value = fc
    .string({ unit: "grapheme", maxLength: 20 })
    .filter((text) => !text.includes(",") && text.trim() === text);
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
    .filter((each) => each.trim() === each && each !== "null");
  const alert = fc.record({
    dimensions: fc.dictionary(name, value, { minKeys: 1, maxKeys: 5 }),
    name: text,
    metric: name,
    ruleId: name,
    level: fc.constantFrom("CRITICAL", "WARN", "INFO"),
    state: fc.constantFrom("ALERT", "OK", "INSUFFICIENT_DATA"),
    time: fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 }),
    extra: fc.dictionary(fc.stringMatching(/^x[a-z]{1,8}$/), text, { maxKeys: 5 }),
  });

  test("as a form and as JSON", () => {
    fc.assert(
      fc.property(alert, (given) => {
        const fields: Record<string, string> = {
          alertName: given.name,
          alertState: given.state,
          dimensions: `{${Object.entries(given.dimensions)
            .map(([key, each]) => `${key}=${each}`)
            .join(", ")}}`,
          metricName: given.metric,
          ruleId: given.ruleId,
          timestamp: String(given.time),
          triggerLevel: given.state === "OK" ? "OK" : given.level,
          preTriggerLevel: given.state === "OK" ? given.level : "null",
          ...given.extra,
        };
        const asForm = one(new URLSearchParams(fields).toString());
        expect(asForm.rule).toEqual({ key: given.ruleId, id: given.ruleId, name: given.name });
        expect(asForm.dimensions).toEqual(given.dimensions);
        expect(asForm.time).toBe(given.time);
        expect(asForm.level).toBe(
          given.state === "INSUFFICIENT_DATA" ? "no-data" : given.level.toLowerCase(),
        );
        expect(asForm.fields).toMatchObject(given.extra);
        expect(one(JSON.stringify(fields))).toEqual(asForm);
      }),
    );
  });

  test("and no text at all makes the reader throw", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ maxLength: 300 }).map((each) => `alertState=ALERT&alertName=a&dimensions=${each}`),
      fc.json().map(String),
      fc
        .string({ maxLength: 60 })
        .map((each) => `{"alertState":"OK","alertName":"a","expression":"[${each}"}`),
      fc
        .array(fc.constantFrom("%", "%E4", "%zz", "&", "=", "a", "{", "}", ",", "+", "\ud800"), {
          maxLength: 60,
        })
        .map((parts) => `alertState=ALERT&${parts.join("")}`),
    );
    fc.assert(
      fc.property(hostile, (each) => {
        readBody(each, contextOf(""));
      }),
      { numRuns: 3000 },
    );
  });
});
