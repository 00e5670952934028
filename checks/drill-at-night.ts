import { Cron } from "croner";
import { drilledBy } from "../components/receiver/drills.ts";
import { destinationOf } from "../receiver/destinations/registry.ts";
import type { Check } from "./support/check.ts";

/** When people may be woken, by the clock of the source. */
const DAY = { from: 8, to: 22 };

/** Drills that are looked at: a year of them, where there is one a day. */
const MOST = 366;

export const drillAtNight: Check<"receiver"> = {
  id: "drill-at-night",
  severity: "warning",
  summary: "A fire drill pages people at night.",
  appliesTo: ["receiver"],
  find({ config }, { now }) {
    return Object.entries(config.sources).flatMap(([name, source]) => {
      const { drill, timeZone = "UTC" } = source;
      if (drill?.schedule === undefined) return [];
      const pagers = drilledBy(config, source).filter((to) => {
        const kind = config.destinations[to]?.kind;
        return kind !== undefined && !destinationOf(kind).readByPeople;
      });
      const hours = new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone });
      const times = new Cron(drill.schedule, { mode: "5-part", timezone: "UTC" }).nextRuns(
        MOST,
        new Date(now),
      );
      const night = times.find((time) => {
        const hour = Number(hours.format(time));
        return hour < DAY.from || hour >= DAY.to;
      });
      if (!night || pagers.length === 0) return [];
      const clock = new Intl.DateTimeFormat("sv-SE", {
        dateStyle: "short",
        timeStyle: "short",
        timeZone,
      }).format(night);
      return [
        {
          path: `sources.${name}.drill.schedule`,
          message: `has a fire drill at ${clock} ${timeZone}, which pages people at ${pagers.join(", ")}`,
        },
      ];
    });
  },
};
