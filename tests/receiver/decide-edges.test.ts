import { describe, expect, test } from "vitest";
import { type Arrival, decide, type Track } from "../../receiver/ledger/decide.ts";
import type { Level } from "../../receiver/level.ts";

/** Callbacks at the same moment, without a stretch or a time, and what each decision tells and leaves. */

const firing = (at: number, level: Level | undefined = "warn"): Arrival => ({
  state: "firing",
  level,
  at,
  vendorEpisode: undefined,
});
const resolved = (at: number, level?: Level): Arrival => ({
  state: "resolved",
  level,
  at,
  vendorEpisode: undefined,
});
const of = (vendorEpisode: string, arrival: Arrival): Arrival => ({ ...arrival, vendorEpisode });
const untimed = (arrival: Arrival): Arrival => ({ ...arrival, timed: false });

/** Each decision with what is told of it: `opened: opened`, and where the last one leaves the identity. */
function play(arrivals: readonly Arrival[]) {
  let track: Track | undefined;
  const told: string[] = [];
  for (const arrival of arrivals) {
    const outcome = decide(track, arrival);
    for (const { decision, messages } of outcome.ends ? [outcome.ends, outcome] : [outcome])
      told.push([`${decision}:`, ...messages].join(" "));
    track = outcome.track;
  }
  return { told, track };
}

const OPENED = "opened: opened";
const UPDATED = "repeated: updated";
const RESOLVED = "resolved: resolved";

describe("at the same moment", () => {
  test.each<[string, Arrival[], string[]]>([
    ["a worse level counts", [firing(5), firing(5, "critical")], [OPENED, "escalated: updated"]],
    ["a milder level counts", [firing(5), firing(5, "info")], [OPENED, "deescalated: updated"]],
    ["a recovery counts", [firing(5), resolved(5)], [OPENED, RESOLVED]],
    ["a recovery that came first counts", [resolved(5), firing(5)], ["held:", "overtaken: opened resolved"]],
    ["another stretch is no other", [of("a", firing(5)), of("b", firing(5))], [OPENED, "duplicate:"]],
    ["a firing after its recovery is late", [firing(5), resolved(5), firing(5)], [OPENED, RESOLVED, "late:"]],
    [
      "a firing and a recovery without any level are not the same",
      [{ ...firing(5), level: undefined }, resolved(5), { ...firing(5), level: undefined }],
      [OPENED, RESOLVED, "late:"],
    ],
    [
      "the recovery that says its level is the same",
      [firing(1), resolved(5, "warn"), resolved(5)],
      [OPENED, RESOLVED, "duplicate:"],
    ],
  ])("%s", (_, arrivals, told) => {
    expect(play(arrivals).told).toEqual(told);
  });
});

describe("where only one of two says its stretch", () => {
  test.each<[string, Arrival[], string[]]>([
    ["a firing goes on", [of("a", firing(1)), firing(2)], [OPENED, UPDATED]],
    ["a firing goes on, the other way round", [firing(1), of("a", firing(2))], [OPENED, UPDATED]],
    [
      "the stretch stays known",
      [of("a", firing(1)), firing(2), of("b", firing(3))],
      [OPENED, UPDATED, "lost: resolved", OPENED],
    ],
    [
      "the stretch is known from then on",
      [firing(1), of("a", firing(2)), of("b", firing(3))],
      [OPENED, UPDATED, "lost: resolved", OPENED],
    ],
    ["a recovery ends it", [of("a", firing(1)), resolved(2)], [OPENED, RESOLVED]],
    ["a recovery without a time ends it", [of("a", firing(1)), untimed(resolved(2))], [OPENED, RESOLVED]],
    ["an older recovery does not", [of("a", firing(5)), resolved(3)], [OPENED, "late:"]],
  ])("%s", (_, arrivals, told) => {
    expect(play(arrivals).told).toEqual(told);
  });
});

