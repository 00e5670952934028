import type { ActionShown, AttemptShown, DeadLetterShown, DeadLetters } from "../answers.ts";
import { iso } from "../destinations/text.ts";
import { lookup } from "../lookup.ts";
import { titleOf } from "../message/title.ts";
import { type Attempt, shown } from "./attempts.ts";
import type { Content } from "./content.ts";
import type { DeadRow, Settled } from "./dead-letter.ts";
import type { Memory } from "./memory.ts";
import type { Done } from "./operate.ts";

/** Newest actions that are listed. */
const MOST_ACTIONS = 20;

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
