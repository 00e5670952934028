import type { ActionName } from "../answers.ts";
import type { Action } from "../delivery/operate.ts";
import { isObject } from "../sources/fields.ts";

export const ACTIONS: readonly ActionName[] = ["replay", "hold", "release", "discard"];

/** Where, what is wrong with it, and what it may be. */
interface Wrong {
  problem: string;
}

/** Dead letters of one page, and most of them. */
const PAGE = 50;
const MOST = 100;

/** Characters of a name that an operator gives. */
export const LONGEST_NAME = 100;

/** Who an operator is: a name, or null where they leave it out. */
export function isBy(by: unknown): by is string | null {
  return by === null || (typeof by === "string" && by !== "" && by.length <= LONGEST_NAME);
}

/** ISO 8601 with a zone: a time without one would be somebody's local time. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const FIELDS: Record<ActionName, readonly string[]> = {
  replay: ["letter", "from", "to", "by"],
  hold: ["by"],
  release: ["by"],
  discard: ["by"],
};

/** Reads the body of an action. */
export function readAction(what: ActionName, body: unknown, generation: number): Action | Wrong {
  if (!isObject(body)) return wrong("the body", "must be a JSON object, or empty", undefined);
  const unknown = Object.keys(body).find((field) => !FIELDS[what].includes(field));
  if (unknown !== undefined)
    return wrong(unknown, `is no field of ${what}, which takes ${FIELDS[what].join(", ")}`, undefined);
  const { letter, from = null, to = null, by = null } = body as Record<string, unknown>;
  if (!isBy(by)) return wrong("by", `must be text of 1 to ${LONGEST_NAME} characters: who does this`, by);
  const who = { generation, by };
  if (what !== "replay") return { what, ...who };
  if (letter !== undefined) {
    if (!isId(letter)) return wrong("letter", "must be the id of a dead letter, a whole number", letter);
    if (from !== null || to !== null) return wrong("from, to", "must be left out beside letter", undefined);
    return { what, letter, ...who };
  }
  const times: { [name in "from" | "to"]: number | null } = { from: null, to: null };
  for (const [name, value] of Object.entries({ from, to })) {
    const time = value === null ? null : timeOf(value);
    if (time === undefined)
      return wrong(name, "must be a time with its zone, like 2026-11-20T08:00:00Z", value);
    times[name as "from" | "to"] = time;
  }
  if (times.from !== null && times.to !== null && times.from > times.to)
    return wrong("from", "must not be after to", from);
  return { what, ...times, ...who };
}

/** Reads which page of the dead letters is asked for. */
export function readPage(query: URLSearchParams): { before: number; limit: number } | Wrong {
  const { before = Number.MAX_SAFE_INTEGER, limit = PAGE } = Object.fromEntries(
    [...query].filter(([name]) => name === "before" || name === "limit"),
  );
  if (!isId(Number(before))) return wrong("before", "must be the `next` of the page before", before);
  if (!isId(Number(limit)) || Number(limit) > MOST)
    return wrong("limit", `must be a whole number from 1 to ${MOST}`, limit);
  return { before: Number(before), limit: Number(limit) };
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === "string" && TIME.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function wrong(where: string, what: string, given: unknown): Wrong {
  const not = given === undefined ? "" : `, not ${JSON.stringify(given).slice(0, 80)}`;
  return { problem: `${where}: ${what}${not}` };
}
