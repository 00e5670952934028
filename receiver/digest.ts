import { hmac as hmacOf } from "@noble/hashes/hmac.js";
import { sha256 as sha256Of } from "@noble/hashes/sha2.js";

/**
 * Digests that are there at once. The runtime's own are promises, which finish in any order: two
 * messages of one moment would then leave in another order from one run to the next.
 */

export const encoder = new TextEncoder();

/** SHA-256 of a value's JSON, as 64 hexadecimal digits. */
export function sha256(value: unknown): string {
  const digest = sha256Of(encoder.encode(JSON.stringify(value)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** HMAC-SHA256 in base64. Throws if the key is empty: anybody could sign with that. */
export function hmac(key: string | Uint8Array, text: string): string {
  if (key.length === 0) throw new Error("a signature needs a key");
  const mac = hmacOf(sha256Of, typeof key === "string" ? encoder.encode(key) : key, encoder.encode(text));
  return btoa(String.fromCharCode(...mac));
}
