import { remember } from "./attempts.ts";
import type { Result } from "./incident.ts";
import type { News } from "./letter.ts";
import type { Untold } from "./untold.ts";

/**
 * A callback on its way to a vendor that reads it itself: each once, those of one rule and resource in order,
 * never superseded. `key` is that of the rule and the resource of its first alert, whichever stretch it is of.
 */
export interface Parcel extends Untold {
  id: number;
  news: News;
}

/** What is left of it after a try; undefined once the vendor has it, or never will. */
export function settleParcel(parcel: Parcel, result: Result, now: number): Parcel | undefined {
  if (result.outcome !== "failed") return undefined;
  const { reason, status, lost, dueAt } = result;
  const { tries, failedAt, losses, history } = parcel;
  return {
    ...parcel,
    tries: tries + 1,
    triedAt: now,
    failedAt: failedAt ?? now,
    losses: losses + Number(lost),
    dueAt,
    reason,
    history: remember(history, { at: now, status, reason }),
  };
}
