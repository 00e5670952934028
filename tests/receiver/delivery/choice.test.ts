import { describe, expect, test } from "vitest";
import { choose, dueAt, isParked, type Waiting } from "../../../receiver/delivery/choice.ts";
import { answered, failed, newLine } from "../../../receiver/delivery/line.ts";
import { waiting } from "./samples.ts";

const UP = newLine({ perMinute: 60, burst: 5 }, 0);

/** The order in which messages go out, by key. */
function order(messages: Waiting[], line = UP): string[] {
  const served = new Map<string, number>();
  const left = [...messages];
  const sent: string[] = [];
  while (left.length > 0) {
    const next = choose(left, line, served) as Waiting;
    served.set(next.source, sent.length + 1);
    sent.push(next.key);
    left.splice(left.indexOf(next), 1);
  }
  return sent;
}

describe("the next message", () => {
  test("is alive and worst first, then what lets people sleep, then the rest", () => {
    const messages = [
      waiting({ key: "summary", isOwn: true, level: "info" }),
      waiting({ key: "repeat", kind: "updated", isWorse: false }),
      waiting({ key: "recovery", kind: "resolved", isWorse: false }),
      waiting({ key: "info", level: "info" }),
      waiting({ key: "warn", level: "warn" }),
      waiting({ key: "worse", kind: "updated", level: "error" }),
      waiting({ key: "critical" }),
      waiting({ key: "reminder", kind: "refreshed", isWorse: false }),
    ];
    expect(order(messages)).toEqual([
      "critical",
      "worse",
      "warn",
      "info",
      "recovery",
      "repeat",
      "reminder",
      "summary",
    ]);
  });

  test("is the newest of its level", () => {
    expect(order([1, 3, 2].map((hour) => waiting({ key: `at ${hour}`, openedAt: hour })))).toEqual([
      "at 3",
      "at 2",
      "at 1",
    ]);
  });

  test("is the later letter where two began together", () => {
    expect(order([1, 3, 2].map((number) => waiting({ key: `${number}`, number, openedAt: 5 })))).toEqual([
      ...["3", "2", "1"],
    ]);
  });

  test("is not told again before its own time where it failed as the destination came back", () => {
    const back = answered(failed(UP, 1000, 1), 2000);
    const then = waiting({ triedAt: 2000, dueAt: 9000 });
    expect(dueAt(then, back)).toBe(9000);
    expect(
      order([waiting({ key: "then", triedAt: 2000 }), waiting({ key: "mild", level: "info" })], back),
    ).toEqual(["mild", "then"]);
  });

  test("is an update before a reminder, whichever is worse", () => {
    const update = waiting({ key: "update", kind: "updated", isWorse: false, level: "info" });
    const reminder = waiting({ key: "reminder", kind: "refreshed", isWorse: false });
    expect(order([reminder, update])).toEqual(["update", "reminder"]);
  });

  test("is another source's each time within a level", () => {
    const storm = [1, 2, 3, 4].map((n) => waiting({ key: `storm ${n}`, source: "storm", openedAt: n }));
    const calm = waiting({ key: "calm", source: "calm" });
    expect(order([...storm, calm])).toEqual(["storm 4", "calm", "storm 3", "storm 2", "storm 1"]);
    // A level is a level, whosever turn it is.
    const mild = waiting({ key: "mild", source: "calm", level: "warn" });
    expect(order([...storm, mild]).at(-1)).toBe("mild");
  });

  test("is not one that fails while others arrive", () => {
    const back = answered(failed(UP, 1000, 1), 2000);
    const choking = waiting({ key: "choking", tries: 2, triedAt: 3000, openedAt: 9 });
    const due = waiting({ key: "failed before", tries: 1, triedAt: 1500 });
    expect(order([choking, due, waiting({ key: "mild", level: "info" })], back)).toEqual([
      "failed before",
      "mild",
      "choking",
    ]);
  });
});

describe("what finds out whether the destination answers", () => {
  const messages = (tries: number[]) =>
    tries.map((count, index) =>
      waiting({ key: `${index}`, tries: count, triedAt: count > 0 ? index : null }),
    );

  test("is another message each time, until five have failed", () => {
    const down = failed(UP, 0, 1);
    expect(choose(messages([1, 0, 1]), down, new Map())?.key).toBe("1");
    expect(choose(messages([2, 2, 1]), down, new Map())?.key).toBe("2");
  });

  test("is then one of those, so that no other may have arrived unnoticed", () => {
    let down = UP;
    for (let count = 0; count < 5; count++) down = failed(down, 0, 1);
    expect(choose(messages([0, 0, 2, 1]), down, new Map())?.key).toBe("2");
    expect(choose(messages([0, 0]), down, new Map())?.key).toBe("0");
    // The one that was tried longest ago.
    const tried = (key: string, triedAt: number) => waiting({ key, tries: 1, triedAt });
    expect(choose([tried("b", 20), tried("a", 10), tried("c", 30)], down, new Map())?.key).toBe("a");
  });
});

test("what failed is due when the destination is back, whatever it waited for itself", () => {
  const message = waiting({ dueAt: 9000, triedAt: 1000 });
  expect(dueAt(message, UP)).toBe(9000);
  const back = answered(failed(UP, 0, 1), 2000);
  expect(dueAt(message, back)).toBe(0);
  // It failed again since: others arrive, and this one does not.
  expect(dueAt({ ...message, triedAt: 3000 }, back)).toBe(9000);
});

test("a chat gets a message without an answer twice, and again only when it has shown that it is there", () => {
  const twice = waiting({ losses: 2, triedAt: 5000 });
  expect(isParked(twice, UP, true)).toBe(true);
  expect(isParked(twice, answered(UP, 6000), true)).toBe(false);
  expect(isParked({ ...twice, losses: 1 }, UP, true)).toBe(false);
  expect(isParked(twice, UP, false)).toBe(false);
  // A sign of the same moment may be its own.
  expect(isParked(twice, answered(UP, 5000), true)).toBe(true);
});
