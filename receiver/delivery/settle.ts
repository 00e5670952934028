import type { Over } from "../message/notice.ts";
import type { Job } from "./begin.ts";
import { dueAt } from "./choice.ts";
import { bury } from "./give-up.ts";
import { settle as settleIncident } from "./incident.ts";
import { asWaiting, bodyOf, type Item, incidentItem, itemKind, parcelItem } from "./item.ts";
import { type Line, opensAt, spend } from "./line.ts";
import { logDelivery } from "./log.ts";
import type { Memory } from "./memory.ts";
import { settleParcel } from "./parcel.ts";
import { passRejected } from "./pass-on.ts";
import type { Sent } from "./send.ts";
import { addOver } from "./take.ts";
import { type TriedOutcome, withTry } from "./trail.ts";
import { meaningOf } from "./verdicts.ts";

/** Writes down what a try came to. */
export function settle(memory: Memory, job: Job, sent: Sent): void {
  const { world, pace } = memory;
  const now = world.now();
  const before = memory.desk.line;
  const spent = sent.requests > 1 ? spend(before, pace, now, sent.requests - 1) : before;
  const body = job.item ? bodyOf(job.item) : { tries: 0, failedAt: null };
  const { line, result, operator } = meaningOf(sent, body, spent, {
    begun: job.begun,
    now,
    random: world.random(),
  });
  memory.setLine(line);
  const waiting = job.item && memory.waiting.get(job.id);
  if (job.item && waiting) {
    const item = remembered(waiting, job.item, job.begun, sent, result.outcome, now);
    const { verdict } = sent;
    const attempt = body.tries + 1;
    const entry = { source: bodyOf(item).source, key: bodyOf(item).key, kind: itemKind(job.item), attempt };
    switch (result.outcome) {
      case "delivered":
        become(memory, job, item, result, now);
        logDelivery(memory, { ...entry, outcome: "delivered" });
        break;
      case "failed":
        become(memory, job, item, result, now);
        logDelivery(memory, {
          ...entry,
          outcome: "retry",
          reason: result.reason,
          nextTry: nextTry(memory, job.id),
        });
        break;
      case "dead": {
        const reason = "reason" in verdict ? verdict.reason : "";
        const last = { at: now, status: sent.status ?? null, reason };
        bury(memory, job.item, { reason, operator, attempts: attempt, now, last });
        become(memory, job, passRejected(memory, item, job.item, reason), result, now);
        logDelivery(memory, { ...entry, outcome: "rejected", reason });
      }
    }
  }
  if (sent.requests > 1 || result.outcome === "dead" || hasChanged(before, line)) memory.saveDesk();
}

/** The item with one try more. */
function remembered(
  item: Item,
  sent: Item,
  begun: number,
  { verdict, status = null }: Sent,
  outcome: Result["outcome"],
  now: number,
): Item {
  const { trail } = bodyOf(item);
  const next = withTry(trail, {
    ...{ at: now, kind: itemKind(sent), outcome: OUTCOMES[outcome], status, took: now - begun },
    ...("reason" in verdict && { reason: verdict.reason }),
    ...(outcome === "delivered" && { late: Math.max(0, now - bodyOf(sent).receivedAt) }),
  });
  return "incident" in item
    ? incidentItem({ ...item.incident, trail: next })
    : parcelItem({ ...item.parcel, trail: next });
}

const OUTCOMES: Readonly<Record<Result["outcome"], TriedOutcome>> = {
  delivered: "delivered",
  failed: "retry",
  dead: "rejected",
};

/**
 * What is worth a row: how fast it goes, how often it failed and when it was up is known well enough without,
 * and the next try writes it down anyway.
 */
function hasChanged(before: Line, after: Line): boolean {
  return (
    before.downSince !== after.downSince ||
    before.refused?.reason !== after.refused?.reason ||
    before.refused?.stop !== after.refused?.stop ||
    before.holdUntil !== after.holdUntil ||
    before.backAt !== after.backAt
  );
}

type Result = Parameters<typeof settleIncident>[2];

function become(memory: Memory, job: Job, item: Item, result: Result, now: number): void {
  if ("parcel" in item) {
    const left = settleParcel(item.parcel, result, now);
    return left ? memory.put(parcelItem(left)) : memory.drop(item);
  }
  if (!job.item || !("incident" in job.item)) return;
  const told =
    result.outcome === "delivered" && job.item.incident.own !== null && job.item.incident.wants === "open";
  const left = settleIncident(job.item.incident, item.incident, result, now);
  if (told) sumUp(memory, item, job.over);
  if (!left) return memory.drop(item);
  if ("over" in left) {
    addOver(memory, left.over, now);
    return memory.drop(item);
  }
  memory.put(incidentItem(left));
}

/** A summary has told of what is over; what came after it began is told by the next. */
function sumUp(memory: Memory, item: Item, told: Over | null): void {
  const { desk, store } = memory;
  const { over } = desk;
  const count = (over?.count ?? 0) - (told?.count ?? 0);
  memory.desk = {
    ...desk,
    over: over && count > 0 ? { ...over, count, from: told?.until ?? over.from, titles: [] } : null,
  };
  if ("incident" in item)
    store.saveIncident(item.incident, JSON.stringify({ over: told, open: store.openIncidents() }));
  memory.saveDesk();
}

function nextTry(memory: Memory, id: string): number {
  const item = memory.waiting.get(id);
  const now = memory.world.now();
  const { line } = memory.desk;
  return item
    ? Math.max(now, opensAt(line, memory.pace, now), dueAt(asWaiting(item), line))
    : Number.POSITIVE_INFINITY;
}
