import { UNKNOWN } from "../evaluator/plan.ts";

/** Some text, or undefined where there is none or it is not known yet. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number, also where it is written as text; `usual` where it is left out, NaN where it is not known yet. */
export function number(value: unknown, usual = Number.NaN): number {
  if (value === undefined) return usual;
  return typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
}

/** Stands for a name that is known only after an update. No other name is like it. */
export const UNKNOWN_NAME = "(known after the update)";

/** Names in a list, or joined by commas. */
export function names(value: unknown): string[] {
  if (value === UNKNOWN) return [UNKNOWN_NAME];
  if (typeof value === "string") return value.split(",").filter(Boolean);
  return list(value).flatMap((each) => (each === UNKNOWN ? UNKNOWN_NAME : (text(each) ?? [])));
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Those of a list that are known and no empty text. */
export function texts(value: unknown): string[] {
  return list(value).flatMap((each) => text(each) ?? []);
}

/** Every value of an object that is known, as text. */
export function textRecord(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record(value)).flatMap(([key, each]) =>
      typeof each === "symbol" ? [] : [[key, String(each)] as const],
    ),
  );
}

/** JSON in a text, or undefined where it is none. */
export function json(value: unknown): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}
