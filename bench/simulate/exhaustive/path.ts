import type { PlannedCallback, Subject } from "../world/episodes.ts";
import type { Scenario } from "../world/scenario.ts";
import { accessOf } from "../world/vendors/accounts.ts";

/** How much is played. */
export interface Bounds {
  /** Callbacks of up to three episodes of one resource. */
  callbacks: number;
  /** Stops of an object, and bad answers of a vendor, in one run. */
  stops: number;
  badAnswers: number;
}

/** What happens in one run: callbacks in an order, bad answers to what follows from some, and a stop. */
export interface Path {
  order: readonly number[];
  /** `place`: after which callback, by its place in the order. */
  bad: readonly { place: number; vendor: string; what: (typeof BAD_ANSWERS)[number] }[];
  stop?: { object: string; step: number };
}

/** One that has not arrived for sure, and one that may have. */
export const BAD_ANSWERS = ["answers 429", "takes it and answers 504"] as const;

/** A pager, and a chat, which can't tell a repeated message. */
export const VENDORS = { pager: { kind: "itoc360" }, chat: { kind: "dingtalk" } } as const;

const MINUTE = 60_000;
/** Between two callbacks everything comes to rest. */
const SLOT = 10 * MINUTE;
/** Only the first answer after a callback is bad. */
const FIRST = 2000;
const BEGIN = Date.parse("2026-11-20T08:00:00Z");

const SUBJECT: Subject = {
  source: "hangzhou",
  rule: "ecs-cpu",
  resource: "i-1",
  hasId: true,
  openFor: undefined,
};

/** Each episode opens, changes its level, and ends; the last one does not change it. */
const PLAN = [
  [1, "firing", "warn"],
  [1, "resolved", "warn"],
  [2, "firing", "warn"],
  [2, "resolved", "warn"],
  [3, "firing", "info"],
  [3, "resolved", "info"],
  [1, "firing", "critical"],
  [2, "firing", "critical"],
] as const;

/** When each happened by CloudMonitor's clock, in its order. */
const EVENT_ORDER = [0, 6, 1, 2, 7, 3, 4, 5];

export const MOST_CALLBACKS = PLAN.length;

export function scenarioOf({ order, bad, stop }: Path): Scenario {
  const callbacks = order.map((index, place): PlannedCallback => {
    const [episode, state, level] = PLAN[index] ?? PLAN[0];
    const eventAt = EVENT_ORDER.indexOf(index) * MINUTE;
    const number = index + 1;
    return {
      serial: number,
      number,
      subject: SUBJECT,
      episode,
      state,
      level,
      eventAt,
      sentAt: (place + 1) * SLOT,
      lostAnswers: 0,
    };
  });
  const destinations = Object.entries(VENDORS).map(
    ([name, { kind }]) => [name, { kind, severities: {}, access: accessOf(kind, name) }] as const,
  );
  return {
    ...{
      seed: 1,
      begin: BEGIN,
      lasts: (order.length + 1) * SLOT,
      changes: [],
      refused: [],
      actions: [],
      callbacks,
    },
    program: {
      destinations: Object.fromEntries(destinations),
      sources: {
        hangzhou: {
          ...{
            generation: 1,
            deliverTo: Object.keys(VENDORS),
            language: "en",
            timeZone: "UTC",
            severities: {},
          },
        },
      },
    },
    vendors: VENDORS,
    platformFaults: stop ? [{ kind: "stop", ...stop }] : [],
    vendorFaults: bad.map(({ place, vendor, what }) => ({
      vendor,
      what,
      at: (place + 1) * SLOT,
      lasts: FIRST,
      oneOf: 1,
    })),
  };
}
