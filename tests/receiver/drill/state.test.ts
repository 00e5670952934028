import { describe, expect, test } from "vitest";
import { begun, type DrillState, failedAt, looked, posted } from "../../../receiver/drill/state.ts";

const WITHIN = 60_000;
const waiting = { opened: null, resolved: null };

/** A drill whose callback went out, to these destinations. */
const open = (changes: Partial<DrillState> = {}): DrillState => ({
  ...begun("id", "mei", 1000, undefined),
  key: "k",
  destinations: { pager: waiting, chat: waiting },
  ...changes,
});
const opening = (changes: Partial<DrillState> = {}) => open({ phase: "opening", openedAt: 2000, ...changes });
const closing = (changes: Partial<DrillState> = {}) =>
  open({
    phase: "closing",
    openedAt: 2000,
    closedAt: 9000,
    destinations: { pager: { opened: 3000, resolved: null }, chat: { opened: 4000, resolved: null } },
    ...changes,
  });
const isOpen = (toldAt: number | null) => ({ isOpen: true, toldAt });

describe("a drill that begins", () => {
  test("knows nothing yet", () => {
    expect(begun("id", null, 1000, undefined)).toEqual({
      id: "id",
      startedAt: 1000,
      by: null,
      phase: "open",
      key: null,
      openedAt: null,
      closedAt: null,
      destinations: {},
      endedAt: null,
      problem: null,
      told: false,
    });
  });

  test("but whether people know of one before that failed", () => {
    expect(begun("id", null, 5000, open({ told: true })).told).toBe(true);
    expect(begun("id", null, 5000, open()).told).toBe(false);
  });
});

describe("its callback", () => {
  test("was taken: now it has to arrive", () => {
    expect(posted(open(), undefined, 2000)).toEqual(opening());
  });

  test("was not taken, or by no destination that takes part: it has failed", () => {
    expect(posted(open(), "HTTP 500", 2000)).toMatchObject({
      phase: "done",
      endedAt: 2000,
      problem: "HTTP 500",
      openedAt: null,
    });
    expect(posted(open({ destinations: {} }), undefined, 2000)).toMatchObject({
      phase: "done",
      problem: "no route takes it to a destination that takes part in drills",
    });
  });
});

describe("while it has to arrive", () => {
  test("each destination's time is noted as it comes, the first that was seen", () => {
    const first = looked(opening(), { pager: isOpen(2500), chat: undefined }, WITHIN, 4000);
    expect(first).toEqual(
      opening({ destinations: { pager: { opened: 2500, resolved: null }, chat: waiting } }),
    );
    const second = looked(first, { pager: isOpen(5000), chat: isOpen(null) }, WITHIN, 6000);
    expect(second).toMatchObject({
      phase: "close",
      problem: null,
      destinations: { pager: { opened: 2500 }, chat: { opened: 6000 } },
    });
  });

  test("what a destination knows and has not told does not count", () => {
    const known = { pager: { isOpen: false, toldAt: 2500 }, chat: isOpen(2500) };
    expect(looked(opening(), known, WITHIN, 4000)).toMatchObject({
      phase: "opening",
      destinations: { pager: waiting },
    });
  });

  test("it fails when its time is over, not before, and is resolved all the same", () => {
    const known = { pager: isOpen(2500), chat: undefined };
    expect(looked(opening(), known, WITHIN, 2000 + WITHIN - 1).phase).toBe("opening");
    expect(looked(opening(), known, WITHIN, 2000 + WITHIN)).toMatchObject({
      phase: "close",
      endedAt: null,
      problem: "chat did not take the alert within 60 s",
    });
    expect(looked(opening(), {}, WITHIN, 2000 + WITHIN).problem).toBe(
      "pager, chat did not take the alert within 60 s",
    );
  });
});

describe("its recovery", () => {
  test("was taken: now it has to arrive too", () => {
    expect(posted(open({ phase: "close", openedAt: 2000 }), undefined, 9000)).toMatchObject({
      phase: "closing",
      openedAt: 2000,
      closedAt: 9000,
    });
  });

  test("was not taken: it has failed", () => {
    expect(posted(open({ phase: "close" }), "HTTP 404", 9000)).toMatchObject({
      phase: "done",
      endedAt: 9000,
      problem: "HTTP 404",
    });
  });

  test("has arrived where the incident is known no more; everywhere: it has passed", () => {
    const first = looked(closing(), { pager: undefined, chat: isOpen(4000) }, WITHIN, 9500);
    expect(first).toMatchObject({
      phase: "closing",
      destinations: { pager: { opened: 3000, resolved: 9500 }, chat: { opened: 4000, resolved: null } },
    });
    expect(looked(first, {}, WITHIN, 9900)).toMatchObject({
      phase: "done",
      endedAt: 9900,
      problem: null,
      destinations: { pager: { resolved: 9500 }, chat: { resolved: 9900 } },
    });
  });

  test("has its time from when it went out", () => {
    const known = { pager: isOpen(3000), chat: undefined };
    expect(looked(closing(), known, WITHIN, 9000 + WITHIN - 1).phase).toBe("closing");
    expect(looked(closing(), known, WITHIN, 9000 + WITHIN)).toMatchObject({
      phase: "done",
      endedAt: 9000 + WITHIN,
      problem: "pager did not take the recovery within 60 s",
    });
  });

  test("keeps what went wrong first", () => {
    const failed = closing({ problem: "chat did not take the alert within 60 s" });
    expect(looked(failed, {}, WITHIN, 9500).problem).toBe("chat did not take the alert within 60 s");
    expect(posted(open({ phase: "close", problem: "first" }), "HTTP 404", 9000).problem).toBe("first");
  });
});

test("it has failed at the destinations that lack a half", () => {
  const whole = { opened: 1, resolved: 2 };
  const destinations = { whole, chat: { ...whole, opened: null }, pager: { ...whole, resolved: null } };
  expect(failedAt(open({ destinations }))).toEqual(["chat", "pager"]);
  expect(failedAt(open({ destinations: {} }))).toEqual([]);
});
