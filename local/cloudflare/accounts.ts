import { createHash } from "node:crypto";
import { refuse } from "./errors.ts";
import type { Domain, Script } from "./script.ts";

/** An account with what it has of Workers. */
export interface Account {
  id: string;
  name: string;
  /** Its label under workers.dev; undefined until it is chosen. */
  subdomain: string | undefined;
  scripts: Record<string, Script>;
  /** Custom domains by host name. */
  domains: Record<string, Domain>;
  /** Zones that were named so far, by name. */
  zones: Record<string, Zone>;
}

export interface Zone {
  id: string;
  name: string;
}

export interface AccountsOptions {
  /** Accounts that exist. Default: every account that somebody names. */
  ids?: string[];
  /** Names of the zones of every account. Default: whatever a host name's zone would be. */
  zones?: string[];
  /** Which accounts each token may use. Default: any token, every account. */
  tokens?: Record<string, string[]>;
}

const IDENTIFIER = /^[0-9a-f]{32}$/;

/** Accounts and zones, and who may use which. */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #byId = new Map<string, Account>();

  constructor(options: AccountsOptions, stored: Account[]) {
    this.#options = options;
    for (const account of stored) this.#byId.set(account.id, account);
    for (const id of options.ids ?? []) this.#account(id);
  }

  list(token?: string): Account[] {
    return [...this.#byId.values()].filter(({ id }) => token === undefined || this.#mayUse(token, id));
  }

  knowsToken(token: string): boolean {
    const { tokens } = this.#options;
    return tokens ? Object.hasOwn(tokens, token) : true;
  }

  /** The account of a request. Throws where the token may not use it, or the id can't be one. */
  find(id: string, token: string, path: string): Account {
    if (!IDENTIFIER.test(id)) throw refuse("badIdentifier", path);
    const exists = this.#byId.has(id) || this.#options.ids === undefined;
    if (!exists || !this.#mayUse(token, id)) throw refuse("wrongAccount");
    return this.#account(id);
  }

  /** An account by id, for use on this machine itself. */
  open(id: string): Account {
    return this.#account(id);
  }

  /** The zone that a host name is in. Throws where the account has none for it. */
  zoneOf(account: Account, hostname: string, given: { id?: string; name?: string }): Zone {
    const suffixes = suffixesOf(hostname);
    const names = this.#options.zones ?? [given.name ?? suffixes.at(-1) ?? hostname];
    const known = [...names.map(zoneCalled), ...Object.values(account.zones)];
    const fitting = known.filter(
      ({ id, name }) =>
        suffixes.includes(name) &&
        (given.name === undefined || given.name === name) &&
        (given.id === undefined || given.id === id),
    );
    const found = fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? this.#adopted(suffixes, given);
    if (!found) throw refuse("noZone", hostname);
    account.zones[found.name] = found;
    return found;
  }

  zones(account: Account): Zone[] {
    return [
      ...new Map(
        [...(this.#options.zones ?? []).map(zoneCalled), ...Object.values(account.zones)].map((zone) => [
          zone.name,
          zone,
        ]),
      ).values(),
    ];
  }

  /** Where no zones are given, a program's own zone id is taken at its word. */
  #adopted(suffixes: string[], given: { id?: string; name?: string }): Zone | undefined {
    if (this.#options.zones || given.id === undefined || !IDENTIFIER.test(given.id)) return undefined;
    const name = given.name ?? suffixes.at(-1);
    return name !== undefined && suffixes.includes(name) ? { id: given.id, name } : undefined;
  }

  #mayUse(token: string, id: string): boolean {
    const { tokens } = this.#options;
    return tokens ? (tokens[token]?.includes(id) ?? false) : true;
  }

  #account(id: string): Account {
    const known = this.#byId.get(id);
    if (known) return known;
    const account: Account = {
      id,
      name: `Local account ${id.slice(0, 6)}`,
      subdomain: undefined,
      scripts: {},
      domains: {},
      zones: {},
    };
    this.#byId.set(id, account);
    return account;
  }
}

/** Everything of a host name that could be a zone: itself, and what is left without its first labels. */
function suffixesOf(hostname: string): string[] {
  const labels = hostname.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

function zoneCalled(name: string): Zone {
  return { id: createHash("md5").update(`zone ${name}`).digest("hex"), name };
}
