import { heirOf } from "../config/heirs.ts";
import { deliveryOf } from "../delivery/deliveries.ts";
import { type Env, readConfig } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { type IncidentQuery, PAGE } from "../ledger/look.ts";
import { sourcesFor } from "./page.ts";
import type { Incident, IncidentPage, Told } from "./shapes.ts";

export interface IncidentsAsked extends Omit<IncidentQuery, "before" | "most"> {
  source?: string | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
  limit?: number | undefined;
}

/** Incidents of one source or of all, the newest first. Undefined: there is no source of the name. */
export async function incidents(
  env: Env,
  { source, after, limit = PAGE, ...query }: IncidentsAsked,
): Promise<IncidentPage | undefined> {
  const names = sourcesFor(env, source);
  if (!names) return undefined;
  const most = Math.min(limit, PAGE);
  const from = readCursor(after);
  const pages = await Promise.all(
    names.map(async (name) => {
      const before = from[name];
      if (before === 0) return { name, page: { incidents: [], next: null, whole: true } as IncidentPage };
      const page = await ledgerOf(env, name).incidents({ ...query, before, most });
      return { name, page: page as IncidentPage };
    }),
  );
  const all = pages.flatMap(({ page }) => page.incidents);
  const shown = all
    .sort((a, b) => (a.openedAt < b.openedAt ? 1 : a.openedAt > b.openedAt ? -1 : 0))
    .slice(0, most);
  return {
    incidents: shown,
    next: cursorAfter(shown, pages, from),
    whole: pages.every(({ page }) => page.whole),
  };
}

/** By source, the event to go on below; 0: there is no more. */
type Cursor = Record<string, number>;

/** `production.117_test.0`: names of sources have neither dots nor underscores. */
function readCursor(after: string | undefined): Cursor {
  const parts = after?.split("_").map((each) => each.split(".")) ?? [];
  return Object.fromEntries(parts.map(([name = "", seq]) => [name, Number(seq) || 0]));
}

/** Where each source goes on: below the last of it that is shown. */
function cursorAfter(
  shown: IncidentPage["incidents"],
  pages: { name: string; page: IncidentPage }[],
  from: Cursor,
): string | null {
  const parts = pages.map(({ name, page }): [string, number] => {
    const used = shown.filter((each) => each.source === name).length;
    if (used === page.incidents.length) return [name, Number(page.next ?? 0)];
    const last = shown.findLast((each) => each.source === name);
    return [name, last?.number ?? from[name] ?? Number.MAX_SAFE_INTEGER];
  });
  if (parts.every(([, seq]) => seq === 0)) return null;
  return parts.map(([name, seq]) => `${name}.${seq}`).join("_");
}

/** One incident by its key, with what each destination knows of it. Undefined: no source knows it. */
export async function incident(
  env: Env,
  {
    key,
    source,
    before = null,
  }: { key: string; source?: string | undefined; before?: number | null | undefined },
): Promise<Incident | undefined> {
  const asked = await Promise.all(
    (sourcesFor(env, source) ?? []).map((name) => ledgerOf(env, name).incident(key, before)),
  );
  const found = asked.find((each) => each !== undefined) as Omit<Incident, "told"> | undefined;
  return found && { ...found, told: await toldOf(env, found) };
}

/** What each destination knows that was told of it, or is to be: of one that has another name now, both. */
async function toldOf(
  env: Env,
  { key, destinations, timeline }: Omit<Incident, "told">,
): Promise<Record<string, Told>> {
  const config = readConfig(env);
  const named = new Set([...destinations, ...timeline.flatMap(({ told }) => told)]);
  for (const name of [...named]) {
    const { deliverTo = [] } = config.destinations[name]?.fallback ?? {};
    for (const other of [heirOf(config, name), ...deliverTo]) if (other !== undefined) named.add(other);
  }
  const known = await Promise.all(
    [...named].slice(0, PAGE).map(async (name) => {
      const told = (await deliveryOf(env, name)?.trail(key)) as Told | undefined;
      return told && (told.state !== "nothing" || destinations.includes(name)) ? [[name, told] as const] : [];
    }),
  );
  return Object.fromEntries(known.flat());
}
