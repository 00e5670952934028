import { describe, expect, test } from "vitest";
import type { BeatChange } from "../../../receiver/heartbeat/expected.ts";
import { heartbeatAlert } from "../../../receiver/heartbeat/words.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const HOURLY = { every: 3600, missing: 3 };
const since = Date.parse("2026-11-20T02:00:00Z");
const at = Date.parse("2026-11-20T08:30:00Z");

const change = (news: BeatChange["news"], beat: Partial<BeatChange["beat"]> = {}): BeatChange => ({
  name: "hangzhou",
  news,
  beat: { since, at: null, told: false, ...beat },
});

describe("a heartbeat that stays away", () => {
  test("is a critical alert of the relay's own, with when the last one came and of what", () => {
    const beat = { at, account: "11", region: "cn-hangzhou" };
    expect(heartbeatAlert(change("missing", beat), HOURLY, { language: "en" }, NOW)).toEqual({
      kind: "receiver",
      state: "firing",
      level: "critical",
      time: NOW,
      rule: { key: "cloudmonitor-relay heartbeat", name: "Heartbeat hangzhou is missing" },
      dimensions: { heartbeat: "hangzhou" },
      account: "11",
      region: "cn-hangzhou",
      text: [
        "No heartbeat since 08:30: the way from CloudMonitor to this receiver is broken.",
        "Alerts of 11 cn-hangzhou may not arrive. Or the resource behind the heartbeat is gone, or its rule is disabled.",
        "Told after 3 that did not come, 3 h.",
      ].join("\n"),
      fields: {},
    });
  });

  test("is told by the account's name and in the zone of the source, in Chinese too", () => {
    const settings = { timeZone: "Asia/Shanghai", accountName: "shop" } as const;
    const beat = { at, account: "11", region: "cn-hangzhou" };
    const en = heartbeatAlert(change("missing", beat), HOURLY, { ...settings, language: "en" }, NOW);
    expect(en.text).toContain("No heartbeat since 16:30");
    expect(en.text).toContain("Alerts of shop cn-hangzhou may not arrive.");
    const zh = heartbeatAlert(change("missing", beat), HOURLY, { ...settings, language: "zh" }, NOW);
    expect(zh.rule.name).toBe("心跳 hangzhou 中断");
    expect(zh.text).toBe(
      [
        "自 16:30 起没有心跳：云监控到本接收端的通路已中断。",
        "shop cn-hangzhou 的告警可能无法送达；也可能是心跳所监控的资源已删除，或其规则已停用。",
        "连续 3 次未收到（3 小时）后通知。",
      ].join("\n"),
    );
  });

  test("from the start, and from nobody knows where", () => {
    const en = heartbeatAlert(change("missing"), HOURLY, { language: "en" }, NOW);
    expect(en.text).toContain(
      "No heartbeat has come since it is expected, 02:00: CloudMonitor may not reach this receiver.\nAlerts may not arrive.",
    );
    const zh = heartbeatAlert(change("missing"), HOURLY, { language: "zh" }, NOW);
    expect(zh.text).toContain(
      "自 02:00 起应有心跳，但从未收到：云监控可能无法到达本接收端。\n告警可能无法送达；",
    );
  });
});

describe("it is over", () => {
  test.each([
    ["back", "en", "Heartbeats arrive again: CloudMonitor reaches this receiver."],
    ["back", "zh", "心跳已恢复：云监控可以到达本接收端。"],
    ["given up", "en", "The program expects this heartbeat no more."],
    ["given up", "zh", "程序已不再等待该心跳。"],
  ] as const)("%s, in %s", (news, language, text) => {
    const alert = heartbeatAlert(change(news, { at, told: true }), undefined, { language }, NOW);
    expect(alert).toMatchObject({ state: "resolved", level: "critical", text });
  });
});
