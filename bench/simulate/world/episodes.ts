import type { Level } from "../../../receiver/level.ts";
import type { Random } from "../../random.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** One resource of one rule, of which CloudMonitor tells. */
export interface Subject {
  source: string;
  rule: string;
  resource: string;
  /** Whether the bodies carry the vendor's id of the stretch (`transId`), as those of 23 fields do. */
  hasId: boolean;
  /** How long an incident stays open that nothing ends, in seconds, as the rule declares it. */
  openFor: number | undefined;
}

/** What tells one subject from another. */
export function nameOf({ source, rule, resource }: Subject): string {
  return `${source} ${rule} ${resource}`;
}

/** A callback, as it is planned. Times are milliseconds since the run began. */
export interface PlannedCallback {
  /** Tells it from its copies, which have the same number. */
  serial: number;
  /** Its own number, by which every message made of it is known: it is its region's name. */
  number: number;
  subject: Subject;
  /** Number of the stretch from a first firing to its recovery, in this subject. From 1. */
  episode: number;
  state: "firing" | "no-data" | "resolved";
  level: Level;
  /** When CloudMonitor evaluated the rule: the time in the body. */
  eventAt: number;
  /** When it is sent first. */
  sentAt: number;
  /** Of its answers the first so many are lost on the way back, so that it is sent again. */
  lostAnswers: number;
}

const LEVELS: readonly Level[] = ["critical", "warn", "info"];

/** How callbacks of one run differ from an orderly one. */
export interface Disorder {
  /** Of so many callbacks one is sent late, up to `latest` milliseconds. 0: none. */
  lateOneOf: number;
  latest: number;
  /** Of so many callbacks one is sent twice. 0: none. */
  twiceOneOf: number;
  /** Of so many callbacks one loses an answer. 0: none. */
  lostAnswerOneOf: number;
  /** Of so many recoveries one is never sent. 0: none. */
  lostRecoveryOneOf: number;
}

/** Plays one subject from `begin` until `end`: episode after episode, each of at least a first firing. */
export function playSubject(
  subject: Subject,
  random: Random,
  begin: number,
  end: number,
  disorder: Disorder,
  number: () => number,
): PlannedCallback[] {
  const callbacks: PlannedCallback[] = [];
  const hits = (oneOf: number) => oneOf > 0 && random.below(oneOf) === 0;
  const send = (
    planned: Omit<PlannedCallback, "serial" | "number" | "subject" | "sentAt" | "lostAnswers">,
  ) => {
    const copies = hits(disorder.twiceOneOf) ? 2 : 1;
    const callback = number();
    for (let copy = 0; copy < copies; copy++) {
      const late = hits(disorder.lateOneOf) ? random.below(disorder.latest) : 0;
      const sentAt = planned.eventAt + random.below(2 * SECOND) + late;
      const lostAnswers = hits(disorder.lostAnswerOneOf) ? 1 + random.below(4) : 0;
      callbacks.push({
        ...planned,
        serial: 10 * callback + copy,
        number: callback,
        subject,
        sentAt,
        lostAnswers,
      });
    }
  };
  let time = begin + random.below(Math.max(1, Math.floor((end - begin) / 2)));
  for (let episode = 1; time < end; episode++) {
    let level = random.one(LEVELS);
    const tells = (state: PlannedCallback["state"]) =>
      send({ episode, state, level, eventAt: Math.floor(time) });
    tells(random.below(12) === 0 ? "no-data" : "firing");
    for (let more = random.below(4); more > 1; more--) {
      time += SECOND + random.below(8 * MINUTE);
      if (random.below(3) > 0) level = random.one(LEVELS);
      tells("firing");
    }
    time += SECOND + random.below(random.below(3) === 0 ? 20 * SECOND : 10 * MINUTE);
    if (!hits(disorder.lostRecoveryOneOf)) tells("resolved");
    time += SECOND + random.below(20 * MINUTE);
  }
  return callbacks;
}
