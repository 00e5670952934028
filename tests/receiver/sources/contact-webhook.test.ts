import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf } from "../../../receiver/alert.ts";
import { sha256 } from "../../../receiver/digest.ts";
import { one, read } from "./read.ts";

const ENGLISH = `Alibaba Cloud CloudMonitor alert
Rule name: ecs-cpu
Instance: web-1/10.0.0.1
Metric: CPU usage
Level: CRITICAL
Current value: 97.4%
Condition: Average >= 95
Duration: 5 minutes
Region: cn-hangzhou
Time: 2026-11-20T08:00:00Z
Status: ALERT`;

const CHINESE = `### 阿里云监控报警
> **规则名称**：ecs-cpu
> **报警对象**：web-1/10.0.0.1
> 监控项：CPU使用率
> 报警级别：警告
> 当前值：97.4%
> 触发条件：平均值>=95
> 持续时间：5分钟
> 报警状态：发生报警`;

const shapes: [string, (text: string) => object][] = [
  ["a DingTalk text", (content) => ({ msgtype: "text", text: { content } })],
  ["a DingTalk markdown", (text) => ({ msgtype: "markdown", markdown: { title: "Alert", text } })],
  ["a WeCom markdown", (content) => ({ msgtype: "markdown", markdown: { content } })],
  ["a Lark text", (text) => ({ msg_type: "text", content: { text } })],
  ["a Slack text", (text) => ({ text })],
];

describe.each(shapes)("%s", (_, message) => {
  test("in English is an alert as any other", () => {
    expect(one(message(ENGLISH))).toMatchObject({
      kind: "contact",
      state: "firing",
      level: "critical",
      time: Date.parse("2026-11-20T08:00:00Z"),
      rule: { key: "ecs-cpu", name: "ecs-cpu" },
      dimensions: { resource: "web-1/10.0.0.1" },
      metric: "CPU usage",
      value: "97.4%",
      condition: "Average >= 95",
      duration: "5 minutes",
      region: "cn-hangzhou",
      text: expect.stringContaining(ENGLISH) as string,
      openFor: undefined,
    });
  });

  test("in Chinese too", () => {
    expect(one(message(CHINESE))).toMatchObject({
      state: "firing",
      level: "warn",
      rule: { key: "ecs-cpu" },
      dimensions: { resource: "web-1/10.0.0.1" },
      metric: "CPU使用率",
      value: "97.4%",
      condition: "平均值>=95",
      duration: "5分钟",
    });
  });

  test.each([
    [ENGLISH, "Status: ALERT", "Status: OK"],
    [ENGLISH, "Status: ALERT", "State: recovered"],
    [CHINESE, "报警状态：发生报警", "报警状态：恢复正常"],
    [CHINESE, "### 阿里云监控报警", "### 阿里云监控报警恢复通知\n状态：恢复"],
  ])("that says it is over resolves the incident: %#", (text, from, to) => {
    const recovery = one(message(text.replace(from, to)));
    expect(recovery.state).toBe("resolved");
    expect(identityOf(recovery)).toBe(identityOf(one(message(text))));
  });

  test("that can't be read is forwarded as it is, and closes after an hour", () => {
    const alert = one(message("Your instance web-1 has been under attack since 08:00"));
    expect(alert).toMatchObject({
      state: "firing",
      level: undefined,
      text: expect.stringContaining("Your instance web-1 has been under attack since 08:00") as string,
      openFor: 3_600_000,
    });
    const other = one(message("Your instance web-2 has been under attack since 08:00"));
    expect(identityOf(other)).not.toBe(identityOf(alert));
  });
});

