import { BAD_ANSWERS, type Bad, type Bounds, type Step, VENDORS } from "./path.ts";
import type { Played, Rest, Stage } from "./rest.ts";
import { stateOf } from "./state.ts";

/** A state that a step led to. */
export interface Reached {
  key: string;
  /** What was used up of the bounds on the way there. */
  stops: number;
  badAnswers: number;
  rest: Rest;
}

export interface Expanded {
  runs: number;
  reached: Reached[];
  violations: { steps: Step[]; invariant: string; what: string }[];
}

/**
 * Plays everything that can follow from a state until the next one at rest: each callback that is left, with bad
 * answers of either vendor, and with a stop at each step of each object.
 *
 * The two destinations exchange nothing, so what one goes through says nothing of the other: bad answers of both,
 * or of one with a stop of the other, follow upon each other, and never upon the same callback.
 */
export async function expand(
  stage: Stage,
  rest: Rest,
  { callbacks, ...bounds }: Bounds,
  known: Frontier,
  isOver: () => boolean,
): Promise<Expanded> {
  const expanded: Expanded = { runs: 0, reached: [], violations: [] };
  const used = usedBy(rest.past);
  const play = async (step: Step): Promise<Played> => {
    const played = await stage.play(rest, step);
    const { world, violations } = played;
    expanded.runs++;
    const past = [...rest.past, { ...step, at: rest.at }];
    for (const { invariant, what } of violations) expanded.violations.push({ steps: past, invariant, what });
    const key = `${past.map(({ callback }) => callback).sort()} ${stateOf(world)}`;
    const now = usedBy(past);
    if (known.isNew(key, now)) expanded.reached.push({ key, ...now, rest: stage.restOf(world, past) });
    return played;
  };
  for (let callback = 0; callback < callbacks; callback++) {
    if (rest.past.some((past) => past.callback === callback)) continue;
    const stopsOf = async (bad: readonly Bad[], { steps }: Played, objects: readonly string[]) => {
      for (const object of used.stops < bounds.stops ? objects : [])
        for (let step = 1; step <= (steps.get(object) ?? 0); step++) {
          if (isOver()) return;
          await play({ callback, bad, stop: { object, step } });
        }
    };
    const plain = await play({ callback, bad: [] });
    await stopsOf([], plain, [...plain.steps.keys()]);
    for (const vendor of Object.keys(VENDORS)) {
      const ledgers = [...plain.steps.keys()].filter((object) => object.startsWith("Ledger"));
      const most = bounds.badAnswers - used.badAnswers;
      for (const bad of patterns(vendor, plain.requests.get(vendor) ?? 0, most)) {
        if (isOver()) return expanded;
        const played = await play({ callback, bad });
        await stopsOf(bad, played, [...ledgers, `Delivery ${vendor}`]);
      }
    }
  }
  return expanded;
}

/** Which of the first two requests of a vendor are answered badly, and how; a bad answer leads to another request. */
function patterns(vendor: string, requests: number, most: number): Bad[][] {
  const at = (number: number) => BAD_ANSWERS.map((what): Bad => ({ vendor, number, what }));
  if (requests === 0 || most === 0) return [];
  const first = at(1).map((bad) => [bad]);
  const second = requests > 1 ? at(2).map((bad) => [bad]) : [];
  const both = most > 1 ? at(1).flatMap((one) => at(2).map((two) => [one, two])) : [];
  return [...first, ...second, ...both];
}

function usedBy(past: readonly Step[]): { stops: number; badAnswers: number } {
  return {
    stops: past.filter(({ stop }) => stop).length,
    badAnswers: past.reduce((sum, { bad }) => sum + bad.length, 0),
  };
}

/** States that were reached, with the least that was used up on the way there. */
export class Frontier {
  readonly #used = new Map<string, { stops: number; badAnswers: number }[]>();

  get size(): number {
    return this.#used.size;
  }

  /** Whether nobody has got there with as much left. */
  isNew(key: string, now: { stops: number; badAnswers: number }): boolean {
    const before = this.#used.get(key) ?? [];
    if (before.some(({ stops, badAnswers }) => stops <= now.stops && badAnswers <= now.badAnswers))
      return false;
    this.#used.set(key, [
      ...before.filter((each) => !(now.stops <= each.stops && now.badAnswers <= each.badAnswers)),
      now,
    ]);
    return true;
  }

  /** Whether nobody has got there with more left since. */
  isBest(key: string, { stops, badAnswers }: { stops: number; badAnswers: number }): boolean {
    return (this.#used.get(key) ?? []).some((each) => each.stops === stops && each.badAnswers === badAnswers);
  }
}
