import { reachedBy, wordOf } from "../program/model/routes.ts";
import type { Check } from "./support/check.ts";

export const levelsCollapse: Check<"receiver"> = {
  id: "levels-collapse",
  severity: "warning",
  summary: "A destination's table of severities makes critical what milder levels are.",
  appliesTo: ["receiver"],
  find({ config }) {
    return Object.entries(config.sources).flatMap(([source, settings]) =>
      reachedBy(settings).flatMap((destination) => {
        const word = (level: "critical" | "warn") => wordOf(config, source, destination, level);
        // Native pass-through has no words: CloudMonitor's own body tells the level.
        if (word("critical") === "" || word("critical") !== word("warn")) return [];
        const own = settings.severities[destination];
        const path =
          own?.critical || own?.warn ? `sources.${source}.severities` : `destinations.${destination}`;
        return [
          {
            path,
            message: `calls critical and warn alike "${word("warn")}" at "${destination}": who is paged there can't tell what is urgent`,
          },
        ];
      }),
    );
  },
};
