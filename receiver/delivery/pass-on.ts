import { lookup } from "../lookup.ts";
import type { Detour } from "../message/late.ts";
import { isOfRelay } from "../message/notice.ts";
import { destinationsOf } from "../routing.ts";
import type { Content } from "./content.ts";
import { mayPass, type PassedOn, passedOn, passesAt, whyPassed } from "./fallback.ts";
import type { Incident } from "./incident.ts";
import { type Item, incidentItem } from "./item.ts";
import type { AlertLetter } from "./letter.ts";
import { logDelivery } from "./log.ts";
import type { Memory } from "./memory.ts";
import { post } from "./post.ts";

/** Passes on the pages whose time has come. Answers whether there was any. */
export function passDue(memory: Memory): boolean {
  const { waiting, desk, fallback, world, name } = memory;
  const now = world.now();
  const due = [...waiting.values()].flatMap((item) =>
    "incident" in item && passesAt(item.incident, desk.line, fallback) <= now ? [item.incident] : [],
  );
  for (const incident of due)
    memory.put(incidentItem(pass(memory, incident, whyPassed(name, incident, desk.line, now))));
  if (due.length > 0) memory.saveDesk();
  return due.length > 0;
}

/** Passes on a page that the vendor can never take, unless it has something newer to tell. */
export function passRejected(memory: Memory, item: Item, sent: Item, reason: string): Item {
  if (!("incident" in item && "incident" in sent)) return item;
  const { incident } = item;
  if (incident.number !== sent.incident.number || !mayPass(incident, memory.fallback)) return item;
  const passed = pass(memory, incident, { destination: memory.name, why: "rejected", waited: 0, reason });
  memory.saveDesk();
  return incidentItem(passed);
}

/** Has what a source says of an incident that was passed on follow it. */
export function passLetter(memory: Memory, known: Incident, source: string, letter: AlertLetter): void {
  const passed = passedOn(known);
  if (passed) post(memory, passed.to, { ...letter, source, via: passed.detour });
}

/** Passes a page on to the fallback. */
function pass(memory: Memory, incident: Incident, detour: Detour): Incident {
  const { key, source, level } = incident;
  const { alert } = JSON.parse(memory.store.messageOf(key) ?? "{}") as Partial<Content>;
  const settings = lookup(memory.config.sources, source);
  // Whom the source tells itself needs nobody else to.
  const told = settings && alert ? destinationsOf(settings, alert, level) : [];
  const to = isOfRelay(alert) ? [] : (memory.fallback?.deliverTo ?? []);
  return passTo(
    memory,
    incident,
    detour,
    to.filter((each) => !told.includes(each)),
  );
}

/** Has other destinations tell of an incident, and of all that follows about it, beside those that do already. */
export function passTo(memory: Memory, incident: Incident, detour: Detour, others: string[]): Incident {
  const { key, source, level, at, receivedAt, openedAt, tries } = incident;
  const content = JSON.parse(memory.store.messageOf(key) ?? "{}") as Partial<Content>;
  const before = passedOn(incident);
  const to = others.filter((each) => !before?.to.includes(each));
  const passed: PassedOn = { to: [...(before?.to ?? []), ...to], detour: before?.detour ?? detour };
  post(memory, to, {
    via: detour,
    ...{ what: "alert", key, news: "opened", level, at, receivedAt, openedAt, source, alert: undefined },
    ...content,
  });
  const reason = detour.reason ?? "";
  for (const each of to)
    logDelivery(memory, {
      ...{ source, key, kind: "opened", attempt: tries, outcome: "passed on", to: each, reason },
    });
  return { ...incident, passed: JSON.stringify(passed) };
}
