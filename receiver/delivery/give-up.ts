import { isOfRelay } from "../message/notice.ts";
import { type Attempt, remember } from "./attempts.ts";
import { deathOf } from "./choice.ts";
import type { Content } from "./content.ts";
import type { Settled } from "./dead-letter.ts";
import { NOT_TRIED } from "./incident.ts";
import { asWaiting, bodyOf, type Item, incidentItem, itemKind } from "./item.ts";
import { logDelivery } from "./log.ts";
import type { Memory } from "./memory.ts";

interface Burial {
  reason: string;
  operator: boolean;
  attempts: number;
  now: number;
  /** The try that ended it, if it was one. */
  last?: Attempt;
  settled?: Settled | null;
}

/** Keeps a message that will not be tried again, with the reason. */
export function bury(
  memory: Memory,
  item: Item,
  { reason, operator, attempts, now, last, settled = null }: Burial,
): void {
  const { source, key, level, openedAt, history } = bodyOf(item);
  const letter = { at: now, source, key, kind: itemKind(item), level, openedAt, attempts, reason, operator };
  const content = memory.contentOf(item);
  const { access } = memory.desk.line;
  const rest = {
    // The tries are kept beside it.
    item: JSON.stringify(item, (name, value) => (name === "history" || name === "trail" ? null : value)),
    ...{ access, settled: settled && JSON.stringify(settled) },
    history: last ? remember(history, last) : history,
  };
  memory.store.bury({ ...letter, ...rest }, content);
  const { alert } = JSON.parse(content ?? "{}") as Partial<Content>;
  if (settled === null && !isOfRelay(alert)) memory.desk = { ...memory.desk, death: { at: now, reason } };
}

/** Gives up what has waited for as long as it may. Answers whether there was anything. */
export function giveUp(memory: Memory): boolean {
  const { waiting, underWay, desk, world } = memory;
  if (desk.line.paused || memory.heir !== undefined) return false;
  const now = world.now();
  const over = [...waiting.values()].filter(
    (item) => !underWay.has(item.id) && deathOf(asWaiting(item), desk.line) <= now,
  );
  for (const item of over) {
    const { since, tries, source, key, reason: last } = bodyOf(item);
    const hours = Math.round((now - since) / 3_600_000);
    const why = desk.line.refused?.reason ?? last ?? "it was never tried";
    const reason = `given up after ${hours} h: ${why}`;
    bury(memory, item, { reason, operator: desk.line.refused !== null, attempts: tries, now });
    logDelivery(memory, {
      source,
      key,
      kind: itemKind(item),
      attempt: tries + 1,
      outcome: "rejected",
      reason,
    });
    leave(memory, item);
    if ("incident" in item && item.incident.own) memory.desk = { ...memory.desk, over: null };
  }
  if (over.length > 0) memory.saveDesk();
  return over.length > 0;
}

/** What is left of something that will not be told: an incident that goes on, so that what follows about it is told. */
export function leave(memory: Memory, item: Item): void {
  if ("incident" in item && item.incident.wants !== "resolved" && !item.incident.own)
    memory.put(incidentItem({ ...item.incident, ...NOT_TRIED, wants: null }));
  else memory.drop(item);
}
