import { describe, expect, test } from "vitest";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { clockText } from "../../receiver/message/clock.ts";
import { journeyLines } from "../../receiver/message/late.ts";
import { probeMessage, summaryMessage } from "../../receiver/message/notice.ts";

const at = (time: string) => Date.parse(`2026-11-20T${time}:00Z`);

describe("a page that is late says so", () => {
  const journey = {
    now: at("12:48"),
    happenedAt: at("12:01"),
    destination: "itoc360",
    late: "unreachable",
    repeated: true,
  } as const;

  test("in English", () => {
    expect(journeyLines("opened", journey, "en", "UTC")).toEqual([
      "Since 12:01, told 12:48: itoc360 was unreachable",
      "Possibly a repetition: its first try had no answer.",
    ]);
    expect(journeyLines("resolved", { ...journey, late: "refused", repeated: false }, "en", "UTC")).toEqual([
      "Resolved at 12:01, told 12:48: itoc360 refused access",
    ]);
    expect(journeyLines("updated", { ...journey, late: "queued", repeated: false }, "en", "UTC")).toEqual([
      "As of 12:01, told 12:48: others waited for itoc360, too",
    ]);
  });

  test("in Chinese, in the source's zone", () => {
    expect(journeyLines("opened", journey, "zh", "Asia/Shanghai")).toEqual([
      "开始于 20:01，20:48 送达：itoc360 无法访问",
      "可能是重复消息：上一次发送没有得到应答。",
    ]);
  });

  test("and nothing where it is not", () => {
    expect(journeyLines("opened", { ...journey, late: undefined, repeated: false }, "en", "UTC")).toEqual([]);
  });

  test("with the date where that is another", () => {
    expect(clockText(at("12:01"), at("12:48") + 86_400_000, "UTC")).toBe("2026-11-20 12:01");
    expect(clockText(at("16:30"), at("15:30"), "Asia/Shanghai")).toBe("2026-11-21 00:30");
  });
});

describe("one message of all that is over", () => {
  const config: RelayConfig = {
    destinations: { itoc360: { kind: "itoc360", severities: {} } },
    sources: {
      shop: { generation: 1, deliverTo: ["itoc360"], language: "en", severities: {} },
      bank: {
        generation: 1,
        deliverTo: ["itoc360"],
        language: "zh",
        timeZone: "Asia/Shanghai",
        severities: {},
      },
    },
  };
  const notice = { kind: "opened", key: "k".repeat(64), number: 1, at: at("12:10") } as const;
  const over = {
    count: 300,
    from: at("12:00"),
    until: at("12:10"),
    unreachable: true,
    titles: ["ECS CPU: web-1"],
  };

  test("says from when to when, how many, and which", () => {
    const { title, text, severity, alert } = summaryMessage(
      config,
      "itoc360",
      notice,
      { ...over, source: "shop" },
      2,
    );
    expect(title).toBe("300 incidents opened and were resolved");
    expect(text).toBe(
      "itoc360 was unreachable 12:00–12:10: 300 incidents opened and were resolved, 2 are open\nECS CPU: web-1\nand 299 more",
    );
    expect(severity).toBe("low");
    expect(alert).toMatchObject({ state: "firing", level: "info" });
  });

  test("of one incident, while nothing was wrong with the destination", () => {
    const one = { ...over, count: 1, unreachable: false, source: "shop" };
    expect(summaryMessage(config, "itoc360", notice, one, 1).text).toBe(
      "Before they could be told, 12:00–12:10: 1 incident opened and was resolved, 1 is open\nECS CPU: web-1",
    );
  });

  test("in Chinese", () => {
    const { text } = summaryMessage(config, "itoc360", notice, { ...over, source: "bank" }, 2);
    expect(text).toBe(
      "itoc360 在 20:00–20:10 无法访问：300 个告警已触发并恢复，2 个尚未恢复\nECS CPU: web-1\n另有 299 个",
    );
  });

  test("resolves itself", () => {
    const resolved = summaryMessage(
      config,
      "itoc360",
      { ...notice, kind: "resolved" },
      { ...over, source: "shop" },
      2,
    );
    expect(resolved).toMatchObject({ kind: "resolved", alert: { state: "resolved" } });
    expect(resolved.headline).toBe("[Resolved] 300 incidents opened and were resolved");
  });

  test.each([
    ["shop", "3 messages wait: no answer from here since 12:00"],
    ["bank", "3 条消息在等待：自 20:00 起没有应答"],
  ])("one line that finds out whether a chat answers (%s)", (source, text) => {
    expect(probeMessage(config, "itoc360", notice, { waiting: 3, since: at("12:00"), source }).text).toBe(
      text,
    );
  });
});
