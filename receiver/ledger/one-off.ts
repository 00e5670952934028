/** How the identities of incidents begin that stand for many. */
export const GATHERED = "gathered ";

/**
 * How identities begin that come once and hardly ever again: messages of which nothing but their text is
 * known, as its hash, shapes of bodies that can't be read, and incidents that stand for many. Their tracks are dropped; all others stay, so
 * that the number of an incident, and with it its key at the vendors, never comes twice.
 */
const PREFIXES = ["message ", '["unrecognised callback"', GATHERED] as const;

function isOneOff(identity: string): boolean {
  return PREFIXES.some((prefix) => identity.startsWith(prefix));
}

/** The same as a condition in SQL; no prefix holds a quote or a wildcard. */
export const IS_ONE_OFF = `(${PREFIXES.map((prefix) => `identity GLOB '${prefix.replace("[", "[[]")}*'`).join(" OR ")})`;

/**
 * The number of the first incident of an identity of which nothing is known any more: no dropped one had it,
 * since there is at most one a second.
 */
export function firstEpisode(identity: string, now: number): number {
  return isOneOff(identity) ? Math.floor(now / 1000) : 0;
}
