import { AlertLevel, type MaintenanceArgs } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const holding =
  (...maintenance: MaintenanceArgs[]) =>
  ({ receiver }: Given) =>
    receiver({ sources: { production: { deliverTo: ["pager"], maintenance } } });

export const cases: Cases = {
  finds: {
    "one that is over": [
      holding(
        { schedule: "every Sunday 02:00–04:00" },
        { name: "move", from: "2026-11-01 22:00", until: "2026-11-02 04:00" },
      ),
      "sources.production.maintenance.1",
      'has a window "move" that is over: it holds nothing any more',
    ],
    "one on a day that no year has": [
      holding({ schedule: "0 2 30 2 *", duration: "2 hours" }),
      "sources.production.maintenance.0",
      'has a window "window 1" whose times never come: it holds nothing',
    ],
    "one that lets every level pass that it takes": [
      holding({
        schedule: "every day 02:00–04:00",
        levels: [AlertLevel.Critical],
        passes: [AlertLevel.Critical],
      }),
      "sources.production.maintenance.0",
      "that holds nothing: every level that it takes passes",
    ],
  },
  quiet: {
    "one each week, and one that comes in a leap year": holding(
      { schedule: "every Sunday 02:00–04:00", passes: [AlertLevel.Critical] },
      { schedule: "0 2 29 2 *", duration: "2 hours" },
    ),
    "one that is going on": holding({ from: "2026-11-20", until: "2026-11-21" }),
  },
};
