import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Incident,
  isWorse,
  kindOf,
  type Settled,
  settle,
  take,
} from "../../../receiver/delivery/incident.ts";
import { KNOWN, letter } from "./samples.ts";

/** The incident that a letter leaves; throws where it leaves none. */
function taken(known: Incident | undefined, ...rest: Parameters<typeof letter>): Incident {
  const result = take(known, "production", letter(...rest), 0);
  if (!("incident" in result)) throw new Error(JSON.stringify(result));
  return result.incident;
}

function left(settled: Settled): Incident {
  if (!settled || "over" in settled) throw new Error(JSON.stringify(settled));
  return settled;
}

const delivered = { outcome: "delivered" } as const;
const lost = {
  outcome: "failed",
  reason: "no answer within 10 s",
  status: null,
  lost: true,
  dueAt: 0,
} as const;
const refused = { outcome: "failed", reason: "HTTP 429", status: 429, lost: false, dueAt: 0 } as const;
const dead = { outcome: "dead" } as const;

describe("what there is to tell", () => {
  test("an opening, an update, a recovery, and then nothing", () => {
    const opened = taken(undefined, "opened", 1);
    expect(kindOf(opened)).toBe("opened");
    const open = left(settle(opened, opened, delivered, 5));
    expect(open).toMatchObject({ known: "open", knownLevel: "critical", wants: null, toldAt: 5 });
    const updated = taken(open, "updated", 2);
    expect(kindOf(updated)).toBe("updated");
    const resolved = taken(left(settle(updated, updated, delivered, 6)), "resolved", 3);
    expect(kindOf(resolved)).toBe("resolved");
    expect(settle(resolved, resolved, delivered, 7)).toBeUndefined();
  });

  test("is the newest: what came before it was never told", () => {
    const waiting = taken(taken(undefined, "opened", 1, { level: "warn" }), "updated", 2);
    expect(waiting).toMatchObject({ wants: "open", number: 2, level: "critical" });
    expect(kindOf(waiting)).toBe("opened");
  });

  test("is nothing where it opened and was resolved before anything could arrive", () => {
    const result = take(taken(undefined, "opened", 1), "production", letter("resolved", 2), 0);
    expect(result).toMatchObject({ over: { key: "k", number: 1 } });
  });

  test("is nothing of what the vendor never knew", () => {
    expect(take(undefined, "production", letter("resolved", 2), 0)).toEqual({ unknown: true });
    const opened = taken(undefined, "opened", 1);
    const buried = left(settle(opened, opened, dead, 1));
    expect(buried).toMatchObject({ known: "nothing", wants: null });
    expect(take(buried, "production", letter("resolved", 2), 0)).toEqual({ unknown: true });
    // Something new about it may be what the vendor takes.
    expect(kindOf(taken(buried, "updated", 3))).toBe("opened");
  });

  test("keeps its age and its failures while something newer replaces it", () => {
    const opened = taken(undefined, "opened", 1);
    const failedOnce = left(settle({ ...opened, since: 7 }, { ...opened, since: 7 }, lost, 9));
    expect(taken(failedOnce, "updated", 2)).toMatchObject({ since: 7, tries: 1, failedAt: 9, losses: 0 });
    expect(taken({ ...KNOWN, tries: 3 }, "updated", 2)).toMatchObject({ since: 0, tries: 0, failedAt: null });
  });
});

describe("a letter that was tried elsewhere before", () => {
  const tried = { attempts: 2, reason: "HTTP 503" };

  test("brings its tries, and may have arrived", () => {
    expect(taken(undefined, "opened", 1, { tried })).toMatchObject({
      ...{ tries: 2, reason: "HTTP 503", known: "perhaps", wants: "open" },
    });
    // So its recovery is sent.
    expect(taken(taken(undefined, "opened", 1, { tried }), "resolved", 2).wants).toBe("resolved");
  });

  test("can't have arrived without a try, and what is known stays known", () => {
    const untried = { attempts: 0, reason: null } as never;
    expect(taken(undefined, "opened", 1, { tried: untried })).toMatchObject({ tries: 0, known: "nothing" });
    expect(taken(KNOWN, "updated", 2, { tried }).known).toBe("open");
  });
});

test("a reminder is a message of its own kind, and no news", () => {
  const reminded: Incident = { ...KNOWN, wants: "refresh" };
  expect(kindOf(reminded)).toBe("refreshed");
  expect(isWorse(reminded)).toBe(false);
  // What fails of a reminder is not held against what comes next.
  expect(taken({ ...reminded, tries: 3, since: 7 }, "updated", 2)).toMatchObject({ tries: 0, since: 0 });
});

test("people learn of what the vendor may not have, however bad they were told it is", () => {
  expect(isWorse({ ...KNOWN, known: "perhaps", wants: "open" })).toBe(true);
  expect(isWorse({ ...KNOWN, wants: "open" })).toBe(false);
});

