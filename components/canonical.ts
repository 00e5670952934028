import { createHash } from "node:crypto";
import { HASH_DIGITS } from "../receiver/stable-name.ts";

/**
 * JSON with sorted keys and no white space: the same value is always the same text. The provider
 * compares such texts letter by letter, so anything else would show up as a change.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
    return `{${entries.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The first ten hexadecimal digits of the SHA-256 of a value's canonical JSON. */
export function shortHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, HASH_DIGITS);
}
