import type { Alert } from "../receiver/alert.ts";
import { destinationsOf } from "../receiver/routing.ts";
import type { Check } from "./support/check.ts";

/** An alert about a heartbeat that stays away, as far as routes look at it. */
const MISSING: Alert = {
  kind: "receiver",
  state: "firing",
  level: "critical",
  rule: { key: "cloudmonitor-relay heartbeat", name: "Heartbeat" },
  dimensions: {},
  fields: {},
};

export const heartbeatWithoutSecondChannel: Check<"receiver"> = {
  id: "heartbeat-without-second-channel",
  severity: "warning",
  summary: "Heartbeats are expected, and there is only one way to tell people that they stay away.",
  appliesTo: ["receiver"],
  find({ config }) {
    if (Object.keys(config.pings ?? {}).length > 0) return [];
    return Object.entries(config.sources).flatMap(([name, source]) => {
      const told = destinationsOf(source, MISSING, "critical");
      const [only] = told;
      const fallback = only === undefined ? undefined : config.destinations[only]?.fallback;
      if (Object.keys(source.heartbeats ?? {}).length === 0 || told.length > 1 || fallback) return [];
      const where = only === undefined ? "nobody" : `${only} alone`;
      return [
        {
          path: `sources.${name}.heartbeats`,
          message: `tells ${where} of a heartbeat that stays away, and nobody outside watches the receiver: where one of the two fails, all is quiet`,
        },
      ];
    });
  },
};
