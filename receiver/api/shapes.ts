import * as v from "valibot";

/**
 * What the API answers, and the pages show: one schema a question, in one place. The OpenAPI document is made
 * of them, and tests check answers against them; the Worker itself imports their types alone. Times are ISO
 * 8601 in UTC; null is what is unknown, or not there. A field is only ever added.
 */

const time = v.pipe(v.string(), v.isoTimestamp());
const maybe = v.nullable(time);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const counts = v.record(v.string(), count);
const texts = v.record(v.string(), v.string());

/** A sentence for people, in both languages. */
export const Both = v.object({ en: v.string(), zh: v.string() });
export type Both = v.InferOutput<typeof Both>;

export const IncidentRow = v.object({
  key: v.string(),
  /** Of the event that opened it; rises from one incident of its source to the next. */
  number: count,
  source: v.string(),
  state: v.picklist(["open", "closed"]),
  level: v.string(),
  rule: v.string(),
  ruleKey: v.string(),
  resource: texts,
  title: v.string(),
  openedAt: time,
  closedAt: maybe,
  /** Decision that ended it. */
  closedBy: v.nullable(v.string()),
  episode: count,
  /** Who was told of it. */
  destinations: v.array(v.string()),
  /** Why nobody is told of it yet. */
  reason: v.nullable(Both),
});
export type IncidentRow = v.InferOutput<typeof IncidentRow>;

export const IncidentPage = v.object({
  incidents: v.array(IncidentRow),
  /** `after` of the next page; null: this is the last one. */
  next: v.nullable(v.string()),
  /** False: the search stopped after so many rows that did not match; the next page goes on from there. */
  whole: v.boolean(),
});
export type IncidentPage = v.InferOutput<typeof IncidentPage>;

/** One try to tell a destination. */
export const Attempt = v.object({
  at: time,
  kind: v.string(),
  outcome: v.picklist(["delivered", "retry", "rejected"]),
  status: v.nullable(v.number()),
  /** How long the vendor took to answer. */
  milliseconds: v.number(),
  reason: v.nullable(v.string()),
  /** Of what arrived: milliseconds since its callback. */
  late: v.nullable(v.number()),
});
export type Attempt = v.InferOutput<typeof Attempt>;

/** What a destination knows of an incident. */
export const Told = v.object({
  state: v.picklist(["told", "waiting", "dead", "over", "nothing"]),
  toldAt: maybe,
  /** The first three and the last nine, oldest first. */
  attempts: v.array(Attempt),
  count,
  /** When it is tried again, and why it is not yet. */
  nextTry: maybe,
  reason: v.nullable(v.string()),
  /** Of dead letters of it that nothing was done about. */
  deadLetters: v.array(count),
});
export type Told = v.InferOutput<typeof Told>;

/** One line of an incident's timeline. */
export const Happening = v.object({
  /** Rises with each event of the source. */
  number: count,
  at: time,
  receivedAt: time,
  decision: v.string(),
  meaning: Both,
  reason: v.nullable(Both),
  state: v.nullable(v.string()),
  level: v.nullable(v.string()),
  value: v.nullable(v.string()),
  /** What of the callback could not be understood, and what it was taken for. */
  unclear: v.array(v.string()),
  /** Who was told of it. */
  told: v.array(v.string()),
  /** As received, with secrets masked; null: no callback came. */
  body: v.nullable(v.string()),
  contentType: v.nullable(v.string()),
  parameters: v.nullable(v.string()),
  /** Who did it, where a person did. */
  by: v.nullable(v.string()),
});
export type Happening = v.InferOutput<typeof Happening>;

export const Incident = v.object({
  ...IncidentRow.entries,
  namespace: v.nullable(v.string()),
  metric: v.nullable(v.string()),
  region: v.nullable(v.string()),
  account: v.nullable(v.string()),
  condition: v.nullable(v.string()),
  unit: v.nullable(v.string()),
  links: v.object({
    rule: v.optional(v.string()),
    resource: v.optional(v.string()),
    runbook: v.optional(v.string()),
    silence: v.optional(v.string()),
  }),
  silencedUntil: maybe,
  /** Newest first. */
  timeline: v.array(Happening),
  /** `before` of the page of what was earlier; null: this is the last one. */
  next: v.nullable(count),
  /** Values of this page's callbacks, oldest first. */
  values: v.array(v.object({ at: time, value: v.number(), state: v.string() })),
  threshold: v.nullable(v.number()),
  told: v.record(v.string(), Told),
});
export type Incident = v.InferOutput<typeof Incident>;

/** What a person must act on. */
export const Todo = v.object({
  what: v.picklist(["destination", "source", "ping", "heartbeat", "drill"]),
  name: v.string(),
  text: Both,
  doThis: Both,
  /** Where more is: `dead-letters/NAME`, `quarantine/NAME`. */
  see: v.nullable(v.string()),
});
export type Todo = v.InferOutput<typeof Todo>;

