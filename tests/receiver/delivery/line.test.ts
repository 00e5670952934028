import { describe, expect, test } from "vitest";
import {
  answered,
  begun,
  failed,
  held,
  newLine,
  opensAt,
  pause,
  refuse,
  release,
  room,
  spend,
  wanted,
  withAccess,
} from "../../../receiver/delivery/line.ts";

const PACE = { perMinute: 60, burst: 2 };
const MINUTE = 60_000;
const fresh = newLine(PACE, 0);

describe("pace", () => {
  test("lets a burst through, then one a second", () => {
    expect(room(fresh, PACE, 0, 0)).toBe(2);
    const line = begun(begun(fresh, PACE, 0), PACE, 0);
    expect(room(line, PACE, 0, 0)).toBe(0);
    expect(opensAt(line, PACE, 0)).toBe(1000);
    expect(room(line, PACE, 999, 0)).toBe(0);
    expect(room(line, PACE, 1000, 0)).toBe(1);
    expect(room(line, PACE, MINUTE, 0)).toBe(2);
  });

  test("counts every request of a message that takes several", () => {
    const line = spend(fresh, PACE, 0, 4);
    expect(opensAt(line, PACE, 0)).toBe(3000);
  });

  test("has at most five under way", () => {
    const wide = { perMinute: 600, burst: 100 };
    expect(room(newLine(wide, 0), wide, 0, 0)).toBe(5);
    expect(room(newLine(wide, 0), wide, 0, 4)).toBe(1);
    expect(room(newLine(wide, 0), wide, 0, 5)).toBe(0);
  });

  test("is not harmed by a clock that steps back", () => {
    const line = begun(newLine(PACE, 1000), PACE, 1000);
    expect(room(line, PACE, 0, 0)).toBe(1);
  });
});

describe("a destination that an operator holds", () => {
  const line = pause(fresh, 1000, "ann");

  test("gets nothing until it is released, however long that takes", () => {
    expect(opensAt(line, PACE, MINUTE)).toBe(Number.POSITIVE_INFINITY);
    expect(room(line, PACE, MINUTE, 0)).toBe(0);
    expect(room(release(line, MINUTE), PACE, MINUTE, 0)).toBe(2);
  });

  test("remembers who held it first, and since when", () => {
    expect(pause(line, 2000, "bob").paused).toEqual({ since: 1000, by: "ann" });
  });

  test("is back from there when it is released, and what waited may go at once", () => {
    expect(release(line, 5000)).toMatchObject({
      paused: null,
      backAt: 5000,
      backFrom: "held",
      probeAt: 5000,
    });
    expect(release(fresh, 5000)).toBe(fresh);
  });
});

test("what it was away for is said of the outage, not of what came before", () => {
  expect(answered(failed(fresh, 0, 1), 9).backFrom).toBe("unreachable");
  expect(answered(refuse(failed(fresh, 0, 1), 5, "HTTP 401", false), 9).backFrom).toBe("refused");
  const released = release(pause(fresh, 1, null), 2);
  expect(withAccess({ ...released, access: "old" }, "new", 3).backFrom).toBe("held");
});

test("a new page finds out nothing of a destination that answers, or that refuses us", () => {
  expect(wanted(fresh, 7)).toBe(fresh);
  const refused = refuse(failed(fresh, 0, 1), 5, "HTTP 401", false);
  expect(wanted(refused, 7)).toBe(refused);
});

