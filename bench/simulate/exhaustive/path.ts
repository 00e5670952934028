import type { PlannedCallback, Subject } from "../world/episodes.ts";
import type { Scenario } from "../world/scenario.ts";
import { accessOf } from "../world/vendors/accounts.ts";
import type { VendorFault } from "../world/vendors/faults.ts";

/** How much is played. */
export interface Bounds {
  /** Callbacks of up to three episodes of one resource. */
  callbacks: number;
  /** Stops of an object, and bad answers of a vendor, in one run. */
  stops: number;
  badAnswers: number;
}

/** One that has not arrived for sure, and one that may have. */
export const BAD_ANSWERS = ["answers 429", "takes it and answers 504"] as const;

/** A bad answer to the `number`-th request that a vendor gets after the callback. */
export interface Bad {
  vendor: string;
  number: number;
  what: (typeof BAD_ANSWERS)[number];
}

/** What happens from one time at which everything is at rest to the next. */
export interface Step {
  /** Which of the callbacks arrives. */
  callback: number;
  bad: readonly Bad[];
  /** The object stops when something happens in it for the `step`-th time since. */
  stop?: { object: string; step: number };
}

/** A step, and when it was. Milliseconds since the run began. */
export type Past = Step & { at: number };

/** A pager, and a chat, which can't tell a repeated message. */
export const VENDORS = { pager: { kind: "itoc360" }, chat: { kind: "dingtalk" } } as const;

const MINUTE = 60_000;
const BEGIN = Date.parse("2026-11-20T08:00:00Z");
export const SOURCE = "hangzhou";

/** When the first callback arrives. */
export const FIRST_AT = 10 * MINUTE;
/** How long what happens after a callback may take to come to rest. */
export const LONGEST_STEP = 2 * 60 * MINUTE;

const SUBJECT: Subject = {
  source: SOURCE,
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

/** Everything that happened, and what happens next. */
export function scenarioOf(past: readonly Past[], next?: Past): Scenario {
  const all = next ? [...past, next] : past;
  const callbacks = all.map(({ callback, at }): PlannedCallback => {
    const [episode, state, level] = PLAN[callback] ?? PLAN[0];
    const number = callback + 1;
    return {
      ...{ serial: number, number, subject: SUBJECT, episode, state, level },
      ...{ eventAt: EVENT_ORDER.indexOf(callback) * MINUTE, sentAt: at + 500, lostAnswers: 0 },
    };
  });
  const destinations = Object.entries(VENDORS).map(
    ([name, { kind }]) => [name, { kind, severities: {}, access: accessOf(kind, name) }] as const,
  );
  const lasts = LONGEST_STEP + (all.at(-1)?.at ?? FIRST_AT);
  return {
    ...{ seed: 1, begin: BEGIN, lasts, changes: [], refused: [], actions: [], callbacks },
    program: {
      destinations: Object.fromEntries(destinations),
      sources: {
        [SOURCE]: {
          generation: 1,
          deliverTo: Object.keys(VENDORS),
          ...{ language: "en", timeZone: "UTC", severities: {} },
        },
      },
    },
    vendors: VENDORS,
    platformFaults: next?.stop ? [{ kind: "stop", ...next.stop }] : [],
    vendorFaults: all.flatMap(({ bad, at }, index) =>
      bad.map(
        ({ vendor, number, what }): VendorFault => ({
          ...{ vendor, number, what, at, oneOf: 1 },
          lasts: (all[index + 1]?.at ?? lasts) - at,
        }),
      ),
    ),
  };
}
