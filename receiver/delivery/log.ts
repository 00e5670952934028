import type { MessageKind } from "../destinations/destination.ts";
import { iso } from "../destinations/text.ts";
import type { Memory } from "./memory.ts";

interface Entry {
  source: string;
  key: string;
  kind: MessageKind;
  attempt: number;
  outcome: "delivered" | "retry" | "rejected" | "skipped" | "passed on" | "replayed" | "discarded";
  reason?: string;
  /** Of what is passed on: the destination that gets it. */
  to?: string;
  /** When it is tried again; infinite where nobody can say. */
  nextTry?: number;
}

export function logDelivery({ world, name: destination }: Memory, { nextTry, ...entry }: Entry): void {
  const next = nextTry !== undefined && Number.isFinite(nextTry) ? { nextTry: iso(nextTry) } : {};
  world.log({ event: "delivery", destination, ...entry, ...next });
}

export function logSkipped(memory: Memory, source: string, key: string, reason: string): void {
  logDelivery(memory, { source, key, kind: "resolved", attempt: 1, outcome: "skipped", reason });
}