const Heartbeat = v.object({
  heardAt: maybe,
  overdueAt: time,
  missing: v.boolean(),
  account: v.optional(v.string()),
  region: v.optional(v.string()),
});

const DrillShape = v.object({
  outcome: v.picklist(["running", "passed", "failed"]),
  problem: v.nullable(v.string()),
  by: v.nullable(v.string()),
  key: v.nullable(v.string()),
  startedAt: time,
  openedAt: maybe,
  closedAt: maybe,
  endedAt: maybe,
  destinations: v.record(v.string(), v.object({ opened: maybe, resolved: maybe })),
});

export const Overview = v.object({
  at: time,
  /** Worst first; empty: nothing. */
  todo: v.array(Todo),
  sources: v.record(
    v.string(),
    v.object({
      latestEventAt: maybe,
      verifiedAt: maybe,
      open: count,
      /** What no destination has been handed yet. */
      waiting: count,
      quarantined: count,
      /** Of the last 24 hours, by decision. */
      decisions: counts,
      /** Of the callback token. */
      generation: count,
      /** When the token of the generation before was last used, to the hour. */
      formerTokenAt: maybe,
      heartbeats: v.optional(v.record(v.string(), Heartbeat)),
      drill: v.optional(DrillShape),
    }),
  ),
  destinations: v.record(
    v.string(),
    v.object({
      kind: v.string(),
      state: v.picklist(["up", "slow", "down", "refused", "held", "unused", "retired"]),
      /** Since when it is not up. */
      since: maybe,
      troubles: v.array(v.string()),
      waiting: v.object({ count, oldest: maybe }),
      deadLetters: count,
      answeredAt: maybe,
      refusal: v.nullable(v.object({ at: time, reason: v.string() })),
    }),
  ),
  /** The newest open ones of all sources. */
  open: v.array(IncidentRow),
});
export type Overview = v.InferOutput<typeof Overview>;

export const Quarantine = v.object({
  source: v.string(),
  count,
  entries: v.array(
    v.object({
      id: count,
      receivedAt: time,
      reason: v.string(),
      contentType: v.nullable(v.string()),
      bytes: count,
      /** The first 2,000 characters, with secrets masked. */
      body: v.string(),
    }),
  ),
  next: v.nullable(count),
});
export type Quarantine = v.InferOutput<typeof Quarantine>;

export const Decisions = v.object({
  from: time,
  step: v.literal("hour"),
  hours: v.array(v.object({ at: time, counts })),
  /** False: the first hours have more than were counted. */
  whole: v.boolean(),
});
export type Decisions = v.InferOutput<typeof Decisions>;

/** What people did with incidents of a source. */
export const Actions = v.object({
  source: v.string(),
  actions: v.array(
    v.object({
      number: count,
      at: time,
      decision: v.string(),
      by: v.string(),
      /** Key of the incident, while it is the newest of its resource. */
      key: v.nullable(v.string()),
    }),
  ),
  next: v.nullable(count),
});
export type Actions = v.InferOutput<typeof Actions>;

/** One link of the way from data to a person. */
export const Link = v.object({
  link: v.picklist(["data", "condition", "callback", "decision", "hold", "route", "attempt"]),
  state: v.picklist(["ok", "missing", "unknown"]),
  at: maybe,
  text: Both,
});
export type Link = v.InferOutput<typeof Link>;

/** Why somebody was told, or was not. */
export const Why = v.object({
  question: v.string(),
  /** Key of the incident that it is about. */
  incident: v.nullable(v.string()),
  source: v.nullable(v.string()),
  /** From the data to the tries, as far as it is known. */
  links: v.array(Link),
  answer: Both,
  /** The first link that is missing; null: none is. */
  broken: v.nullable(v.string()),
});
export type Why = v.InferOutput<typeof Why>;

const attemptShown = v.object({ at: time, status: v.nullable(v.number()), reason: v.string() });

/** Dead letters of a destination. */
export const DeadLetterPage = v.object({
  destination: v.string(),
  held: v.nullable(v.object({ since: time, by: v.nullable(v.string()) })),
  waiting: count,
  count,
  letters: v.array(
    v.object({
      id: count,
      at: time,
      source: v.string(),
      key: v.string(),
      kind: v.string(),
      level: v.string(),
      openedAt: time,
      title: v.nullable(v.string()),
      reason: v.string(),
      operatorMustAct: v.boolean(),
      attempts: v.object({
        count,
        first: v.array(attemptShown),
        between: count,
        last: v.array(attemptShown),
      }),
      settled: v.nullable(
        v.object({
          what: v.picklist(["replayed", "discarded"]),
          at: time,
          generation: v.nullable(v.number()),
          by: v.nullable(v.string()),
        }),
      ),
    }),
  ),
  next: v.nullable(count),
  actions: v.array(v.looseObject({ at: time, what: v.string() })),
});

/** What an action came to: its counts, and what it was. */
export const Done = v.looseObject({});
