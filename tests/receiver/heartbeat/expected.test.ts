import { describe, expect, test } from "vitest";
import {
  type Beat,
  type Beats,
  declared,
  heard,
  nextOverdue,
  overdue,
  overdueAt,
} from "../../../receiver/heartbeat/expected.ts";

const HOURLY = { every: 3600, missing: 3 };
const NEVER = Number.POSITIVE_INFINITY;
/** Three hours, in milliseconds. */
const LONG = 3 * 3600 * 1000;

const beat = (changes: Partial<Beat> = {}): Beat => ({ since: 1000, at: null, told: false, ...changes });

describe("a change of the program", () => {
  test("begins to expect what is new, from now on", () => {
    const before = { kept: beat({ at: 5000 }) };
    expect(declared(before, { kept: HOURLY, fresh: HOURLY }, 9000)).toEqual({
      kept: beat({ at: 5000 }),
      fresh: { since: 9000, at: null, told: false },
    });
  });

  test("forgets what is gone, unless people still have to be told that it is", () => {
    const before = { gone: beat(), told: beat({ told: true }) };
    expect(declared(before, {}, 9000)).toEqual({ told: beat({ told: true }) });
  });

  test("of nothing changes nothing", () => {
    const unchanged: Beats[] = [{ kept: beat() }, { kept: beat(), told: beat({ told: true }) }];
    for (const before of unchanged) expect(declared(before, { kept: HOURLY }, 9000)).toBe(before);
  });
});

describe("one that comes", () => {
  test("is the last, and ends what people were told", () => {
    const before = { a: beat({ told: true }), b: beat() };
    expect(heard(before, "a", {}, 9000)).toEqual({ a: beat({ at: 9000 }), b: beat() });
  });

  test("says where it came from, and what it leaves out stays known", () => {
    const from = (account: string, region?: string) => ({ account, region });
    const first: Beats = heard({ a: beat() }, "a", from("1", "cn-hangzhou"), 2000);
    expect(first.a).toMatchObject({ account: "1", region: "cn-hangzhou" });
    expect(heard(first, "a", { account: "2" }, 3000).a).toMatchObject({
      account: "2",
      region: "cn-hangzhou",
    });
    expect(heard(first, "a", { region: "eu-central-1" }, 3000).a).toMatchObject({
      account: "1",
      region: "eu-central-1",
    });
  });

  test("and that nobody knows changes nothing", () => {
    const before = { a: beat() };
    expect(heard(before, "b", {}, 9000)).toBe(before);
  });
});

describe("overdue", () => {
  test("is counted from the last one, or from when they are expected", () => {
    expect(overdueAt(beat(), HOURLY)).toBe(1000 + LONG);
    expect(overdueAt(beat({ at: 7000 }), HOURLY)).toBe(7000 + LONG);
    expect(overdueAt(beat(), undefined)).toBe(NEVER);
  });

  test("is told once, at that time and not before", () => {
    const beats = { a: beat(), b: beat({ at: 7000 }) };
    const expected = { a: HOURLY, b: HOURLY };
    const early = overdue(beats, expected, 1000 + LONG - 1);
    expect(early).toEqual({ beats, changes: [] });
    expect(early.beats).toBe(beats);

    const { beats: after, changes } = overdue(beats, expected, 1000 + LONG);
    expect(changes).toEqual([{ name: "a", news: "missing", beat: beat() }]);
    expect(after).toEqual({ a: beat({ told: true }), b: beat({ at: 7000 }) });
    expect(overdue(after, expected, 1000 + LONG).changes).toEqual([]);
  });

  test("is no more what the program has given up: told where people were, else forgotten with the next change", () => {
    const beats: Beats = { told: beat({ told: true }), quiet: beat() };
    expect(overdue(beats, {}, 2000)).toEqual({
      beats: {},
      changes: [{ name: "told", news: "given up", beat: beat({ told: true }) }],
    });
    expect(overdue({ quiet: beat() }, {}, NEVER).changes).toEqual([]);
  });
});

describe("the next look", () => {
  test.each<[string, Beats, number]>([
    ["is never where nothing is expected", {}, NEVER],
    ["is when the first is overdue", { a: beat({ at: 9000 }), b: beat() }, 1000 + LONG],
    ["is never where all are told", { a: beat({ told: true }) }, NEVER],
    [
      "is at once where people have to be told of what is given up",
      { gone: beat({ told: true }), a: beat() },
      0,
    ],
    ["is never for what is given up and was told to nobody", { gone: beat() }, NEVER],
  ])("%s", (_, beats, at) => {
    expect(nextOverdue(beats, { a: HOURLY, b: HOURLY })).toBe(at);
  });
});
