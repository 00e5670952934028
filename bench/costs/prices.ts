/** What is counted, and paid for; rows that are read cost a thousandth of those that are written. */
export type Unit = "requests" | "cpuMillis" | "objectRequests" | "gigabyteSeconds" | "rowsWritten";

/** One line of Cloudflare's price list. */
export interface Price {
  /** In words. */
  title: string;
  /** What the Free plan allows in a day; what is above it fails. Undefined: counted otherwise. */
  freeDay: number | undefined;
  /** What the Paid plan's month includes, and what a million more costs, in US dollars. */
  paidMonth: number;
  million: number;
}

/**
 * Cloudflare's public prices, as they were on this day. The Paid plan itself is `PLAN` dollars a month.
 *
 * Sources: https://developers.cloudflare.com/workers/platform/pricing/,
 * https://developers.cloudflare.com/durable-objects/platform/pricing/
 */
export const PRICES_OF = "2026-11-28";
export const PLAN = 5;
export const PRICES: Readonly<Record<Unit, Price>> = {
  requests: { title: "requests to the Worker", freeDay: 100_000, paidMonth: 10e6, million: 0.3 },
  cpuMillis: { title: "milliseconds of processor time", freeDay: undefined, paidMonth: 30e6, million: 0.02 },
  objectRequests: { title: "requests to objects", freeDay: 100_000, paidMonth: 1e6, million: 0.15 },
  gigabyteSeconds: { title: "GB-s of objects", freeDay: 13_000, paidMonth: 400_000, million: 12.5 },
  rowsWritten: { title: "rows written", freeDay: 100_000, paidMonth: 50e6, million: 1 },
};
