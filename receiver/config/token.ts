import { hmac } from "../digest.ts";

/**
 * Callback tokens. CloudMonitor can't sign a rule's callback or set a header on it, so a token in
 * the URL is what tells its callbacks from a stranger's.
 *
 * A token is HMAC-SHA256 of one stack secret over the source's name and a generation number, cut to
 * 192 bits, in base64url: 32 characters. The Worker and the program derive it alike, so no token is
 * stored anywhere, and raising one number rotates it. The generation before the current one stays
 * valid, so that callbacks which are on their way during the change still arrive.
 */

/** Characters of a token: base64 of 192 bits. */
const TOKEN_LENGTH = 32;

/** Shortest stack secret that is accepted, in characters. `openssl rand -base64 32` gives 44. */
export const SHORTEST_SECRET = 32;

function derive(secret: string, text: string): string {
  return hmac(secret, text).slice(0, TOKEN_LENGTH).replaceAll("+", "-").replaceAll("/", "_");
}

/** The token of one generation of a source. */
export function sourceToken(secret: string, source: string, generation: number): string {
  return derive(secret, `callback\n${source}\n${generation}`);
}

/** Every token that a source accepts: the current generation first, then the one before it. */
export function sourceTokens(secret: string, source: string, generation: number): string[] {
  return validGenerations(generation).map((each) => sourceToken(secret, source, each));
}

/** The token of `GET /status`. It opens no callback, and no callback token opens the status. */
export function statusToken(secret: string): string {
  return derive(secret, "status");
}

/** The token of `/operate`, of one generation. It reads the status too. */
export function operatorToken(secret: string, generation: number): string {
  return derive(secret, `operate\n${generation}`);
}

/** The generations of a token that are valid: the current one first, then the one before it. */
export function validGenerations(generation: number): number[] {
  return generation > 1 ? [generation, generation - 1] : [generation];
}

/**
 * Whether `given` is one of `valid`, in a time that depends on nothing but lengths: every valid
 * token is compared, and every character of it.
 */
export function matches(given: string, valid: readonly string[]): boolean {
  let found = 0;
  for (const token of valid) {
    let difference = given.length ^ token.length;
    for (let index = 0; index < token.length; index++) {
      difference |= token.charCodeAt(index) ^ given.charCodeAt(index % (given.length || 1));
    }
    found |= Number(difference === 0);
  }
  return found === 1;
}
