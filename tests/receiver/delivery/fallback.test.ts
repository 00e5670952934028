import { describe, expect, test } from "vitest";
import { isNews, passesAt, whyPassed } from "../../../receiver/delivery/fallback.ts";
import { newLine, refuse } from "../../../receiver/delivery/line.ts";
import { type Detour, journeyLines } from "../../../receiver/message/late.ts";
import { KNOWN } from "./samples.ts";

const MINUTE = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
const LINE = newLine({ perMinute: 60, burst: 5 }, 0);
const REFUSED = refuse(LINE, 0, "HTTP 401", false);
const PAGE = { ...KNOWN, known: "nothing", knownLevel: null, wants: "open", since: 0 } as const;
const BACKUP = { deliverTo: ["backup"] };
const DETOUR: Detour = { destination: "pager", why: "late", waited: 5 * MINUTE, reason: "HTTP 503" };

describe("a page is passed on", () => {
  test.each([
    ["after five minutes", PAGE, LINE, BACKUP, 5 * MINUTE],
    ["after the time that was declared", PAGE, LINE, { ...BACKUP, after: 60 }, MINUTE],
    ["at once where access is refused", PAGE, REFUSED, BACKUP, 0],
    ["also where it may have arrived", { ...PAGE, known: "perhaps" as const }, LINE, BACKUP, 5 * MINUTE],
    ["that tells of a worse level", { ...PAGE, known: "open" as const }, LINE, BACKUP, 5 * MINUTE],
    ["never where there is no fallback", PAGE, REFUSED, undefined, NEVER],
    ["once", { ...PAGE, passed: "{}" }, REFUSED, BACKUP, NEVER],
    ["never of a level that is left out", PAGE, REFUSED, { ...BACKUP, levels: ["warn" as const] }, NEVER],
    ["never if it is a summary", { ...PAGE, own: "once" as const }, REFUSED, BACKUP, NEVER],
    ["never if it is a recovery", { ...PAGE, wants: "resolved" as const }, REFUSED, BACKUP, NEVER],
    [
      "never if it is no worse than people know",
      { ...PAGE, known: "open" as const, knownLevel: "critical" as const },
      REFUSED,
      BACKUP,
      NEVER,
    ],
  ])("%s", (_, incident, line, fallback, at) => {
    expect(passesAt(incident, line, fallback)).toBe(at);
  });
});

test("why it is passed on: what was answered, or that access is refused", () => {
  const page = { ...PAGE, reason: "HTTP 503" };
  expect(whyPassed("pager", page, LINE, 5 * MINUTE)).toEqual(DETOUR);
  expect(whyPassed("pager", page, REFUSED, 5 * MINUTE)).toMatchObject({ why: "refused", reason: "HTTP 401" });
});

test("one tells of an incident: its source if it does, else whoever passed it on first", () => {
  const passed = { ...PAGE, via: JSON.stringify(DETOUR) };
  expect(isNews(undefined, DETOUR)).toBe(true);
  expect(isNews(passed, DETOUR)).toBe(true);
  expect(isNews(passed, { ...DETOUR, destination: "another" })).toBe(false);
  expect(isNews(passed, undefined)).toBe(true);
  expect(isNews(PAGE, DETOUR)).toBe(false);
});

test("it says so in the source's language, and what else kept it", () => {
  const journey = { now: 5 * MINUTE, happenedAt: 0, destination: "backup", via: DETOUR };
  const lines = (changes: object, language: "en" | "zh" = "en") =>
    journeyLines("opened", { ...journey, ...changes }, language, "UTC");
  expect(lines({})).toEqual(["Since 00:00, told 00:05: pager did not take it for 5 minutes (HTTP 503)"]);
  expect(lines({}, "zh")).toEqual(["开始于 00:00，00:05 送达：pager 5 分钟内未接收（HTTP 503）"]);
  expect(lines({ via: { ...DETOUR, why: "rejected", reason: null }, late: "unreachable" })).toEqual([
    "Since 00:00, told 00:05: pager refused the message; backup was unreachable",
  ]);
  expect(lines({ via: { ...DETOUR, waited: MINUTE } })[0]).toContain("for 1 minute (");
});
