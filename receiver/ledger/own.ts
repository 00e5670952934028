import { type Alert, identityOf } from "../alert.ts";
import type { SourceConfig } from "../config/config.ts";
import { destinationsOf } from "../routing.ts";
import { UNKNOWN_LEVEL } from "./decide.ts";

/** What the ledger decides on of an alert of the relay's own. */
export function ownSubmission(alert: Alert, settings: SourceConfig) {
  const { state, level, time, openFor, rule } = alert;
  const identity = identityOf(alert);
  const destinations = destinationsOf(settings, alert, level ?? UNKNOWN_LEVEL);
  const nothing = { alias: undefined, episode: undefined };
  return {
    identity,
    anywhere: identity,
    state,
    level,
    time,
    openFor,
    rule: rule.name,
    destinations,
    ...nothing,
  };
}
