/** Digits of a hash in an id or a name: the first of a SHA-256, in hexadecimal. */
export const HASH_DIGITS = 10;

const HASH = `[0-9a-f]{${HASH_DIGITS}}`;
const ID = new RegExp(`^(.+)--${HASH}$`);
const NAME = new RegExp(`-${HASH}$`);
const ALONE = new RegExp(`^${HASH}$`);

/**
 * The id, or the name where that is the id, of what a change replaces: a name that stays, and a hash of
 * what makes another one of it. A callback that reaches the relay through a contact's webhook carries no
 * `rule=`; from such an id it still has the stable name.
 */
export function idOf(stable: string, hash: string): string {
  return `${stable}--${hash}`;
}

/** An id or a name without the hash, which says nothing to people either. Any other text stays as it is. */
export function stableName(id: string): string {
  return ID.exec(id)?.[1] ?? id;
}

/** The name of a resource in the program without its hash, as of `night-blacklist-0123456789`. */
export function withoutHash(name: string): string {
  return name.replace(NAME, "");
}

export function isHash(text: string): boolean {
  return ALONE.test(text);
}
