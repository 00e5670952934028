import { type AlertClass, classesOf } from "../program/who/classes.ts";
import { Paging } from "../program/who/paged.ts";
import { BeyondBound } from "../program/who/signatures.ts";
import type { InhibitionConfig, RelayConfig } from "../receiver/config/config.ts";
import type { Check } from "./support/check.ts";

const SIDES = [
  ["cause", "its cause"],
  ["effects", "its effects"],
] as const;

export const inhibitionHoldsNothing: Check<"receiver"> = {
  id: "inhibition-holds-nothing",
  severity: "warning",
  summary: "An inhibition holds nothing: no rule that calls the source raises its cause, or its effects.",
  appliesTo: ["receiver"],
  find({ config }, { program }) {
    return Object.entries(config.sources).flatMap(([source, { inhibitions = [] }]) => {
      // Rules of another program, if any, are not known here.
      const classes = inhibitions.length === 0 ? [] : classesOf(program, source);
      if (classes.length === 0) return [];
      return inhibitions.flatMap((inhibition, index) =>
        SIDES.filter(([side]) => !isRaised(inhibition[side], config, source, classes)).map(
          ([side, words]) => ({
            path: `sources.${source}.inhibitions.${index}.${side}`,
            message: `has an inhibition "${inhibition.name}" that holds nothing: no rule that calls the source raises ${words}`,
          }),
        ),
      );
    });
  },
};

/** Whether some alert of these classes meets the conditions, as a route would take it. */
function isRaised(
  when: InhibitionConfig["cause"],
  config: RelayConfig,
  source: string,
  classes: readonly AlertClass[],
): boolean {
  const settings = config.sources[source];
  if (!settings) return true;
  const routes = [{ name: "", when, deliverTo: [] }];
  const paging = new Paging({ ...config, sources: { [source]: { ...settings, routes } } });
  try {
    return classes.some((of) => paging.outcomes(of).some(({ routes: [taken = []] }) => taken.length > 0));
  } catch (error) {
    // Too much to tell apart: nothing is claimed of it.
    if (error instanceof BeyondBound) return true;
    throw error;
  }
}
