import type { Taken } from "../world/vendors/record.ts";
import { mayBeDeaf } from "./deaf.ts";
import { incidentsAt } from "./incidents.ts";
import type { Invariant } from "./invariant.ts";
import { isNative } from "./kinds.ts";

/** An episode is one incident at a vendor: it opens once there and is resolved once. */
export const oneIncident: Invariant = {
  name: "one opening and one resolution an episode",
  check: ({ vendors, callbacks, scenario }) =>
    // What could not hear that an incident is over hands it on when it goes.
    (mayBeDeaf(scenario) ? [] : vendors)
      .filter((vendor) => !isNative(vendor))
      .flatMap((vendor) => {
        const byEpisode = new Map<string, Taken[]>();
        for (const { beginnings } of incidentsAt(vendor).values()) {
          for (const taken of beginnings) {
            const callback = callbacks.get(taken.callback ?? 0);
            // What has expired may fire again.
            if (!callback || callback.subject.openFor !== undefined) continue;
            const { subject, episode } = callback;
            const name = `${subject.source} ${subject.rule} ${subject.resource}, episode ${episode}`;
            byEpisode.set(name, [...(byEpisode.get(name) ?? []), taken]);
          }
        }
        return [...byEpisode]
          .filter(([, opened]) => opened.length > 1)
          .map(([name, opened]) => ({
            what: `${vendor.name} opened ${opened.length} incidents for ${name}`,
            callbacks: opened.map(({ callback }) => callback ?? 0),
          }));
      }),
};
