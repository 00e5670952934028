import type { RelayConfig } from "../config/config.ts";
import { destinationOf } from "../destinations/registry.ts";
import { sha256 } from "../digest.ts";
import { lookup } from "../lookup.ts";
import { troubleAlert } from "../message/notice.ts";
import type { Memory } from "./memory.ts";
import { post } from "./post.ts";
import { changesOf } from "./trouble.ts";

/**
 * Tells the other destinations of this one's sources that something is wrong with it, and that it is over:
 * one incident of the lowest real level for each trouble.
 */
export function tellTrouble(memory: Memory): void {
  const { config, desk, name, destination, world } = memory;
  if (!destination) return;
  const now = world.now();
  const changes = changesOf(desk.notices, desk.line, desk.death, now);
  if (changes.length === 0) return;
  for (const { about, news, trouble, since, told } of changes) {
    memory.desk = { ...memory.desk, notices: { ...memory.desk.notices, [about]: told } };
    const key = sha256([name, about, since]);
    for (const [to, source] of othersOf(config, name)) {
      const language = lookup(config.sources, source)?.language ?? "en";
      const alert = troubleAlert(name, trouble, language);
      const times = { at: now, receivedAt: now, openedAt: since };
      post(memory, [to], { what: "alert", key, news, level: "info", ...times, alert, source });
    }
  }
  memory.saveDesk();
}

/** The other destinations of its sources, each with one of these. */
function othersOf({ sources, destinations }: RelayConfig, name: string): Map<string, string> {
  const others = new Map<string, string>();
  for (const [source, { deliverTo, routes = [] }] of Object.entries(sources)) {
    const all = [...deliverTo, ...routes.flatMap((route) => route.deliverTo)];
    if (!all.includes(name)) continue;
    for (const to of all) {
      const settings = lookup(destinations, to);
      if (to === name || others.has(to) || !settings || destinationOf(settings.kind).passesOn) continue;
      others.set(to, source);
    }
  }
  return others;
}
