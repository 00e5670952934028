import { type Alert, incidentKey } from "../alert.ts";
import type { RelayConfig } from "../config/config.ts";
import type { Message } from "../destinations/destination.ts";
import type { EventRow, OutboxRow } from "../ledger/rows.ts";
import { readBody } from "../sources/index.ts";
import { contextOf } from "../sources/parameters.ts";
import { noticeOf } from "../sources/unrecognised.ts";
import { wordingOf } from "./wording.ts";
import { wordsFor } from "./words.ts";

/** The `part` of an event that is the notice of a body which could not be read. */
export const NOTICE = -1;

/** The alert of an event, read again from the body it came in. Undefined if nothing can be read there. */
export function alertOf({ callback, part }: Pick<EventRow, "callback" | "part">): Alert | undefined {
  if (part === NOTICE) return noticeOf(callback.body);
  return readBody(callback.body, contextOf(callback.parameters ?? "")).alerts[part];
}

/**
 * Renders a queued message: the texts, the vendor's severity word and the incident's key. `memory` is
 * what the destination's last request for the incident asked to be remembered.
 */
export function renderMessage(
  config: RelayConfig,
  source: string,
  row: OutboxRow,
  event: EventRow,
  read: Alert,
  memory?: string,
): Message {
  // What ends an incident that expired is read from the body that opened it.
  const alert: Alert = row.kind === "resolved" ? { ...read, state: "resolved" } : read;
  const { at, callback } = event;
  const { level, openedAt } = row;
  const settings = config.sources[source] ?? { language: "en" };
  const { severity, template } = wordsFor(config, source, row.destination, level, alert);
  const key = incidentKey(source, row.identity, row.episode);
  return {
    id: `${key.slice(0, 24)}_${event.receivedAt}_${row.event}_${row.kind}`,
    kind: row.kind,
    key,
    severity,
    ...wordingOf(alert, { level, at, openedAt, source, settings, template }),
    alert,
    at,
    openedAt,
    source,
    callback,
    memory,
  };
}