describe("a destination that does not answer", () => {
  const down = failed(fresh, 0, 1);

  test("is probed with one message at a time, from the beginning of the try on", () => {
    expect(opensAt(down, PACE, 0)).toBe(5000);
    expect(room(down, PACE, 5000, 0)).toBe(1);
    const probed = begun(down, PACE, 5000);
    expect(room(probed, PACE, 14_000, 1)).toBe(0);
    // A new page does not wait for a probe that hangs.
    expect(room(wanted(probed, 14_000), PACE, 14_000, 1)).toBe(1);
    expect(room(wanted(probed, 14_000), PACE, 14_000, 2)).toBe(0);
    // Ten seconds without an answer are part of the wait.
    expect(opensAt(failed(fresh, 0, 1), PACE, 10_000)).toBe(5000);
  });

  test("is probed at least every half a minute in the first hour, and every two minutes after it", () => {
    let line = fresh;
    const gaps = new Set<number>();
    for (let now = 0; now < 75 * 60 * MINUTE; ) {
      line = failed(line, now, 1);
      gaps.add(now < 60 * MINUTE ? line.probeAt - now : (line.probeAt - now) * 1000);
      now = line.probeAt;
    }
    expect([...gaps]).toEqual([5000, 15_000, 28_000, 115_000_000]);
  });

  test("is probed by a new page at once, but no more than every five seconds", () => {
    let line = failed(begun(fresh, PACE, 60_000), 60_000, 1);
    line = failed(line, 60_000, 1);
    expect(opensAt(line, PACE, 60_000)).toBe(75_000);
    expect(opensAt(wanted(line, 61_000), PACE, 61_000)).toBe(65_000);
    expect(opensAt(wanted(line, 70_000), PACE, 70_000)).toBe(70_000);
  });

  test("is probed by a new page that came while a probe was under way", () => {
    const probed = begun(down, PACE, 100_000);
    const hung = failed(wanted(probed, 103_000), 100_000, 1);
    expect(opensAt(hung, PACE, 110_000)).toBe(105_000);
    // It has gone out itself meanwhile.
    const sent = begun(wanted(probed, 103_000), PACE, 105_000);
    expect(opensAt(failed(sent, 100_000, 1), PACE, 110_000)).toBe(115_000);
  });

  test("is never probed before the wait that it asked for", () => {
    const line = wanted(held(down, 0, 600_000), 20_000);
    expect(opensAt(line, PACE, 20_000)).toBe(600_000);
  });

  test("has everything due at once when it answers", () => {
    const back = answered(failed(down, 5000, 1), 20_000);
    expect(back).toMatchObject({ failures: 0, downSince: null, backAt: 20_000, backFrom: "unreachable" });
    expect(room(back, PACE, 20_000, 0)).toBe(2);
  });

  test("has everything due at once when its access has changed, and not when it is the same", () => {
    const held_ = held(withAccess(down, "old", 0), 0, 3_600_000);
    expect(opensAt(withAccess(held_, "old", 1000), PACE, 1000)).toBe(3_600_000);
    expect(opensAt(withAccess(held_, "new", 1000), PACE, 1000)).toBe(0);
  });
});

describe("a destination that refuses access", () => {
  const refused = refuse(withAccess(fresh, "old", 0), 0, "HTTP 401", false);

  test("is probed every quarter of an hour, whatever new pages there are", () => {
    expect(opensAt(wanted(refused, 60_000), PACE, 60_000)).toBe(15 * MINUTE);
    expect(room(refused, PACE, 15 * MINUTE, 0)).toBe(1);
    const again = refuse(refused, 15 * MINUTE, "HTTP 401", false);
    expect(again.refused?.since).toBe(0);
    expect(opensAt(again, PACE, 15 * MINUTE)).toBe(30 * MINUTE);
  });

  test("is not probed sooner because its object starts again during a probe", () => {
    const probed = begun(refused, PACE, 15 * MINUTE);
    expect(opensAt(probed, PACE, 16 * MINUTE)).toBe(30 * MINUTE);
  });

  test("and asks for no more is not even probed, until its access has changed", () => {
    const stopped = refuse(refused, 0, "HTTP 410", true);
    expect(opensAt(stopped, PACE, 1e12)).toBe(Number.POSITIVE_INFINITY);
    expect(opensAt(withAccess(stopped, "old", 1000), PACE, 1000)).toBe(Number.POSITIVE_INFINITY);
    expect(room(withAccess(stopped, "new", 1000), PACE, 1000, 0)).toBe(2);
  });

  test("and then does not answer is an outage like any other", () => {
    expect(opensAt(failed(refused, 15 * MINUTE, 1), PACE, 15 * MINUTE)).toBe(15 * MINUTE + 5000);
  });
});
