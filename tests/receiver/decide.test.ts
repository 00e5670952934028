import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Arrival, type Decision, decide, expire, type Track } from "../../receiver/ledger/decide.ts";
import type { Level } from "../../receiver/level.ts";

/** Plays arrivals in order and collects what the destinations are told. */
function play(arrivals: Arrival[], from?: Track) {
  let track = from;
  const decisions: Decision[] = [];
  const messages: { kind: string; episode: number }[] = [];
  for (const arrival of arrivals) {
    const outcome = decide(track, arrival);
    for (const each of outcome.ends ? [outcome.ends, outcome] : [outcome]) {
      track = each.track;
      decisions.push(each.decision);
      for (const kind of each.messages) messages.push({ kind, episode: track.episode });
    }
  }
  return { track, decisions, messages };
}

const level = fc.constantFrom<Level>("critical", "warn", "info");

/** One episode: firings and no-data at rising times, then its recovery. */
const episode = (vendorEpisode: string | undefined, start: number) =>
  fc
    .array(
      fc.record({
        gap: fc.integer({ min: 1, max: 600_000 }),
        level,
        state: fc.constantFrom("firing", "no-data"),
      }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((steps) => {
      let at = start;
      const firings = steps.map((step): Arrival => {
        at += step.gap;
        const state = step.state as "firing" | "no-data";
        return { state, level: state === "no-data" ? "no-data" : step.level, at, vendorEpisode };
      });
      const end: Arrival = { state: "resolved", level: undefined, at: at + 60_000, vendorEpisode };
      return [...firings, end];
    });

/** Any order and any repetition, with every callback at least once. */
const shuffled = (arrivals: Arrival[]) =>
  fc
    .tuple(
      fc.shuffledSubarray(arrivals, { minLength: arrivals.length }),
      fc.array(fc.constantFrom(...arrivals), { maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
    )
    .map(([order, repeats, positions]) => {
      const result = [...order];
      for (const repeat of repeats)
        result.splice((positions.next().value ?? 0) % (result.length + 1), 0, repeat);
      return result;
    });

describe("the callbacks of one episode", () => {
  for (const vendorEpisode of [undefined, "t-1"]) {
    test(`open once and resolve once in any order and repetition (${vendorEpisode ?? "without an episode id"})`, () => {
      fc.assert(
        fc.property(episode(vendorEpisode, 1000).chain(shuffled), (arrivals) => {
          const { messages, track } = play(arrivals);
          expect(messages.filter(({ kind }) => kind === "opened")).toHaveLength(1);
          expect(messages.filter(({ kind }) => kind === "resolved")).toHaveLength(1);
          expect(messages.at(-1)?.kind).toBe("resolved");
          expect(track?.open).toBe(false);
        }),
        { numRuns: 2000 },
      );
    });
  }

  test("after an earlier episode open a second incident, which is resolved once", () => {
    fc.assert(
      fc.property(
        episode("t-1", 1000).chain(shuffled),
        episode("t-2", 100_000_000).chain(shuffled),
        (first, second) => {
          const { messages } = play([...first, ...second]);
          const kinds = (episode: number) =>
            messages
              .filter((each) => each.episode === episode && each.kind !== "updated")
              .map(({ kind }) => kind);
          expect(kinds(1)).toEqual(["opened", "resolved"]);
          expect(kinds(2)).toEqual(["opened", "resolved"]);
        },
      ),
    );
  });

  test("of two episodes mixed in any way never open twice at a time and never stay open", () => {
    fc.assert(
      fc.property(
        fc.tuple(episode("t-1", 1000), episode("t-2", 100_000_000)).chain(([a, b]) => shuffled([...a, ...b])),
        (arrivals) => {
          const { messages, track } = play(arrivals);
          let open = 0;
          for (const { kind } of messages) {
            open += kind === "opened" ? 1 : kind === "resolved" ? -1 : 0;
            expect(open === 0 || open === 1).toBe(true);
          }
          expect(track?.open).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("a decision", () => {
  const firing = (at: number, level: Level | "unknown" = "warn"): Arrival => ({
    state: "firing",
    level: level === "unknown" ? undefined : level,
    at,
    vendorEpisode: undefined,
  });
  const resolved = (at: number): Arrival => ({
    state: "resolved",
    level: undefined,
    at,
    vendorEpisode: undefined,
  });
  const noData = (at: number): Arrival => ({
    state: "no-data",
    level: "no-data",
    at,
    vendorEpisode: undefined,
  });

  const table: [string, Arrival[], Decision[]][] = [
    ["first firing", [firing(1)], ["opened"]],
    ["worse level", [firing(1), firing(2, "critical")], ["opened", "escalated"]],
    ["milder level", [firing(1), firing(2, "info")], ["opened", "deescalated"]],
    ["still firing", [firing(1), firing(2)], ["opened", "repeated"]],
    ["same callback again", [firing(1), firing(1)], ["opened", "duplicate"]],
    ["older firing", [firing(2), firing(1, "critical")], ["opened", "late"]],
    ["no data opens", [noData(1)], ["opened"]],
    [
      "no data does not lower an open incident",
      [firing(1, "critical"), noData(2), firing(3, "critical")],
      ["opened", "repeated", "repeated"],
    ],
    ["a level after no data", [noData(1), firing(2, "info")], ["opened", "escalated"]],
    ["recovery", [firing(1), resolved(2)], ["opened", "resolved"]],
    ["recovery again", [firing(1), resolved(2), resolved(2)], ["opened", "resolved", "duplicate"]],
    ["firing after recovery", [firing(1), resolved(2), firing(3)], ["opened", "resolved", "opened"]],
    ["old firing after recovery", [firing(2), resolved(3), firing(1)], ["opened", "resolved", "late"]],
    ["recovery first", [resolved(2), firing(1)], ["held", "overtaken"]],
    ["recovery of an alert that never came, then a new alert", [resolved(1), firing(2)], ["held", "opened"]],
    [
      "unknown level is taken at its worst",
      [firing(1, "unknown"), firing(2, "critical")],
      ["opened", "repeated"],
    ],
  ];
  test.each(table)("%s", (_name, arrivals, decisions) => {
    expect(play(arrivals).decisions).toEqual(decisions);
  });

  const of = (vendorEpisode: string, arrival: Arrival): Arrival => ({ ...arrival, vendorEpisode });
  const untimed = (arrival: Arrival): Arrival => ({ ...arrival, timed: false });
  const stretches: [string, Arrival[], Decision[]][] = [
    [
      "a late copy of the alert of the stretch that is over",
      [of("a", firing(1)), of("a", resolved(2)), of("a", untimed(firing(9)))],
      ["opened", "resolved", "late"],
    ],
    [
      "the recovery again, without a time of its own",
      [of("a", firing(1)), of("a", resolved(2)), of("a", untimed(resolved(9)))],
      ["opened", "resolved", "late"],
    ],
    [
      "an alert of another stretch while one is open",
      [of("a", firing(1)), of("b", firing(5)), of("b", resolved(6))],
      ["opened", "lost", "opened", "resolved"],
    ],
    [
      "an alert of the rule in place of the one that opened the incident",
      [of("a@r1", firing(1)), of("b@r2", firing(5)), of("b@r2", resolved(6))],
      ["opened", "repeated", "resolved"],
    ],
    [
      "an alert of another stretch of one rule while one is open",
      [of("a@r1", firing(1)), of("b@r1", firing(5)), of("b@r1", resolved(6))],
      ["opened", "lost", "opened", "resolved"],
    ],
    [
      "an older alert of another stretch while one is open",
      [of("b", firing(5)), of("a", firing(1)), of("b", resolved(6))],
      ["opened", "late", "resolved"],
    ],
    [
      "a late recovery of an earlier stretch that does not say its time",
      [of("a", firing(1)), of("a", resolved(2)), of("b", firing(5)), of("a", untimed(resolved(9)))],
      ["opened", "resolved", "opened", "late"],
    ],
    [
      "a recovery of a stretch that is newer than the open one",
      [of("a", firing(1)), of("b", resolved(5))],
      ["opened", "resolved"],
    ],
    [
      "a recovery before its alert, which does not say its time",
      [of("a", resolved(2)), of("a", untimed(firing(9))), of("a", untimed(resolved(10)))],
      ["held", "overtaken", "late"],
    ],
    [
      "a recovery that waits for its alert while an earlier stretch, over by then, is told",
      [of("b", resolved(9)), of("a", firing(1)), of("a", resolved(2)), of("b", firing(8))],
      ["held", "overtaken", "late", "overtaken"],
    ],
  ];
  test.each(stretches)("by the vendor's id of the stretch: %s", (_name, arrivals, decisions) => {
    expect(play(arrivals).decisions).toEqual(decisions);
  });

  test("an incident that expired closes at its last callback, so that a late one opens the next", () => {
    const { track } = play([firing(1), firing(5)]);
    const { track: closed, ...rest } = expire(track as Track);
    expect(rest).toEqual({ decision: "expired", messages: ["resolved"] });
    expect(closed).toMatchObject({ open: false, closedAt: 5, episode: 1 });
    expect(play([firing(6)], closed).decisions).toEqual(["opened"]);
    expect(play([firing(5)], closed).decisions).toEqual(["duplicate"]);
    expect(play([firing(4)], closed).decisions).toEqual(["late"]);
  });

  test("a stretch that goes on after its incident expired opens the next", () => {
    const { track } = play([of("a", firing(1))]);
    expect(play([of("a", firing(9)), of("a", resolved(10))], expire(track as Track).track).decisions).toEqual(
      ["opened", "resolved"],
    );
  });

  test("the recovery of a stretch whose incident expired ends it for late copies too", () => {
    const { track } = play([of("a", firing(1))]);
    const late = [of("a", resolved(7)), of("a", untimed(firing(9)))];
    expect(play(late, expire(track as Track).track).decisions).toEqual(["held", "late"]);
  });
});
