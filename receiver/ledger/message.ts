import { type Alert, incidentKey } from "../alert.ts";
import { type RelayConfig, severityWord } from "../config/config.ts";
import type { Message } from "../destinations/destination.ts";
import { decodeBody } from "../sources/body.ts";
import { readAlerts } from "../sources/index.ts";
import { wordingOf } from "../wording.ts";
import type { EventRow, OutboxRow } from "./store.ts";

/** The alert of an event, read again from the body it came in. Undefined if nothing can be read there. */
export function alertOf({ callback, part }: Pick<EventRow, "callback" | "part">): Alert | undefined {
  const body = decodeBody(callback.body);
  if ("error" in body) return undefined;
  const alerts = readAlerts(body, { rule: callback.rule ?? undefined });
  return "error" in alerts ? undefined : alerts[part];
}

/**
 * Renders a queued message: the texts, the vendor's severity word and the incident's key. `memory` is
 * what the destination's last request for the incident asked to be remembered.
 */
export async function renderMessage(
  config: RelayConfig,
  source: string,
  row: OutboxRow,
  event: EventRow,
  alert: Alert,
  memory?: string,
): Promise<Message> {
  const { at, callback } = event;
  const { level, openedAt } = row;
  const settings = config.sources[source] ?? { language: "en" };
  const { template } = config.destinations[row.destination] ?? {};
  const key = await incidentKey(source, row.identity, row.episode);
  return {
    id: `${key.slice(0, 24)}_${event.receivedAt}_${row.event}_${row.kind}`,
    kind: row.kind,
    key,
    severity: severityWord(config, source, row.destination, level),
    ...wordingOf(alert, { level, at, openedAt, source, settings, template }),
    alert,
    at,
    openedAt,
    source,
    callback,
    memory,
  };
}