describe("the lines of a message", () => {
  const facts = (text: string) => one({ text });
  const LINES = ["Rule: r", "Instance: i-1", "State: OK"];
  const known = { state: "resolved", rule: { name: "r" }, dimensions: { resource: "i-1" } };

  test.each(["\n", "<br>", "<br/>", "<br />", "<br   >", "\n\n"])("are parted by %j", (between) => {
    expect(facts(LINES.join(between))).toMatchObject(known);
  });

  test.each([
    ["bold names", ["**Rule:** r", "**Instance:** i-1", "**State:** OK"]],
    ["bold values", ["Rule: **r**", "Instance: *i-1*", "State: ** OK"]],
    ["all bold", ["*Rule: r*", "**Instance: i-1**", "*State: OK*"]],
    ["quotes and lists", ["> Rule: r", "- Instance : i-1", "  # State:   OK  "]],
    ["code", ["`Rule`: r", "`Instance`：i-1", "`State`:OK"]],
  ])("may have %s", (_, lines) => {
    expect(facts(lines.join("\n"))).toMatchObject(known);
  });

  test("are no fact where their name is long, or they have none", () => {
    const name = `rule ${"x".repeat(27)}`;
    expect(facts(`${name}: r`).rule.name).toBe("r");
    expect(facts(`${name}y: r`).rule.name).toBe(`${name}y: r`);
    expect(facts(`${"x".repeat(30)} rule: r`).rule.name).toBe(`${"x".repeat(30)} rule: r`);
    expect(facts(`${" ".repeat(40)}rule: r`).rule.name).toBe("r");
    expect(facts("Hint\nRule: r\n: x")).toMatchObject({ state: "firing", rule: { name: "r" } });
  });

  test("keep what is in the middle of a value", () => {
    expect(facts("Rule: r\nCondition: a * b ** 2 > 3")).toMatchObject({ condition: "a * b ** 2 > 3" });
    expect(facts("Rule: r\nDuration: 5 minutes\nTotal duration: x")).toMatchObject({ duration: "5 minutes" });
  });

  test("count once, and no more than a hundred of them", () => {
    expect(facts("Rule: r\nRule: s\nState: OK\nState: ALERT")).toMatchObject({
      state: "resolved",
      rule: { name: "r" },
    });
    const behind = (count: number) => facts(`${"x\n".repeat(count)}Rule: r`).rule.name;
    expect([behind(99), behind(100)]).toEqual(["r", "x"]);
  });

  test.each([
    ["Resource", "dimensions", { resource: "x" }],
    ["报警对象", "dimensions", { resource: "x" }],
    ["资源", "dimensions", { resource: "x" }],
    ["Severity", "unclear", { level: "x" }],
    ["等级", "unclear", { level: "x" }],
    ["Expression", "condition", "x"],
    ["当前值", "value", "x"],
    ["指标", "metric", "x"],
    ["地域", "region", "x"],
    ["User ID", "account", "x"],
    ["账号", "account", "x"],
    ["时间", "unclear", { time: "x" }],
    ["告警名称", "rule", { name: "r" }],
  ])("called %s", (name, field, value) => {
    expect(facts(`Rule: r\n${name}: x`)).toMatchObject({ [field]: value });
  });

  test.each([
    ["报警名称: r", "r"],
    ["告警名称: r", "r"],
    ["规则：r", "r"],
    ["alertName: r", "r"],
    ["Policy: r", "Policy: r"],
  ])("%s: the rule is %s", (line, name) => {
    expect(facts(line).rule.name).toBe(name);
  });

  test.each([
    ["Recovery", "resolved"],
    ["recover", "resolved"],
    ["RECOVERED", "resolved"],
    ["Resolved", "resolved"],
    ["ok", "resolved"],
    ["已恢复", "resolved"],
    ["not okay", "firing"],
    ["unresolved", "firing"],
    ["recovering", "firing"],
    ["No data", "no-data"],
    ["INSUFFICIENT_DATA", "no-data"],
  ])("with the state %s it is %s", (words, state) => {
    expect(facts(`Rule: r\nState: ${words}`).state).toBe(state);
  });
});