describe("a recovery", () => {
  test.each<[string, Arrival[], string[]]>([
    ["older than the newest callback is late", [firing(5), resolved(3)], [OPENED, "late:"]],
    ["of this very stretch is not", [of("a", firing(5)), of("a", resolved(3))], [OPENED, RESOLVED]],
    ["of another stretch, older, is", [of("b", firing(5)), of("a", resolved(3))], [OPENED, "late:"]],
    ["without a time ends what is open", [firing(1), untimed(resolved(9))], [OPENED, RESOLVED]],
    [
      "that waits keeps its stretch, so that another's newer alert opens",
      [firing(1), resolved(2), of("a", resolved(9)), of("b", firing(12))],
      [OPENED, RESOLVED, "held:", OPENED],
    ],
    [
      "that waits without a stretch ends any older alert",
      [firing(1), resolved(2), resolved(9), of("b", firing(5))],
      [OPENED, RESOLVED, "held:", "overtaken: opened resolved"],
    ],
    [
      "that waits finds its alert, though that is older than what came between",
      [of("b", firing(2)), of("b", resolved(5)), of("a", resolved(9)), of("a", firing(3))],
      [OPENED, RESOLVED, "held:", "overtaken: opened resolved"],
    ],
    ["again, while it waits, is the same", [resolved(5), resolved(5)], ["held:", "duplicate:"]],
    ["older than one that waits is late", [resolved(5), resolved(4)], ["held:", "late:"]],
    [
      "newer than one that waits takes its place",
      [resolved(5), resolved(6), firing(6)],
      ["held:", "held:", "overtaken: opened resolved"],
    ],
  ])("%s", (_, arrivals, told) => {
    expect(play(arrivals).told).toEqual(told);
  });
});

describe("leaves the identity", () => {
  const opened: Track = {
    episode: 1,
    open: true,
    level: "warn",
    openedAt: 1,
    closedAt: null,
    heldAt: null,
    heldEpisode: null,
    byHand: null,
    lastAt: 1,
    lastState: "firing",
    lastLevel: "warn",
    vendorEpisode: null,
  };
  const over: Track = {
    ...opened,
    open: false,
    closedAt: 5,
    lastAt: 5,
    lastState: "resolved",
    lastLevel: null,
  };

  test.each<[string, Arrival[], Track]>([
    ["open", [firing(1)], opened],
    ["open with its stretch", [of("a", firing(1))], { ...opened, vendorEpisode: "a" }],
    [
      "open at its worst, where no level is said",
      [{ ...firing(1), level: undefined }],
      { ...opened, level: "critical", lastLevel: null },
    ],
    ["as it was, of a late callback", [firing(1), firing(0)], opened],
    [
      "with the newest level",
      [firing(1), firing(2, "info")],
      { ...opened, level: "info", lastAt: 2, lastLevel: "info" },
    ],
    [
      "with the level that it had, where data stops",
      [firing(1), { ...firing(2, "no-data"), state: "no-data" }],
      { ...opened, lastAt: 2, lastState: "no-data", lastLevel: "no-data" },
    ],
    [
      "with the level that it had, where none is said",
      [firing(1), { ...firing(2), level: undefined }],
      { ...opened, lastAt: 2, lastLevel: null },
    ],
    ["over", [firing(1), resolved(5, "warn")], over],
    [
      "over at its newest callback, where the recovery's clock is behind",
      [of("a", firing(1)), of("a", firing(5)), of("a", resolved(3))],
      { ...over, vendorEpisode: "a" },
    ],
    [
      "open again, with the end of the incident before",
      [firing(1), resolved(5), firing(9)],
      { ...opened, episode: 2, openedAt: 9, closedAt: 5, lastAt: 9 },
    ],
    [
      "waiting",
      [of("a", resolved(5))],
      {
        ...{ ...over, episode: 0, level: "critical", openedAt: 5, closedAt: null },
        ...{ heldAt: 5, heldEpisode: "a", byHand: undefined },
      },
    ],
    ["over, and no more waiting, once the alert came", [resolved(5), firing(1)], over],
    [
      "over when the alert came, if that says no time",
      [of("a", resolved(3)), untimed(of("a", firing(5)))],
      { ...over, openedAt: 5, vendorEpisode: "a" },
    ],
    ["open, and no more waiting, where the alert is newer", [resolved(0), firing(1)], opened],
    [
      "open, and waiting still for another stretch",
      [of("a", resolved(5)), of("b", firing(9))],
      { ...opened, openedAt: 9, lastAt: 9, vendorEpisode: "b", heldAt: 5, heldEpisode: "a" },
    ],
  ])("%s", (_, arrivals, track) => {
    expect(play(arrivals).track).toEqual(track);
  });
});

describe("a late alert of an earlier stretch", () => {
  test("is over where a later stretch has ended already, whose own alert is still told", () => {
    const arrivals = [
      of("a", resolved(5)),
      of("b", resolved(9)),
      of("a", firing(4)),
      of("b", firing(8)),
      of("b", firing(8)),
    ];
    expect(play(arrivals).told).toEqual([
      "held:",
      "held:",
      "overtaken: opened resolved",
      "overtaken: opened resolved",
      "late:",
    ]);
    expect(play(arrivals).track?.open).toBe(false);
  });
});
