import type { Check } from "./support/check.ts";

export const inhibitionHoldsEverything: Check<"receiver"> = {
  id: "inhibition-holds-everything",
  severity: "warning",
  summary: "An inhibition holds whatever comes to the source while its cause is open.",
  appliesTo: ["receiver"],
  find({ config }) {
    return Object.entries(config.sources).flatMap(([source, { inhibitions = [] }]) =>
      inhibitions.flatMap(({ name, effects, same = [] }, index) =>
        Object.keys(effects).length > 0 || same.length > 0
          ? []
          : [
              {
                path: `sources.${source}.inhibitions.${index}`,
                message: `has an inhibition "${name}" that holds every new incident while its cause is open: its effects have no condition, and need nothing in common with the cause`,
              },
            ],
      ),
    );
  },
};
