import { reachedBy } from "../program/model/routes.ts";
import type { Check } from "./support/check.ts";

export const destinationUnreached: Check<"receiver"> = {
  id: "destination-unreached",
  severity: "warning",
  summary: "No source delivers to the destination.",
  appliesTo: ["receiver"],
  find({ config }) {
    const reached = Object.values(config.sources).flatMap(reachedBy);
    return Object.entries(config.destinations)
      .filter(([name, { retired }]) => !retired && !reached.includes(name))
      .map(([name]) => ({
        path: `destinations.${name}`,
        message: `has the destination "${name}", to which no source delivers: it never hears of anything`,
      }));
  },
};
