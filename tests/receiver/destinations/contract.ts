import type { Access, HttpRequest } from "../../../receiver/destinations/destination.ts";
import type { Verdict } from "../../../receiver/destinations/verdict.ts";

/** What a vendor asks for, what it answers, and what is to be made of it: a file for each kind of destination. */
export interface Contract {
  /** How it is reached, as its secret binding says. Every secret is made up, and ends in four digits. */
  access: Access;
  /** Whether it is a chat, which keeps messages and no incidents. */
  isChat?: boolean;
  /** How the vendor says yes. */
  success: { status: number; body: string };
  /** Verdicts on a status with an empty body, where they differ from `STATUSES`. */
  statuses: Record<number, Short>;
  /** Verdicts on the vendor's own answers: status, body, verdict. */
  answers: [status: number, body: unknown, verdict: Short][];
  /** Measures of a body, each with the vendor's limit. */
  limits?: (body: never, request: HttpRequest) => [name: string, size: number, limit: number][];
  /** What its stand-in takes, all times in milliseconds: so many messages within a time, and then none for another. */
  rate?: { most: number; within: number; thenNoneFor: number };
  /** URLs that are refused in a program, each with the reason. */
  wrongUrls?: [url: string, reason: string][];
}

const MINUTE = 60_000;

/** A rate that forgets. */
export const aMinute = (most: number) => ({ most, within: MINUTE, thenNoneFor: MINUTE });

export const points = (text: string): number => Array.from(text).length;
export const bytes = (text: string): number => new TextEncoder().encode(text).length;

/**
 * `slower` is tried again less densely, `wait` makes everything for the destination wait, `rejected` is about
 * this message, `operator` about the access, and `stop` asks for nothing more.
 */
export type Short = "delivered" | "retry" | "slower" | "wait" | "rejected" | "operator" | "stop";

export function short(verdict: Verdict): Short {
  if (verdict.outcome === "delivered") return "delivered";
  if (verdict.outcome === "retry") return verdict.everyone ? "wait" : verdict.slow ? "slower" : "retry";
  return verdict.stop ? "stop" : verdict.operator ? "operator" : "rejected";
}

/** Verdicts on a status with an empty body, unless the vendor documents another. */
export const STATUSES: Record<number, Short> = {
  200: "retry",
  201: "retry",
  202: "retry",
  204: "retry",
  301: "operator",
  302: "operator",
  400: "retry",
  401: "operator",
  402: "operator",
  403: "operator",
  404: "operator",
  405: "retry",
  408: "retry",
  409: "retry",
  410: "stop",
  413: "retry",
  415: "retry",
  422: "retry",
  425: "retry",
  429: "wait",
  451: "retry",
  500: "retry",
  502: "retry",
  503: "retry",
  504: "retry",
};

/** What most vendors say of any success. */
export const TAKEN = { 200: "delivered", 201: "delivered", 202: "delivered", 204: "delivered" } as const;
