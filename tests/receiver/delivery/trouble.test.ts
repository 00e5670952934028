import { expect, test } from "vitest";
import { answered, failed, newLine, pause, refuse } from "../../../receiver/delivery/line.ts";
import {
  changesAt,
  changesOf,
  heldTexts,
  troublesOf,
  troubleText,
} from "../../../receiver/delivery/trouble.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LINE = newLine({ perMinute: 60, burst: 5 }, 0);
const DOWN = failed(LINE, 0, 1);
const REFUSED = refuse(LINE, 5, "HTTP 401", false);
const NOTHING = { access: null, dead: null };
const DEATH = { at: 7, reason: "HTTP 400" };

test("what is wrong: refused at once, down after ten minutes, a dead letter for a day", () => {
  const words = (...args: Parameters<typeof troublesOf>) => troublesOf(...args).map(troubleText);
  expect(words(LINE, null, DAY)).toEqual([]);
  expect(words(REFUSED, null, 5)).toEqual(["refuses access since 1970-01-01T00:00:00.005Z: HTTP 401"]);
  expect(words(DOWN, null, 10 * MINUTE - 1)).toEqual([]);
  expect(words(DOWN, null, 10 * MINUTE)).toEqual(["does not answer since 1970-01-01T00:00:00.000Z"]);
  expect(words(LINE, DEATH, 6 + DAY)).toEqual([
    "has dead letters, the newest of 1970-01-01T00:00:00.007Z: HTTP 400",
  ]);
  expect(words(LINE, DEATH, 7 + DAY)).toEqual([]);
});

test("each is told once, when it turns into another, and when it is over", () => {
  expect(changesAt(NOTHING, DOWN, null)).toBe(10 * MINUTE);
  expect(changesOf(NOTHING, DOWN, null, MINUTE)).toEqual([]);
  const [down] = changesOf(NOTHING, DOWN, null, 10 * MINUTE);
  expect(down).toMatchObject({ news: "opened", trouble: { what: "down" } });
  const told = { ...NOTHING, access: down?.told ?? null };
  expect(changesAt(told, DOWN, null)).toBe(Number.POSITIVE_INFINITY);
  expect(changesOf(told, DOWN, null, DAY)).toEqual([]);
  const refused = refuse(DOWN, 11 * MINUTE, "HTTP 403", false);
  const [turned] = changesOf(told, refused, null, 11 * MINUTE);
  expect(turned).toMatchObject({ news: "updated", trouble: { what: "refused" }, since: down?.since });
  // It fails again: nobody knows whether it is over before something arrives.
  const after = { ...NOTHING, access: turned?.told ?? null };
  expect(changesOf(after, failed(LINE, DAY, 1), null, DAY)).toEqual([]);
  const [over] = changesOf(after, answered(refused, DAY), null, DAY);
  expect(over).toMatchObject({ news: "resolved", since: down?.since, told: null });
});

test("only the first dead letter of a day is told", () => {
  const [first] = changesOf(NOTHING, LINE, DEATH, 7);
  expect(first).toMatchObject({ about: "dead", news: "opened", trouble: { reason: "HTTP 400" } });
  const told = { ...NOTHING, dead: first?.told ?? null };
  const second = { at: MINUTE, reason: "HTTP 422" };
  expect(changesOf(told, LINE, second, MINUTE)).toEqual([]);
  expect(changesAt(told, LINE, second)).toBe(MINUTE + DAY);
  expect(changesOf(told, LINE, second, MINUTE + DAY)).toMatchObject([{ about: "dead", news: "resolved" }]);
});

test("what is refused is told at once, and once", () => {
  expect(changesAt(NOTHING, REFUSED, null)).toBe(5);
  const [refused] = changesOf(NOTHING, REFUSED, null, 9);
  expect(refused).toMatchObject({
    about: "access",
    news: "opened",
    since: 9,
    told: { what: "refused", at: 9 },
  });
  expect(changesAt({ ...NOTHING, access: refused?.told ?? null }, REFUSED, null)).toBe(
    Number.POSITIVE_INFINITY,
  );
  // A dead letter that was not told needs no end.
  expect(changesAt({ access: { what: "refused", at: 9 }, dead: null }, REFUSED, DEATH)).toBe(
    Number.POSITIVE_INFINITY,
  );
  const [over] = changesOf({ ...NOTHING, access: { what: "refused", at: 9 } }, LINE, null, 20);
  expect(over).toMatchObject({ trouble: { what: "refused", since: 9, reason: null } });
});

test("who holds a destination is said, and since when", () => {
  expect(heldTexts(LINE)).toEqual([]);
  expect(heldTexts(pause(LINE, 1000, null))).toEqual(["is held since 1970-01-01T00:00:01.000Z"]);
  expect(heldTexts(pause(LINE, 1000, "ann"))).toEqual(["is held since 1970-01-01T00:00:01.000Z (ann)"]);
});
