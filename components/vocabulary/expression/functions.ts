import { numberOf, type Value } from "./values.ts";

interface Known {
  /** Number of arguments. */
  takes: number;
  of(args: readonly Value[], now: number): Value;
}

/** The functions of single values. `rand` isn't one of them: what fires by chance has no right answer. */
export const FUNCTIONS: Record<string, Known> = {
  len: { takes: 1, of: ([value = null]) => lengthOf(value) },
  now: { takes: 0, of: (_args, now) => now },
  abs: { takes: 1, of: ([value = null]) => Math.abs(numberOf(value)) },
  toLower: { takes: 1, of: ([value]) => (typeof value === "string" ? value.toLowerCase() : null) },
  toUpper: { takes: 1, of: ([value]) => (typeof value === "string" ? value.toUpperCase() : null) },
};

function lengthOf(value: Value): Value {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return value instanceof Map ? value.size : null;
}
