import type { RelayConfig } from "../config/config.ts";
import { type Env, readPing } from "../env.ts";
import type { Surroundings } from "../surroundings.ts";
import { type PingState, ping } from "./ping.ts";

/** How the pings of a receiver went, by name. */
export type PingStates = Record<string, PingState>;

/** What is wrong with destinations, by name; those that are well are not in it. */
export type Troubles = Record<string, string[]>;

/** The source whose ledger pings, and remembers how it went: any would do. */
export function pinger({ sources, pings }: RelayConfig): string | undefined {
  return pings && Object.keys(sources).sort()[0];
}

/** Pings every watcher, side by side, unless a destination that it stands for is in trouble. */
export async function pingAll(
  env: Env,
  { pings = {} }: RelayConfig,
  troubles: Troubles,
  before: PingStates,
  world: Surroundings,
): Promise<PingStates> {
  const all = Object.entries(pings).map(async ([name, settings]) => {
    const trouble = troubleOf(troubles, settings.destinations);
    return [name, await ping(settings, readPing(env, name), trouble, before[name], world)] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** The first trouble, in words: whoever wants to know more reads `/health?deep=1`. */
function troubleOf(troubles: Troubles, names = Object.keys(troubles)): string | undefined {
  const troubled = names.find((name) => troubles[name]);
  return troubled === undefined ? undefined : `${troubled} ${troubles[troubled]?.[0]}`;
}
