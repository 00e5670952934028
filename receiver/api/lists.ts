import type { DeadLetters } from "../answers.ts";
import { deliveryOf } from "../delivery/deliveries.ts";
import { iso } from "../destinations/text.ts";
import { type Env, readConfig } from "../env.ts";
import type { Acted } from "../ledger/counts.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { lookup } from "../lookup.ts";
import { sourcesFor } from "./page.ts";
import type { Actions, Decisions, Quarantine } from "./shapes.ts";

/** Entries of one page. */
const PAGE = 40;

const FIRST = Number.MAX_SAFE_INTEGER;

interface Page {
  /** `next` of the page before. */
  before?: number | undefined;
  limit?: number | undefined;
}

/** Dead letters of a destination, newest first. Undefined: there is no destination of the name. */
export async function deadLetters(
  env: Env,
  { destination, before = FIRST, limit = PAGE }: Page & { destination: string },
): Promise<(DeadLetters & { destination: string }) | undefined> {
  if (!lookup(readConfig(env).destinations, destination)) return undefined;
  const page = await deliveryOf(env, destination)?.deadLetters(before, Math.min(limit, PAGE));
  return page && { destination, ...(page as DeadLetters) };
}

/** What of a source could not be read, newest first. Undefined: there is no source of the name. */
export async function quarantined(
  env: Env,
  { source, before = FIRST, limit = PAGE }: Page & { source: string },
): Promise<Quarantine | undefined> {
  if (!lookup(readConfig(env).sources, source)) return undefined;
  return (await ledgerOf(env, source).quarantined(before, Math.min(limit, PAGE))) as Quarantine;
}

/** What was decided in the last hours, of one source or of all. Undefined: there is no source of the name. */
export async function decisions(
  env: Env,
  { source, hours = 24 }: { source?: string | undefined; hours?: number | undefined },
): Promise<Decisions | undefined> {
  const names = sourcesFor(env, source);
  if (!names) return undefined;
  const all = (await Promise.all(names.map((name) => ledgerOf(env, name).decisions(hours)))) as Decisions[];
  const [first, ...others] = all;
  return first && others.reduce(added, first);
}

/** What people did with incidents of a source, newest first. Undefined: there is no source of the name. */
export async function actions(
  env: Env,
  { source, before = FIRST, limit = PAGE }: Page & { source: string },
): Promise<Actions | undefined> {
  if (!lookup(readConfig(env).sources, source)) return undefined;
  const most = Math.min(limit, PAGE);
  const rows = (await ledgerOf(env, source).actions(before, most + 1)) as Acted[];
  const page = rows.slice(0, most);
  return {
    source,
    actions: page.map(({ at, ...rest }) => ({ at: iso(at), ...rest })),
    next: rows.length > most ? (page.at(-1)?.number ?? null) : null,
  };
}

function added(to: Decisions, more: Decisions): Decisions {
  const hours = to.hours.map(({ at, counts }) => {
    const other = more.hours.find((each) => each.at === at)?.counts ?? {};
    const names = new Set([...Object.keys(counts), ...Object.keys(other)]);
    const sum = (name: string) => [name, (counts[name] ?? 0) + (other[name] ?? 0)] as const;
    return { at, counts: Object.fromEntries([...names].map(sum)) };
  });
  return { ...to, hours, whole: to.whole && more.whole };
}
