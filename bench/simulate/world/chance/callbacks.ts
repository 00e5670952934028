import type { Random } from "../../../random.ts";
import { type Disorder, type PlannedCallback, playSubject, type Subject } from "../episodes.ts";
import type { Program } from "../program.ts";

const MINUTE = 60_000;
const RULES = ["ecs-cpu", "rds-connections", "slb-errors"];

/** `most` callbacks of some resources, in a disorder of this run's own. */
export function callbacksOf(
  random: Random,
  { sources }: Program,
  lasts: number,
  most: number,
): PlannedCallback[] {
  const expires = random.below(3) === 0;
  const sometimes = (oneOf: number, list: number[]) => (random.below(oneOf) === 0 ? random.one(list) : 0);
  const disorder: Disorder = {
    lateOneOf: sometimes(2, [3, 10, 30]),
    latest: random.one([10_000, MINUTE, 15 * MINUTE]),
    twiceOneOf: sometimes(2, [5, 20]),
    lostAnswerOneOf: sometimes(2, [5, 20]),
    lostRecoveryOneOf: sometimes(expires ? 1 : 3, [4, 12]),
  };
  const callbacks: PlannedCallback[] = [];
  let number = 0;
  for (let serial = 1; callbacks.length < most; serial++) {
    const subject: Subject = {
      source: random.one(Object.keys(sources)),
      rule: random.one(RULES),
      resource: `i-${serial}`,
      hasId: random.below(4) > 0,
      openFor: expires && random.below(2) === 0 ? random.one([300, 900, 3600]) : undefined,
    };
    callbacks.push(...playSubject(subject, random, 0, lasts, disorder, () => ++number));
  }
  return callbacks.slice(0, most);
}
