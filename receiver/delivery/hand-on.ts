import { destinationOf } from "../destinations/registry.ts";
import { sha256 } from "../digest.ts";
import { lookup } from "../lookup.ts";
import type { Detour } from "../message/late.ts";
import { isOfRelay, troubleAlert } from "../message/notice.ts";
import { destinationsOf } from "../routing.ts";
import type { Content } from "./content.ts";
import { passedOn } from "./fallback.ts";
import { bury, leave } from "./give-up.ts";
import { type Incident, NOT_TRIED } from "./incident.ts";
import { bodyOf, type Item, incidentItem, itemKind } from "./item.ts";
import { logDelivery, logSkipped } from "./log.ts";
import type { Memory } from "./memory.ts";
import type { Parcel } from "./parcel.ts";
import { passTo } from "./pass-on.ts";
import { post } from "./post.ts";

/**
 * How long a destination may be missing in the configuration before it counts as removed, in milliseconds: for
 * some seconds after a deployment an object may run with what was deployed before, which doesn't know of a
 * destination that is new.
 */
const SURE_AFTER = 60_000;

/** When a destination that the configuration doesn't have any more hands on what waits; infinite if it has it. */
export function handsOnAt({ desk: { goneSince } }: Memory): number {
  return goneSince === undefined ? Number.POSITIVE_INFINITY : goneSince + SURE_AFTER;
}

/**
 * Empties a destination that gets no pages any more. Where it was removed from the program, its pages go to
 * the present destinations of their sources, and the recoveries that it still has to tell are recorded as
 * untold, since there is no access left. A retired one tells its recoveries.
 */
export function handOn(memory: Memory): void {
  const { destination, isRetired, heir, waiting, underWay } = memory;
  if (heir !== undefined || (destination && !isRetired)) return;
  if (!destination) {
    if (memory.world.now() < handsOnAt(memory)) return;
    endNotices(memory);
    endSummary(memory);
  }
  const items = [...waiting.values()].filter((item) => !underWay.has(item.id) && !mayTell(memory, item));
  const over = items.some((item) => "parcel" in item) ? keysOver(memory) : new Set<string>();
  for (const item of items) {
    const content = contentOf(memory, item);
    const isOwn = isOfRelay(content.alert) || ("incident" in item && item.incident.own !== null);
    if (isOwn) memory.drop(item);
    else if ("parcel" in item && over.has(content.key ?? "")) endParcel(memory, item);
    else if ("parcel" in item) handOnParcel(memory, item, content);
    else handOnIncident(memory, item, content);
  }
  if (items.length > 0) memory.saveDesk();
}

function contentOf(memory: Memory, item: Item): Content {
  return { alert: undefined, ...(JSON.parse(memory.contentOf(item) ?? "{}") as Partial<Content>) };
}

/** Incidents of callbacks that wait, and whose end waits with them: nobody is paged for what is over. */
function keysOver(memory: Memory): Set<string> {
  const ended = [...memory.waiting.values()].filter(
    (item) => "parcel" in item && item.parcel.news === "resolved",
  );
  const keys = ended.map((item) => contentOf(memory, item).key ?? "");
  return new Set(keys.filter((key) => memory.store.incident(key) === undefined));
}

/** A callback of what began and ended while it waited. A retired destination still tells the end. */
function endParcel(memory: Memory, item: Item & { parcel: Parcel }): void {
  const { source, key, news } = item.parcel;
  const why = "its incident was over before it could be told";
  if (memory.destination) logSkipped(memory, source, key, why);
  else if (news === "opened") untold(memory, item, `and ${why}`);
  memory.drop(item);
}

/** Whether a retired destination still tells it. */
function mayTell({ destination }: Memory, item: Item): boolean {
  const isSummary = "incident" in item && item.incident.own !== null;
  return destination !== undefined && (isSummary || itemKind(item) === "resolved");
}

/** The destinations that its source delivers to now. */
function presentFor({ config, name }: Memory, item: Item, { alert }: Content): string[] {
  const { source, level } = bodyOf(item);
  const settings = lookup(config.sources, source);
  return settings && alert ? destinationsOf(settings, alert, level).filter((each) => each !== name) : [];
}

