import { describe, expect, test } from "vitest";
import { type Journey, journeyLines } from "../../../receiver/message/late.ts";

const at = (time: string) => Date.parse(`2026-11-20T${time}:00Z`);
const told = { now: at("12:48"), happenedAt: at("12:01"), destination: "ilert" };
const both = (journey: Partial<Journey>) =>
  (["en", "zh"] as const).map((language) =>
    journeyLines("opened", { ...told, ...journey }, language, "UTC").join("\n"),
  );

describe("a message says how it got here:", () => {
  test.each<[late: NonNullable<Journey["late"]>, en: string, zh: string]>([
    ["unreachable", "ilert was unreachable", "ilert 无法访问"],
    ["refused", "ilert refused access", "ilert 拒绝访问"],
    ["held", "ilert was held by an operator", "ilert 曾被人工暂停"],
    ["queued", "others waited for ilert, too", "ilert 的消息在排队"],
  ])("late, because of %s", (late, en, zh) => {
    expect(both({ late })).toEqual([`Since 12:01, told 12:48: ${en}`, `开始于 12:01，12:48 送达：${zh}`]);
  });

  test.each<[why: NonNullable<Journey["via"]>["why"], en: string, zh: string]>([
    ["late", "pager did not take it for 3 minutes", "pager 3 分钟内未接收"],
    ["refused", "pager refused access", "pager 拒绝访问"],
    ["rejected", "pager refused the message", "pager 拒收该消息"],
    ["removed", "pager was removed", "pager 已被移除"],
    ["retired", "pager is retired", "pager 已停用"],
  ])("from another destination, which %s", (why, en, zh) => {
    const via = { destination: "pager", why, waited: 180_000, reason: null };
    expect(both({ via })).toEqual([`Since 12:01, told 12:48: ${en}`, `开始于 12:01，12:48 送达：${zh}`]);
    expect(both({ via, late: "held" })).toEqual([
      `Since 12:01, told 12:48: ${en}; ilert was held by an operator`,
      `开始于 12:01，12:48 送达：${zh}；ilert 曾被人工暂停`,
    ]);
  });

  test("nothing was heard of it since, even where it is not late", () => {
    expect(both({ silentSince: at("11:30") })).toEqual([
      "No word from CloudMonitor since 11:30: it may be over.",
      "自 11:30 起没有收到云监控的消息，可能已经恢复。",
    ]);
  });

  test.each([
    ["opened", "Since", "开始于"],
    ["updated", "As of", "截至"],
    ["refreshed", "As of", "截至"],
    ["resolved", "Resolved at", "恢复于"],
  ] as const)("of what is %s", (kind, en, zh) => {
    const lines = (language: "en" | "zh") =>
      journeyLines(kind, { ...told, late: "held" }, language, "UTC").join("\n");
    expect(lines("en")).toBe(`${en} 12:01, told 12:48: ilert was held by an operator`);
    expect(lines("zh")).toBe(`${zh} 12:01，12:48 送达：ilert 曾被人工暂停`);
  });
});
