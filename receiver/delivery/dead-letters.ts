import { iso } from "../destinations/text.ts";
import { lookup } from "../lookup.ts";
import { titleOf } from "../message/title.ts";
import { type Attempt, shown } from "./attempts.ts";
import type { Content } from "./content.ts";
import type { DeadRow, Settled } from "./dead-letter.ts";
import type { Memory } from "./memory.ts";
import type { Done, Outcome } from "./operate.ts";

/** Newest actions that are listed. */
const MOST_ACTIONS = 20;

/** What an operator sees of a destination. Times are ISO 8601 in UTC. */
export interface DeadLetters {
  /** Since when it is held, and by whom; null: it is not. */
  held: { since: string; by: string | null } | null;
  /** Messages that wait, and dead letters that nothing was done about yet. */
  waiting: number;
  count: number;
  letters: DeadLetterShown[];
  /** Where the next page begins; null: this is the last one. */
  next: number | null;
  /** What was done last, newest first. */
  actions: ActionShown[];
}

interface ActionShown {
  at: string;
  what: Done["what"];
  /** Generation of the operator's token. */
  generation: number | null;
  /** What the operator called themselves, if anything. */
  by: string | null;
  /** What was replayed: one letter, or what died from one time to another. */
  letter?: number;
  from?: string;
  to?: string;
  outcome: Outcome;
}

interface DeadLetterShown {
  id: number;
  at: string;
  source: string;
  /** Key of the incident at the vendor. */
  key: string;
  kind: string;
  level: string;
  openedAt: string;
  title: string | null;
  reason: string;
  /** A person has to do something: renew a key, pay a bill, correct a URL. */
  operatorMustAct: boolean;
  /** The failed tries: the first and the last ones, and how many between them are not kept. */
  attempts: { count: number; first: AttemptShown[]; between: number; last: AttemptShown[] };
  /** What was done about it; null: nothing yet. */
  settled: (Omit<Settled, "at"> & { at: string }) | null;
}

interface AttemptShown {
  at: string;
  status: number | null;
  reason: string;
}

export function deadLettersOf(memory: Memory, before: number, most: number): DeadLetters {
  const { store, desk, waiting } = memory;
  const { paused } = desk.line;
  const rows = store.deadBelow(before, most + 1);
  const page = rows.slice(0, most);
  return {
    held: paused && { since: iso(paused.since), by: paused.by },
    waiting: waiting.size,
    count: store.deadCount(),
    letters: page.map((row) => letterOf(memory, row)),
    next: rows.length > most ? (page.at(-1)?.seq ?? null) : null,
    actions: store.actions(MOST_ACTIONS).map(({ at, action }) => actionOf(at, JSON.parse(action) as Done)),
  };
}

function letterOf({ store, config }: Memory, row: DeadRow): DeadLetterShown {
  const { seq: id, at, source, key, kind, level, openedAt, reason, operator } = row;
  const { alert } = JSON.parse(store.deadMessage(id) ?? "{}") as Partial<Content>;
  const { count, first, between, last } = shown(row.history, row.attempts);
  const settled = row.settled === null ? null : (JSON.parse(row.settled) as Settled);
  return {
    ...{ id, at: iso(at), source, key, kind, level, openedAt: iso(openedAt) },
    title: alert ? titleOf(alert, lookup(config.sources, source)?.language ?? "en") : null,
    ...{ reason, operatorMustAct: operator },
    attempts: { count, first: first.map(attemptOf), between, last: last.map(attemptOf) },
    settled: settled && { ...settled, at: iso(settled.at) },
  };
}

const attemptOf = ({ at, ...rest }: Attempt): AttemptShown => ({
  at: iso(at),
  ...rest,
});

function actionOf(at: number, done: Done): ActionShown {
  const { what, generation, by, outcome } = done;
  const letter = "letter" in done ? { letter: done.letter } : {};
  const { from = null, to = null } = "from" in done ? done : {};
  const range = { ...(from !== null && { from: iso(from) }), ...(to !== null && { to: iso(to) }) };
  return { at: iso(at), what, generation, by, ...letter, ...range, outcome };
}