function detourFrom({ name, destination, world }: Memory, since: number): Detour {
  const why = destination ? "retired" : "removed";
  return { destination: name, why, waited: world.now() - since, reason: null };
}

function handOnIncident(memory: Memory, item: Item & { incident: Incident }, content: Content): void {
  const { incident } = item;
  if (incident.wants === "resolved")
    untold(memory, item, "before its recovery could be told: end the incident there by hand");
  if (incident.wants !== "open") return leave(memory, item);
  const to = presentFor(memory, item, content);
  if (to.length === 0) untold(memory, item, "and its source delivers nowhere else");
  leave(memory, incidentItem(passTo(memory, incident, detourFrom(memory, incident.since), to)));
}

/**
 * A callback goes on as it came, or as the first alert in it where others are told in words. From then on a row
 * says who follows the incident.
 */
function handOnParcel(memory: Memory, item: Item & { parcel: Parcel }, content: Content): void {
  const { store } = memory;
  const { source, news, level, at, receivedAt, openedAt, since, number } = item.parcel;
  const { key = item.parcel.key } = content;
  const times = { level, at, receivedAt, openedAt };
  const before = store.incident(key);
  const passed = before && passedOn(before);
  const to = passed?.to ?? presentFor(memory, item, content);
  if (to.length === 0) untold(memory, item, "and its source delivers nowhere else");
  memory.drop(item);
  if (to.length === 0) return;
  if (passed || news === "resolved") {
    const via = passed?.detour ?? detourFrom(memory, since);
    post(memory, to, { what: "alert", news, ...times, ...content, key, source, via });
    if (before && news === "resolved") store.dropIncident(key);
    return;
  }
  const incident: Incident = {
    ...{ key, source, known: "nothing", knownLevel: null, wants: null, number, ...times, since },
    ...{ ...NOT_TRIED, trail: null, toldAt: null, memory: null, own: null, via: null, passed: null },
  };
  store.saveIncident(incident, JSON.stringify(content));
  memory.put(incidentItem(passTo(memory, incident, detourFrom(memory, since), to)));
}

function untold(memory: Memory, item: Item, why: string): void {
  const { name, destination, world } = memory;
  const { tries: attempts, source, key } = bodyOf(item);
  const reason = `${name} ${destination ? "was retired" : "was removed from the program"} ${why}`;
  bury(memory, item, { reason, operator: true, attempts, now: world.now() });
  const kind = itemKind(item);
  logDelivery(memory, { source, key, kind, attempt: attempts + 1, outcome: "rejected", reason });
}

/** What was over before it could be told here, and was still to be summed up. */
function endSummary(memory: Memory): void {
  const { desk, name, store, world } = memory;
  const { over } = desk;
  if (!over) return;
  const { source, from, count } = over;
  const reason = `${name} was removed from the program before it could tell that ${count} incidents opened and were resolved`;
  const key = sha256([name, "over", from]);
  store.bury(
    {
      ...{ at: world.now(), source, key, kind: "opened", level: "info", openedAt: from, attempts: 0, reason },
      ...{ operator: false, history: null, item: null, access: null, settled: null },
    },
    undefined,
  );
  memory.desk = { ...memory.desk, over: null };
  memory.saveDesk();
}

/** Nobody hears any more of a destination that was removed: what others were told of its troubles is over. */
function endNotices(memory: Memory): void {
  const { config, desk, name, world } = memory;
  const [source] = Object.keys(config.sources);
  const others = Object.keys(config.destinations).filter((each) => {
    const settings = lookup(config.destinations, each);
    return settings && !destinationOf(settings.kind).passesOn;
  });
  for (const [about, told] of Object.entries(desk.notices)) {
    if (!told || source === undefined) continue;
    const now = world.now();
    const alert = troubleAlert(name, { what: told.what, reason: null }, "en");
    const times = { at: now, receivedAt: now, openedAt: told.at };
    const key = sha256([name, about, told.at]);
    post(memory, others, { what: "alert", key, news: "resolved", level: "info", ...times, alert, source });
  }
  if (desk.notices.access || desk.notices.dead) {
    memory.desk = { ...memory.desk, notices: { access: null, dead: null } };
    memory.saveDesk();
  }
}
