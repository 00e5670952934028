import type { Setup } from "../../receiver/destinations/destination.ts";
import { sha256 } from "../../receiver/digest.ts";

/** A credential of the vendor's form, made of a text: the same for the same one. */
export function exampleCredential({ credential }: Setup, text: string): string {
  const digits = digitsOf(text);
  return credential?.example?.(digits) ?? digits;
}

/** A URL of the vendor's form, made of a text: different for different ones, as far as the form lets it be. */
export function exampleUrl({ exampleUrl: example, checkUrl }: Setup, text: string): string {
  if (example === undefined) return `https://hooks.example.com/${digitsOf(text)}`;
  const url = `${example}${digitsOf(text)}`;
  return checkUrl?.(new URL(url)) === undefined ? url : example;
}

function digitsOf(text: string): string {
  return sha256([text]).slice(0, 32);
}
