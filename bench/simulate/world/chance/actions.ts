import type { Random } from "../../../random.ts";
import type { PlannedAction } from "../operator.ts";
import type { Program } from "../program.ts";
import type { Refused } from "../scenario.ts";
import { vendorOf } from "../vendors/accounts.ts";

const MINUTE = 60_000;

/**
 * What operators ask for between two times: in some runs a destination is held for a while, in some its backlog
 * is discarded, and in some what is dead is raised; mostly where a vendor takes again what it had refused.
 */
export function actionsOf(
  random: Random,
  { destinations }: Program,
  refused: readonly Refused[],
  from: number,
  until: number,
): PlannedAction[] {
  const names = Object.keys(destinations);
  const at = () => from + random.below(until - from);
  const actions: PlannedAction[] = [];
  if (random.below(5) === 0) {
    const destination = random.one(names);
    const begins = at();
    const ends = Math.min(until, begins + random.below(random.one([2, 30, 120]) * MINUTE));
    actions.push({ at: begins, destination, what: "hold", until: ends });
    if (random.below(3) === 0)
      actions.push({ at: begins + random.below(ends - begins), destination, what: "discard" });
  }
  if (random.below(8) === 0)
    actions.push(
      ...random.some(3, () => ({ at: at(), destination: random.one(names), what: "replay" as const })),
    );
  for (const { vendor, until: taken = until } of refused) {
    const destination = names.find((name) => vendorOf(destinations[name]?.access.url ?? "") === vendor);
    if (destination !== undefined && random.below(3) > 0)
      actions.push({ at: Math.min(until, taken + random.below(10 * MINUTE)), destination, what: "replay" });
  }
  return actions;
}
