import { isOfRelay } from "../message/notice.ts";
import { deathOf } from "./choice.ts";
import type { Content } from "./content.ts";
import { asWaiting, bodyOf, type Item, incidentItem, itemKind } from "./item.ts";
import { logDelivery } from "./log.ts";
import type { Memory } from "./memory.ts";

/** Keeps a message that will not be tried again, with the reason. */
export function bury(
  memory: Memory,
  item: Item,
  { reason, operator, attempts, now }: { reason: string; operator: boolean; attempts: number; now: number },
): void {
  const { source, key, level, openedAt } = bodyOf(item);
  const letter = { at: now, source, key, kind: itemKind(item), level, openedAt, attempts, reason, operator };
  const content = memory.contentOf(item);
  memory.store.bury(letter, content);
  const { alert } = JSON.parse(content ?? "{}") as Partial<Content>;
  if (!isOfRelay(alert)) memory.desk = { ...memory.desk, death: { at: now, reason } };
}

/** Gives up what has waited for as long as it may. Answers whether there was anything. */
export function giveUp(memory: Memory): boolean {
  const { waiting, underWay, desk, destination, world } = memory;
  const now = world.now();
  const over = [...waiting.values()].filter(
    (item) => !underWay.has(item.id) && (!destination || deathOf(asWaiting(item), desk.line) <= now),
  );
  for (const item of over) {
    const { since, tries, source, key, reason: last } = bodyOf(item);
    const hours = Math.round((now - since) / 3_600_000);
    const why = desk.line.refused?.reason ?? last ?? "it was never tried";
    const reason = destination
      ? `given up after ${hours} h: ${why}`
      : "no such destination in the configuration";
    bury(memory, item, { reason, operator: desk.line.refused !== null, attempts: tries, now });
    logDelivery(memory, {
      source,
      key,
      kind: itemKind(item),
      attempt: tries + 1,
      outcome: "rejected",
      reason,
    });
    if ("incident" in item && item.incident.wants !== "resolved" && !item.incident.own)
      memory.put(incidentItem({ ...item.incident, wants: null }));
    else memory.drop(item);
    if ("incident" in item && item.incident.own) memory.desk = { ...memory.desk, over: null };
  }
  if (over.length > 0) memory.saveDesk();
  return over.length > 0;
}
