import type { Message } from "../destinations/destination.ts";
import { sha256 } from "../digest.ts";
import type { Journey } from "../message/late.ts";
import { type Over, probeMessage, summaryMessage } from "../message/notice.ts";
import { renderMessage } from "../message/render.ts";
import { choose, dueAt, isParked, type Waiting } from "./choice.ts";
import type { Content } from "./content.ts";
import { detourOf } from "./fallback.ts";
import { type Incident, NOT_TRIED } from "./incident.ts";
import { asWaiting, bodyOf, type Item, incidentItem, itemKind } from "./item.ts";
import { begun, isProbing, type Line, room } from "./line.ts";
import type { Memory } from "./memory.ts";

/** One try: what goes out, as it was when it began. */
export interface Job {
  id: string;
  /** Undefined: one line that finds out whether a chat answers. */
  item: Item | undefined;
  begun: number;
  /** The line as it was before. */
  line: Line;
  /** What a summary counted. */
  over: Over | null;
}

/** A page that arrives so much later than it could has to say why. */
const LATE = 2 * 60_000;

const PROBE = "probe";

/** Starts what may go out now, `most` at most, and writes down that it goes. */
export function begin(memory: Memory, most: number): Job[] {
  const jobs: Job[] = [];
  if (memory.heir !== undefined) return jobs;
  while (jobs.length < most) {
    const now = memory.world.now();
    const { line } = memory.desk;
    if (room(line, memory.pace, now, memory.underWay.size) === 0) break;
    const job = next(memory, now);
    if (!job) break;
    const body = job.item && bodyOf(job.item);
    memory.setLine(begun(line, memory.pace, now));
    memory.underWay.set(job.id, { id: job.id, number: body?.number ?? 0, tries: body?.tries ?? 0 });
    if (body) memory.served.set(body.source, ++memory.turns);
    jobs.push(job);
  }
  if (jobs.length > 0) memory.saveDesk();
  return jobs;
}

function next(memory: Memory, now: number): Job | undefined {
  const { desk, served } = memory;
  const { due, parked } = candidates(memory);
  const job = (item: Item | undefined, id: string): Job => ({
    id,
    item,
    begun: now,
    line: desk.line,
    over: desk.over,
  });
  const ready = due.filter((each) => dueAt(each, desk.line) <= now);
  const chosen = choose(ready, desk.line, served)?.item;
  if (chosen) return job(chosen, chosen.id);
  if (parked.length > 0 && due.length === 0 && probeAt(parked) <= now && !memory.underWay.has(PROBE))
    return job(undefined, PROBE);
  const summary = ready.length === 0 ? summaryItem(memory, now) : undefined;
  return summary && job(summary, summary.id);
}

/** When nothing but what is parked waits, one line may find out as soon as one of them would be due. */
export function probeAt(parked: readonly Waiting[]): number {
  return Math.min(...parked.map((each) => each.dueAt));
}

/**
 * What waits and is not under way: what may be sent, as soon as it is due, and what may not be before the
 * chat has shown that it is there.
 */
export function candidates({ waiting, underWay, destination, desk }: Memory) {
  const due: (Waiting & { item: Item })[] = [];
  const parked: (Waiting & { item: Item })[] = [];
  const heads = new Set<string>();
  for (const item of waiting.values()) {
    if ("parcel" in item) {
      if (heads.has(item.parcel.key)) continue;
      heads.add(item.parcel.key);
    }
    if (underWay.has(item.id)) continue;
    const each = asWaiting(item);
    (isParked(each, desk.line, destination?.readByPeople ?? false) ? parked : due).push(each);
  }
  return { due, parked };
}

/** The summary of what is over, made when nothing that is alive is left to tell. */
function summaryItem(memory: Memory, now: number): Item | undefined {
  const { desk, waiting, store, destination } = memory;
  if (!desk.over || hasSummary(memory)) return undefined;
  const { source, from } = desk.over;
  const incident: Incident = {
    ...{
      key: sha256([desk.name, "over", from, now]),
      source,
      known: "nothing",
      knownLevel: null,
      wants: "open",
    },
    ...{ level: "info", number: now, at: now, receivedAt: now, openedAt: now, since: now },
    ...NOT_TRIED,
    ...{ trail: null, toldAt: null, memory: null },
    ...{ own: destination?.isChat ? "once" : "resolves", via: null, passed: null },
  };
  store.saveIncident(incident, "{}");
  const item = incidentItem(incident);
  waiting.set(item.id, item);
  return item;
}

/** Whether a summary waits already. */
export function hasSummary({ waiting }: Memory): boolean {
  return [...waiting.values()].some((item) => "incident" in item && item.incident.own !== null);
}

/** Renders what a try sends. Throws where that can't be done. */
export function messageFor(memory: Memory, { item, begun, line, over }: Job): Message {
  const { config, name, store, destination } = memory;
  if (!item) {
    const parked = candidates(memory).parked;
    const since = Math.min(...parked.map((each) => each.since));
    const about = { waiting: parked.length, since, source: parked[0]?.source ?? "" };
    const key = sha256([name, "probe", since]);
    return probeMessage(config, name, { kind: "opened", key, number: begun, at: begun }, about);
  }
  const kind = itemKind(item);
  const stored = JSON.parse(memory.contentOf(item) ?? "{}") as Partial<Content> & {
    over?: Over;
    open?: number;
  };
  if ("incident" in item && item.incident.own) {
    const { key, number } = item.incident;
    const told = kind === "resolved" ? stored.over : over;
    if (!told) throw new Error("there is nothing to sum up");
    const until = told.unreachable && !isProbing(line) ? Math.max(line.backAt, told.from) : told.until;
    const open = kind === "resolved" ? (stored.open ?? 0) : store.openIncidents();
    return summaryMessage(config, name, { kind, key, number, at: begun }, { ...told, until }, open);
  }
  const body = bodyOf(item);
  if (!stored.alert) throw new Error("the alert is not stored");
  const { losses, at, openedAt } = body;
  const detour = "incident" in item ? detourOf(item.incident) : undefined;
  // What another destination or its source kept for some time is late by no fault of this one.
  const since = detour || stored.held ? body.since : Math.min(body.since, body.receivedAt);
  const journey: Journey = {
    now: begun,
    happenedAt: kind === "opened" ? openedAt : at,
    destination: name,
    late: begun - since >= LATE ? whyLate(line, since, body.tries) : undefined,
    via: kind === "opened" ? detour : undefined,
    held: kind === "opened" ? stored.held : undefined,
    silentSince: kind === "resolved" && !stored.unheard ? undefined : stored.silentSince,
    repeated: destination?.readByPeople === true && losses >= 2,
  };
  const { memory: remembered, knownLevel = null } = "incident" in item ? item.incident : {};
  return renderMessage(
    config,
    name,
    {
      ...body,
      ...stored,
      ...{ kind, alert: stored.alert, memory: remembered ?? undefined, toldLevel: knownLevel ?? undefined },
    },
    journey,
  );
}

function whyLate(line: Line, since: number, tries: number): Journey["late"] {
  if (line.backFrom === "held" && line.backAt > line.triedAt) return "held";
  if (line.refused) return "refused";
  if (isProbing(line)) return "unreachable";
  if (line.backAt >= since) return line.backFrom ?? "unreachable";
  return tries > 0 ? "unreachable" : "queued";
}
