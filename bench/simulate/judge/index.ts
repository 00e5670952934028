import type { World } from "../world/world.ts";
import { copies } from "./copies.ts";
import { ends } from "./ends.ts";
import { expired } from "./expired.ts";
import { finalState } from "./final-state.ts";
import { finished, rules } from "./finished.ts";
import { gone, retired } from "./gone.ts";
import { held } from "./held.ts";
import { gather, type Invariant, type Violation } from "./invariant.ts";
import { limits } from "./limits.ts";
import { notOver } from "./not-over.ts";
import { oneIncident } from "./one-incident.ts";
import { order } from "./order.ts";
import { passedOn } from "./passed-on.ts";
import { atOnce, prompt } from "./prompt.ts";
import { quiet } from "./quiet.ts";
import { recorded } from "./recorded.ts";
import { told } from "./told.ts";

/** What holds after every run. */
const INVARIANTS: readonly Invariant[] = [
  recorded,
  told,
  finalState,
  oneIncident,
  ends,
  notOver,
  order,
  passedOn,
  atOnce,
  prompt,
  expired,
  quiet,
  held,
  gone,
  retired,
  copies,
  limits,
  finished,
  rules,
];

export function judge(world: World): Violation[] {
  const evidence = gather(world);
  return INVARIANTS.flatMap(({ name, check }) =>
    check(evidence).map((found) => ({ invariant: name, ...found })),
  );
}
