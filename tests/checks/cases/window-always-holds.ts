import type { MaintenanceArgs } from "../../../components/index.ts";
import type { Cases, Given } from "../kit.ts";

const holding =
  (...maintenance: MaintenanceArgs[]) =>
  ({ receiver }: Given) =>
    receiver({ sources: { production: { deliverTo: ["pager"], maintenance } } });

export const cases: Cases = {
  finds: {
    "the whole of every day": [
      holding({ name: "all", schedule: "every day 00:00–24:00" }),
      "sources.production.maintenance.0",
      'has a window "all" that holds without a break for a month and more',
    ],
    "a duration that lasts until it begins again": [
      holding({ schedule: "*/10 * * * *", duration: "10 minutes" }),
      "sources.production.maintenance.0",
      "that holds without a break",
    ],
    "a date far away": [
      holding({ from: "2026-01-01", until: "2099-01-01" }),
      "sources.production.maintenance.0",
      "that holds without a break",
    ],
  },
  quiet: {
    "a minute less each day": holding({ schedule: "every day 00:00–23:59" }),
    "a week, once": holding({ from: "2026-11-20", until: "2026-11-27" }),
    "one that is over": holding({ from: "2026-01-01", until: "2026-06-01" }),
  },
};