describe("a dead letter", () => {
  const opened = taken(undefined, "opened", 1);

  test("of a recovery ends the incident; of news leaves what is known", () => {
    const resolved = taken(KNOWN, "resolved", 2);
    expect(settle(resolved, resolved, dead, 5)).toBeUndefined();
    const updated = taken(KNOWN, "updated", 2);
    expect(settle(updated, updated, dead, 5)).toMatchObject({ known: "open", wants: null });
  });

  test("ends it too where it was resolved meanwhile and nobody knows of it", () => {
    const meanwhile = taken(opened, "opened", 1);
    const over: Incident = { ...meanwhile, number: 2, wants: "resolved" };
    expect(settle(opened, over, dead, 5)).toBeUndefined();
    expect(settle(opened, { ...over, wants: "open" }, dead, 5)).toMatchObject({ wants: "open", number: 2 });
    const known = { ...opened, known: "open" } as const;
    expect(settle(known, { ...over, known: "open" }, dead, 5)).toMatchObject({ wants: "resolved" });
  });
});

describe("a try without an answer", () => {
  const opened = taken(undefined, "opened", 1);
  const perhaps = left(settle(opened, opened, lost, 1));

  test("is remembered as the adapter asked, until another try says otherwise", () => {
    const remembers = left(settle(opened, opened, { ...lost, memory: "P1 P3" }, 1));
    expect(remembers.memory).toBe("P1 P3");
    expect(left(settle(remembers, remembers, refused, 2)).memory).toBe("P1 P3");
    expect(left(settle(remembers, remembers, { ...delivered, memory: "P1" }, 2)).memory).toBe("P1");
  });

  test("may have arrived: its recovery is sent", () => {
    expect(perhaps).toMatchObject({ known: "perhaps", losses: 1, tries: 1, wants: "open" });
    expect(taken(perhaps, "resolved", 2)).toMatchObject({ known: "perhaps", wants: "resolved" });
  });

  test("stays without an answer when the next one is refused", () => {
    const again = left(settle(perhaps, perhaps, refused, 2));
    expect(again).toMatchObject({ known: "perhaps", losses: 1, tries: 2 });
    expect(left(settle(again, again, dead, 3))).toMatchObject({ known: "perhaps", wants: null });
  });

  test("of an update leaves what is known", () => {
    const updated = taken(KNOWN, "updated", 2);
    expect(left(settle(updated, updated, lost, 1)).known).toBe("open");
  });
});

describe("a recovery that comes while the opening is under way", () => {
  const opened = taken(undefined, "opened", 1);
  const meanwhile = take(opened, "production", letter("resolved", 2), 0, true);
  const after = "incident" in meanwhile ? meanwhile.incident : KNOWN;

  test("waits for its answer, and goes out where it arrived or may have", () => {
    expect(after).toMatchObject({ known: "perhaps", wants: "resolved" });
    expect(left(settle(opened, after, delivered, 1))).toMatchObject({ known: "open", wants: "resolved" });
    expect(left(settle(opened, after, lost, 1))).toMatchObject({ known: "perhaps", wants: "resolved" });
  });

  test("is not sent where the opening certainly did not arrive", () => {
    expect(settle(opened, after, refused, 1)).toHaveProperty("over");
    expect(settle(opened, after, dead, 1)).toBeUndefined();
  });
});

test("what is newer than the try still waits after it", () => {
  const opened = taken(undefined, "opened", 1, { level: "warn" });
  const worse = taken(opened, "updated", 2);
  const after = left(settle(opened, worse, delivered, 1));
  expect(after).toMatchObject({ known: "open", knownLevel: "warn", wants: "open", number: 2, tries: 0 });
  expect(kindOf(after)).toBe("updated");
  expect(isWorse(after)).toBe(true);
  expect(isWorse(taken(KNOWN, "updated", 2))).toBe(false);
});

test("a summary is resolved as soon as it is told, or ends there", () => {
  const summary: Incident = { ...KNOWN, known: "nothing", knownLevel: null, wants: "open", own: "resolves" };
  const told = left(settle(summary, summary, delivered, 1));
  expect(kindOf(told)).toBe("resolved");
  expect(settle(told, told, delivered, 2)).toBeUndefined();
  const once: Incident = { ...summary, own: "once" };
  expect(settle(once, once, delivered, 1)).toBeUndefined();
});

test("an opening is told once and a recovery once, whatever is lost on the way", () => {
  const result = fc.constantFrom(delivered, lost, refused);
  const step = fc.oneof(result, fc.constant("try" as const), fc.constant("news" as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let incident: Settled = taken(undefined, "opened", 1);
      let sent: Incident | undefined;
      let number = 1;
      let arrived = false;
      const say = (news: "updated" | "resolved") => {
        const known = incident && !("over" in incident) ? incident : undefined;
        if (!known) return;
        const next = take(known, "production", letter(news, ++number), 0, sent !== undefined);
        incident = "incident" in next ? next.incident : "over" in next ? next : undefined;
      };
      for (const each of steps) {
        if (!incident || "over" in incident) break;
        if (each === "news") say("updated");
        else if (each === "try") sent ??= incident.wants === null ? undefined : incident;
        else if (sent) {
          arrived ||= each !== refused;
          incident = settle(sent, incident, each, 0);
          sent = undefined;
        }
      }
      say("resolved");
      if (sent && incident && !("over" in incident)) incident = settle(sent, incident, refused, 0);
      // What may be open there is resolved, and nobody hears of what can't be.
      const resolves = incident !== undefined && !("over" in incident) && incident.wants === "resolved";
      expect(resolves).toBe(arrived);
    }),
  );
});
