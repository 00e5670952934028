import { pingsOf } from "../console/status.ts";
import { deliveryOf } from "../delivery/deliveries.ts";
import { iso } from "../destinations/text.ts";
import { type Env, readConfig } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { incidents } from "./incidents.ts";
import type { Overview } from "./shapes.ts";
import { todoOf } from "./todo.ts";

/** Open incidents that the overview lists. */
const LISTED = 10;

/** How things are: what needs somebody, each source, each destination, and what is open. */
export async function overview(env: Env, now = Date.now()): Promise<Overview> {
  const config = readConfig(env);
  const [sources, destinations, open, pings] = await Promise.all([
    Promise.all(
      Object.keys(config.sources)
        .sort()
        .map(async (name) => [name, await ledgerOf(env, name).standing()] as const),
    ),
    Promise.all(
      Object.keys(config.destinations)
        .sort()
        .map(async (name) => [name, await deliveryOf(env, name)?.standing()] as const),
    ),
    incidents(env, { state: "open", limit: LISTED }),
    pingsOf(env, config),
  ]);
  const standing = {
    sources: Object.fromEntries(
      sources.map(([name, stands]) => {
        const generation = config.sources[name]?.generation ?? 1;
        return [name, { ...(stands as Omit<Overview["sources"][string], "generation">), generation }];
      }),
    ),
    destinations: Object.fromEntries(
      destinations.flatMap(([name, stands]) =>
        stands ? [[name, stands as Overview["destinations"][string]] as const] : [],
      ),
    ),
  };
  return { at: iso(now), todo: todoOf(standing, pings ?? {}), ...standing, open: open?.incidents ?? [] };
}
