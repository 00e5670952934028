import { identityOf, incidentKey } from "../alert.ts";
import { destinationOf } from "../destinations/registry.ts";
import { lookup } from "../lookup.ts";
import type { Over } from "../message/notice.ts";
import { continued } from "../message/story.ts";
import { titleOf } from "../message/title.ts";
import type { Content } from "./content.ts";
import { isNews } from "./fallback.ts";
import { type Incident, NOT_TRIED, take } from "./incident.ts";
import { incidentItem, parcelItem } from "./item.ts";
import type { AlertLetter, Heirloom, Letter } from "./letter.ts";
import { refuse, wanted } from "./line.ts";
import { logSkipped } from "./log.ts";
import { fingerprint, type Memory } from "./memory.ts";
import { passLetter } from "./pass-on.ts";

/** Titles that a summary names. */
const MOST_TITLES = 10;

/**
 * Takes what a source hands over, all of it or nothing. The highest number is remembered: what is not
 * above it counts no second time. `sender`: by which the numbers are counted, if not by the source.
 */
export function takeLetters(
  memory: Memory,
  source: string,
  letters: readonly Letter[],
  sender = source,
): void {
  const before = memory.desk.taken[sender] ?? Number.NEGATIVE_INFINITY;
  const fresh = letters.filter(({ number }) => number > before);
  if (fresh.length === 0) return;
  for (const letter of fresh) {
    if (letter.what === "alert") takeAlert(memory, letter.source ?? source, letter);
    else inherit(memory, source, letter);
  }
  const highest = Math.max(...fresh.map(({ number }) => number));
  memory.desk = { ...memory.desk, taken: { ...memory.desk.taken, [sender]: highest } };
  memory.saveDesk();
}

function takeAlert(memory: Memory, source: string, letter: AlertLetter & { number: number }): void {
  const { desk, destination, world } = memory;
  const now = world.now();
  if (letter.news !== "resolved") memory.setLine(wanted(desk.line, now));
  const { passesOn } = destination ?? { passesOn: wasPassedOn(memory, letter) };
  if (passesOn) takeParcel(memory, source, letter, now);
  else takeNews(memory, source, letter, now);
}

/** Of a destination that the configuration doesn't have: whether it took callbacks as they came. */
function wasPassedOn({ desk: { kind } }: Memory, { callback }: AlertLetter): boolean {
  return callback !== undefined || (kind !== undefined && destinationOf(kind).passesOn === true);
}

function takeParcel(
  { store, waiting, desk }: Memory,
  source: string,
  letter: AlertLetter & { number: number },
  now: number,
): void {
  const { news, level, number, at, receivedAt, openedAt, alert, callback } = letter;
  // Vendors that read bodies themselves know rule and resource, and no stretches: one key for all of these.
  const key = alert ? incidentKey(source, identityOf(alert), 0) : letter.key;
  const parcel = {
    ...{ key, source, news, level, number, at, receivedAt, openedAt, since: now },
    ...NOT_TRIED,
    trail: null,
  };
  if (news === "resolved" && desk.death) store.endDead(key);
  const id = store.addParcel(parcel, JSON.stringify({ alert, callback, key: letter.key } satisfies Content));
  const item = parcelItem({ id, ...parcel });
  waiting.set(item.id, item);
}

function takeNews(
  memory: Memory,
  source: string,
  letter: AlertLetter & { number: number },
  now: number,
): void {
  const { store, waiting } = memory;
  const { key, alert, level } = letter;
  const item = waiting.get(key);
  const known = item && "incident" in item ? item.incident : store.incident(key);
  if (!isNews(known, letter.via)) return logSkipped(memory, source, key, "it is told of from elsewhere");
  if (known) passLetter(memory, known, source, letter);
  const taken = take(known, source, letter, now, memory.underWay.has(key));
  if ("incident" in taken) {
    const { incident } = taken;
    const stays = known !== undefined && alert === undefined;
    const content = (): Content => {
      const stored = known && (JSON.parse(store.messageOf(key) ?? "{}") as Partial<Content>);
      const before = known
        ? { ...stored, level: known.level }
        : letter.head && { ...letter, alert: letter.head };
      const { silentSince } = letter;
      if (silentSince !== undefined)
        return { alert, ...stored, silentSince, unheard: letter.news === "resolved" };
      const held = letter.held ?? (incident.known === "nothing" ? stored?.held : undefined);
      return { alert, ...(alert && continued(before, alert, level)), ...(held && { held }) };
    };
    store.saveIncident(incident, stays ? undefined : JSON.stringify(content()));
    waiting.set(key, incidentItem(incident));
    return;
  }
  if ("over" in taken) addOver(memory, taken.over, now);
  else logSkipped(memory, source, key, "its opening was never delivered");
  if (known) memory.drop(incidentItem(known));
}

/** Counts an incident that is over before anything of it can have arrived: one summary tells of all of them. */
export function addOver(memory: Memory, incident: Incident, now: number): void {
  const { config, desk, store } = memory;
  const { key, source, openedAt } = incident;
  const downSince = desk.line.downSince ?? desk.line.refused?.since;
  const language = lookup(config.sources, source)?.language ?? "en";
  const { alert, head = alert } = JSON.parse(store.messageOf(key) ?? "{}") as Partial<Content>;
  const before: Over = desk.over ?? {
    count: 0,
    from: downSince ?? openedAt,
    until: now,
    unreachable: false,
    titles: [],
    source,
  };
  const { titles } = before;
  const over: Over = {
    count: before.count + 1,
    from: Math.min(before.from, downSince ?? openedAt),
    until: now,
    unreachable: before.unreachable || downSince !== undefined,
    titles: titles.length < MOST_TITLES && head ? [...titles, titleOf(head, language)] : titles,
    source,
  };
  memory.desk = { ...desk, over };
  logSkipped(memory, source, key, "opened and was resolved before it could be told; a summary tells of it");
}

/** What ledgers knew of the destination before it had an object of its own. */
function inherit(memory: Memory, source: string, heirloom: Heirloom): void {
  const { store, desk, world } = memory;
  switch (heirloom.what) {
    case "known": {
      const { key, level, openedAt, at, memory: remembered, alert } = heirloom;
      const incident: Incident = {
        ...{ key, source, known: "open", knownLevel: level, wants: null, level },
        ...{ number: 0, at: openedAt, receivedAt: at, openedAt, since: at },
        ...NOT_TRIED,
        ...{ trail: null, toldAt: at, memory: remembered, own: null, via: null, passed: null },
      };
      store.saveIncident(incident, JSON.stringify({ alert }));
      return;
    }
    case "dead":
      return store.bury(
        { ...heirloom.letter, source, history: null, item: null, access: null, settled: null },
        undefined,
      );
    case "pause": {
      const { until, stopped } = heirloom;
      const { access } = memory;
      const held = { ...desk.line, holdUntil: Math.max(desk.line.holdUntil, until) };
      const stops = access && stopped === fingerprint({ ...access, headers: undefined });
      memory.setLine(stops ? refuse(held, world.now(), "HTTP 410", true) : held);
    }
  }
}
