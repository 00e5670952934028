import type { HeartbeatConfig } from "../../receiver/config/config.ts";
import type { SourceArgs } from "../receiver/args.ts";
import { mapValues } from "../receiver/severities.ts";
import { readDuration } from "../validation/duration.ts";
import type { Problems } from "../validation/problems.ts";

/** As a rule's mute period. */
const EVERY = { least: 300, most: 86_400 };

/** One that is late is no sign of anything: CloudMonitor repeats an alert once a mute period, or a little later. */
const MISSING = { least: 2, most: 100, usual: 3 };

/** A heartbeat's name stands in the callback URL, and is the key of its rule. */
export function checkHeartbeatName(text: string): string | undefined {
  return /^[a-z][a-z0-9-]{0,29}$/.test(text)
    ? undefined
    : `must be 1 to 30 lower-case letters, digits or hyphens, beginning with a letter, not "${text}"`;
}

/** The heartbeats that a source expects, as the Worker reads them. */
export function readHeartbeats(
  problems: Problems,
  source: string,
  { heartbeats }: SourceArgs,
): { heartbeats?: Record<string, HeartbeatConfig> } {
  if (heartbeats === undefined || Object.keys(heartbeats).length === 0) return {};
  return {
    heartbeats: mapValues(heartbeats, ({ every = "1 hour", missing = MISSING.usual }, name) => {
      const at = (argument: string) => `sources.${source}.heartbeats.${name}${argument}`;
      const problem = checkHeartbeatName(name);
      if (problem) problems.add(at(""), problem);
      if (!Number.isInteger(missing) || missing < MISSING.least || missing > MISSING.most)
        problems.add(
          at(".missing"),
          `must be a whole number from ${MISSING.least} to ${MISSING.most}, not ${missing}`,
        );
      return { every: readDuration(problems, at(".every"), every, EVERY), missing };
    }),
  };
}
