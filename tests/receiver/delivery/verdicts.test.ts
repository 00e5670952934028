import { describe, expect, test } from "vitest";
import { answered, failed, newLine } from "../../../receiver/delivery/line.ts";
import type { Sent } from "../../../receiver/delivery/send.ts";
import { meaningOf } from "../../../receiver/delivery/verdicts.ts";
import {
  delivered,
  operatorMustAct,
  rejected,
  retry,
  slowDown,
} from "../../../receiver/destinations/verdict.ts";

const LINE = newLine({ perMinute: 60, burst: 5 }, 0);
const SECOND = 1000;

/** What a try means that began at 60 s and ended two seconds later. */
function meaning(sent: Partial<Sent>, { tries = 0, failedAt = null as number | null, line = LINE } = {}) {
  const when = { begun: 60 * SECOND, now: 62 * SECOND, random: 1 };
  return meaningOf({ verdict: delivered, requests: 1, ...sent }, { tries, failedAt }, line, when);
}

test("taken: the destination is there", () => {
  const { line, result } = meaning({ memory: "P1" }, { line: failed(LINE, 0, 1) });
  expect(result).toEqual({ outcome: "delivered", memory: "P1" });
  expect(line).toMatchObject({ failures: 0, upAt: 62 * SECOND, backAt: 62 * SECOND });
});

test("a message that it can never take ends, and shows that the destination is there", () => {
  const { line, result } = meaning({ verdict: rejected("HTTP 400") }, { line: failed(LINE, 0, 1) });
  expect(result).toEqual({ outcome: "dead" });
  expect(line.failures).toBe(0);
});

test.each([false, true])("a refused access ends nothing: everything waits (stop: %s)", (stop) => {
  const { line, result, operator } = meaning({ verdict: { ...operatorMustAct("HTTP 401"), stop } as never });
  expect(result).toMatchObject({ outcome: "failed", lost: false });
  expect(operator).toBe(true);
  expect(line.refused).toEqual({ since: 62 * SECOND, reason: "HTTP 401", stop });
});

describe("what may be temporary", () => {
  test("is a sign that the destination is down", () => {
    const { line, result } = meaning({ verdict: retry("HTTP 503"), lost: true });
    expect(result).toEqual({ outcome: "failed", reason: "HTTP 503", status: null, lost: true, dueAt: 0 });
    expect(line).toMatchObject({ failures: 1, downSince: 60 * SECOND, probeAt: 65 * SECOND });
  });

  test("waits at least as long as the vendor asks, by header or by its table", () => {
    expect(meaning({ verdict: retry("HTTP 503"), wait: 120 * SECOND }).line.holdUntil).toBe(182 * SECOND);
    expect(meaning({ verdict: slowDown("", 600 * SECOND), wait: 1 }).line.holdUntil).toBe(662 * SECOND);
    expect(meaning({ verdict: slowDown("") }).line.holdUntil).toBe(67 * SECOND);
    expect(meaning({ verdict: retry("") }).line.holdUntil).toBe(0);
  });

  test("and may be permanent is tried less densely", () => {
    expect(meaning({ verdict: retry("HTTP 500", { slow: true }) }).result).toMatchObject({
      dueAt: 90 * SECOND,
    });
  });

  test("while others arrive is the message's own trouble", () => {
    const line = answered(LINE, 50 * SECOND);
    const own = meaning({ verdict: retry("HTTP 503") }, { tries: 1, failedAt: 40 * SECOND, line });
    expect(own.line).toEqual(line);
    expect(own.result).toMatchObject({ dueAt: 75 * SECOND });
    // A limit of the whole key is nobody's own.
    expect(meaning({ verdict: slowDown("") }, { tries: 1, failedAt: 40 * SECOND, line }).line.failures).toBe(
      1,
    );
    // Nor is what failed only after the last success.
    expect(meaning({ verdict: retry("") }, { tries: 1, failedAt: 55 * SECOND, line }).line.failures).toBe(1);
  });

  test("and never went out says nothing about the destination", () => {
    const unmade = meaning({ verdict: retry("the request could not be made"), requests: 0 });
    expect(unmade.line).toEqual(LINE);
    expect(unmade.result).toMatchObject({ outcome: "failed", lost: false, dueAt: 65 * SECOND });
  });
});
