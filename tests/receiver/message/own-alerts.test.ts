import { describe, expect, test } from "vitest";
import type { Alert } from "../../../receiver/alert.ts";
import type { RelayConfig } from "../../../receiver/config/config.ts";
import { aloneLines } from "../../../receiver/message/alone.ts";
import { levelWord } from "../../../receiver/message/levels.ts";
import {
  isOfRelay,
  type Notice,
  probeMessage,
  summaryMessage,
  troubleAlert,
} from "../../../receiver/message/notice.ts";
import { inLanguage } from "../../../receiver/message/unread.ts";

const rule = { key: "cpu", name: "CPU" };
const alert: Alert = { kind: "metric", state: "firing", rule, dimensions: {}, fields: {} };

describe("what other destinations are told of one that is in trouble", () => {
  test.each([
    ["refused", "pager refuses access", "pager 拒绝访问"],
    ["down", "pager does not answer", "pager 没有应答"],
    ["dead", "A message to pager is a dead letter", "pager 有消息无法送达"],
  ] as const)("%s", (what, en, zh) => {
    const told = troubleAlert("pager", { what, reason: null }, "en");
    expect(told).toEqual({
      kind: "unrecognised",
      state: "firing",
      level: "info",
      rule: { key: "cloudmonitor-relay", name: en },
      dimensions: {},
      text: en,
      fields: {},
    });
    expect(troubleAlert("pager", { what, reason: null }, "zh").text).toBe(zh);
    expect(isOfRelay(told)).toBe(true);
  });

  test("with what the vendor said", () => {
    expect(troubleAlert("pager", { what: "down", reason: "answered 503" }, "en").text).toBe(
      "pager does not answer: answered 503",
    );
  });

  test("and nothing else is of the relay itself", () => {
    expect(isOfRelay(undefined)).toBe(false);
    expect(isOfRelay(alert)).toBe(false);
    expect(isOfRelay({ ...alert, kind: "unrecognised" })).toBe(false);
    expect(isOfRelay({ ...alert, rule: { key: "cloudmonitor-relay", name: "a user's rule" } })).toBe(false);
  });
});

describe("a message that a destination makes itself", () => {
  const config: RelayConfig = {
    destinations: { chat: { kind: "slack", severities: {} } },
    sources: {
      bank: { generation: 1, deliverTo: ["chat"], language: "zh", severities: {} },
    },
  };
  const at = Date.parse("2026-11-20T12:10:00Z");
  const notice: Notice = { kind: "opened", key: "0123456789".repeat(6), number: 7, at };
  const probe = (source: string, waiting: number) =>
    probeMessage(config, "chat", notice, { waiting, since: at - 600_000, source });

  test("is identified by the beginning of its key, the time, the number and the kind", () => {
    expect(probe("bank", 1)).toMatchObject({
      id: `012345678901234567890123_${at}_7_opened`,
      key: notice.key,
      alert: {
        kind: "unrecognised",
        rule: { key: "cloudmonitor-relay" },
        dimensions: { destination: "chat" },
      },
      callback: { body: "", contentType: null },
    });
  });

  test("speaks English and UTC for a source that is gone", () => {
    expect(probe("gone", 1)).toMatchObject({
      language: "en",
      text: "1 message waits: no answer from here since 12:00",
      headline: "[Info] 1 message waits: no answer from here since 12:00",
    });
    const over = { count: 2, from: at - 60_000, until: at, unreachable: false, titles: [], source: "gone" };
    expect(summaryMessage(config, "chat", notice, over, 0).text).toBe(
      "Before they could be told, 12:09–12:10: 2 incidents opened and were resolved, 0 are open\nand 2 more",
    );
  });

  test("of what was over before it could be told, in Chinese", () => {
    const over = { count: 2, from: at - 60_000, until: at, unreachable: false, titles: [], source: "bank" };
    expect(summaryMessage(config, "chat", notice, over, 0).text).toBe(
      "送达之前，12:09–12:10：2 个告警已触发并恢复，0 个尚未恢复\n另有 2 个",
    );
  });

  test("can't be made of a destination that nobody declared", () => {
    const what = { waiting: 1, since: at, source: "bank" };
    expect(() => probeMessage(config, "none", notice, what)).toThrow('no destination "none"');
  });
});

test("an incident that a contact's message opened alone says so, and no other message does", () => {
  const contact: Alert = { ...alert, kind: "contact" };
  expect(aloneLines(contact, "opened", "en")).toEqual([
    "From a contact's message: no single open incident has the rule and resource it names, so it is one of its own",
  ]);
  expect(aloneLines(contact, "opened", "zh")).toEqual([
    "来自联系人消息：未能按规则和资源对应到唯一的未恢复告警，因此单独告警",
  ]);
  expect(aloneLines(contact, "resolved", "en")).toEqual([]);
  expect(aloneLines(alert, "opened", "en")).toEqual([]);
});

test("the lowest level of Prometheus has the word of its own console", () => {
  expect([levelWord("info", "prometheus", "zh"), levelWord("info", "prometheus", "en")]).toEqual([
    "普通",
    "Info",
  ]);
  expect([levelWord("info", "metric", "zh"), levelWord("critical", "prometheus", "zh")]).toEqual([
    "信息",
    "严重",
  ]);
});

describe("a test of the callback", () => {
  test("says that nothing has happened", () => {
    const told = inLanguage({ ...alert, kind: "test" }, "en");
    expect([told.rule, told.text]).toEqual([
      { key: "cpu", name: "Test from CloudMonitor" },
      "Somebody tests the alert callback, or CloudMonitor checks its URL: callbacks arrive. Nothing has happened; it is resolved after a minute.",
    ]);
    expect(inLanguage({ ...alert, kind: "test" }, "zh").rule.name).toBe("云监控测试消息");
  });

  test("of an event rule has the event below", () => {
    expect(inLanguage({ ...alert, kind: "test", text: "Disk:Stalled" }, "zh").text).toBe(
      "有人正在调试事件规则：回调可以送达。以下事件并未发生，一分钟后自动恢复。\nDisk:Stalled",
    );
  });
});

describe("what could not be read says why", () => {
  const unread: Alert = { ...alert, kind: "unrecognised", text: "a list of alerts without an alert\n{}" };

  test("in Chinese, with the excerpt", () => {
    expect(inLanguage(unread, "zh")).toMatchObject({
      rule: { key: "cpu", name: "无法识别的回调" },
      dimensions: { reason: "告警列表中没有告警" },
      text: "告警列表中没有告警\n{}",
    });
  });

  test("as it came where no pattern knows it, and in English always", () => {
    expect(inLanguage({ ...unread, text: "something else" }, "zh")).toMatchObject({
      dimensions: { reason: "something else" },
      text: "something else",
    });
    expect(inLanguage(unread, "en")).toBe(unread);
    expect(inLanguage(alert, "zh")).toBe(alert);
  });
});
