import { playAndJudge, type Stage } from "./report.ts";
import type { Scenario } from "./world/scenario.ts";

/** Most runs that are spent on making a failing one smaller. */
const MOST_RUNS = 600;

/** The parts of a scenario that can be left out one by one. */
const LISTS = ["vendorFaults", "platformFaults", "refused", "changes", "actions", "callbacks"] as const;

/**
 * Makes a failing scenario smaller, as long as the same invariant still fails: without faults and callbacks
 * that have nothing to do with it, and with the rest in order. Delta debugging: halves first, then single
 * ones.
 */
export async function shrink(scenario: Scenario, invariant: string, stage: Stage): Promise<Scenario> {
  let runs = 0;
  const stillFails = async (smaller: Scenario) => {
    if (runs++ >= MOST_RUNS) return false;
    const { report } = await playAndJudge(smaller, stage);
    return report.violations.some((violation) => violation.invariant === invariant);
  };
  let best = scenario;
  const attempt = async (smaller: Scenario) => {
    const fails = await stillFails(smaller);
    if (fails) best = smaller;
    return fails;
  };

  for (let before = 0; before !== sizeOf(best); ) {
    before = sizeOf(best);
    for (const list of LISTS) {
      for (let size = Math.ceil(best[list].length / 2); size >= 1; size = Math.floor(size / 2)) {
        for (let start = 0; start < best[list].length; ) {
          const rest = best[list].filter((_, index) => index < start || index >= start + size);
          if (!(await attempt({ ...best, [list]: rest }))) start += size;
        }
      }
    }
    for (const name of Object.keys(best.program.destinations)) await attempt(withoutDestination(best, name));
    for (let index = 0; index < best.callbacks.length; index++) await attempt(withoutDelay(best, index));
  }
  return best;
}

function sizeOf(scenario: Scenario): number {
  return LISTS.reduce((sum, list) => sum + scenario[list].length, 0);
}

/** A destination that nothing leads to any more. */
function withoutDestination(scenario: Scenario, name: string): Scenario {
  const { program } = scenario;
  const sources = Object.entries(program.sources).map(
    ([source, settings]) =>
      [source, { ...settings, deliverTo: settings.deliverTo.filter((each) => each !== name) }] as const,
  );
  return { ...scenario, program: { ...program, sources: Object.fromEntries(sources) } };
}

/** One callback that is sent at once, and whose answers arrive. */
function withoutDelay(scenario: Scenario, index: number): Scenario {
  const callbacks = scenario.callbacks.map((callback, each) =>
    each === index ? { ...callback, sentAt: callback.eventAt + 500, lostAnswers: 0 } : callback,
  );
  return { ...scenario, callbacks };
}