describe("a message that names no rule", () => {
  test.each([
    ["[CRITICAL] CPU is high", "critical"],
    [" 【警告】CPU 过高", "warn"],
    ["[ WARN] CPU is high", undefined],
    ["CPU is [WARN] high", undefined],
    ["[CPU] is high", undefined],
  ])("%s has the level that it begins with: %s", (text, level) => {
    expect(one({ text }).level).toBe(level);
  });

  test("is called by how it begins", () => {
    expect(one({ text: "x".repeat(150) }).rule.name).toBe("x".repeat(100));
    expect(one({ text: "\nsomething" }).rule).toEqual({ key: "message", name: "message" });
    expect(one({ text: "first\nsecond" }).rule.name).toBe("first");
    expect(readKey("first", "rule=mine")).toBe("mine");
  });

  const readKey = (text: string, parameters: string) => one({ text }, parameters).rule.key;

  test("is the same incident only word for word, title included", () => {
    const message = (title: string | undefined, text: string) =>
      one({ msgtype: "markdown", markdown: { title, text } });
    expect(message("Alert", "text").identity).toBe(`message ${sha256(["Alert", "text"])}`);
    expect(message(undefined, "text").identity).toBe(`message ${sha256(["", "text"])}`);
    expect(message("Alert", "text").dimensions).toEqual({});
  });

  test("tells its title once", () => {
    const text = (title: string, text: string) =>
      one({ msgtype: "markdown", markdown: { title, text } }).text;
    expect(text("Alert", "of web-1")).toBe("Alert\nof web-1");
    expect(text("Alert", "Alert of web-1")).toBe("Alert of web-1");
  });
});

test("a message without a text is none", () => {
  for (const body of [{ msgtype: "text" }, { msg_type: "text", content: { text: "" } }])
    expect(read(body).problems).toMatchObject([{ unknown: true }]);
});

test("a rule without a resource has no dimension", () => {
  expect(one({ text: "Rule: r" }).dimensions).toStrictEqual({});
  expect(one({ text: "Instance: i-1" }).dimensions).toStrictEqual({});
});

test("a line that is no fact leaves nothing", () => {
  expect(Object.keys(one({ text: "Rule: r\nHint: x" }))).not.toContain("undefined");
});

test("a message about several resources is none of their alerts, and closes none of them", () => {
  const alert = one({ text: `${ENGLISH}\nInstance: web-2\nStatus: OK` });
  expect(alert).toMatchObject({ state: "firing", dimensions: {}, openFor: 3_600_000 });
});

test("good news that can't be read wakes nobody", () => {
  expect(one({ msgtype: "text", text: { content: "【阿里云】您的实例已恢复" } }).level).toBe("info");
});

test("a rule called 'recovery' is not taken for a recovery", () => {
  const body = { markdown: { title: "recovery check", text: "Rule: recovery check" }, msgtype: "markdown" };
  expect(one(body).state).toBe("firing");
});

test("no data is no data, in both languages", () => {
  expect(one({ text: "Rule: a\nState: Insufficient data" }).state).toBe("no-data");
  expect(one({ text: "规则名称：a\n状态：无数据" })).toMatchObject({ state: "no-data", level: "no-data" });
});

test("printing a message then reading it gives the same alert", () => {
  const value = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() === text && !/[>#*`\r\n:：]|ok|恢复|recover|resolved|无数据/i.test(text));
  const given = fc.record({
    rule: value,
    resource: value,
    metric: value,
    value,
    resolved: fc.boolean(),
    chinese: fc.boolean(),
    shape: fc.constantFrom(...shapes.map(([, each]) => each)),
  });
  fc.assert(
    fc.property(given, ({ rule, resource, metric, value, resolved, chinese, shape }) => {
      const lines = chinese
        ? `规则名称：${rule}\n实例：${resource}\n监控项：${metric}\n当前值：${value}\n状态：${resolved ? "恢复" : "报警"}`
        : `Rule: ${rule}\nInstance: ${resource}\nMetric: ${metric}\nValue: ${value}\nState: ${resolved ? "OK" : "ALERT"}`;
      expect(one(shape(lines))).toMatchObject({
        state: resolved ? "resolved" : "firing",
        rule: { key: rule, name: rule },
        dimensions: { resource },
        metric,
        value,
      });
    }),
  );
});
