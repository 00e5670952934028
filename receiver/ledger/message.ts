import { incidentKey } from "../alert.ts";
import { type RelayConfig, severityWord } from "../config/config.ts";
import type { Message } from "../destinations/destination.ts";
import { textOf, titleOf } from "../wording.ts";
import type { EventRow, OutboxRow } from "./store.ts";

/** Renders a queued message: the texts, the vendor's severity word and the incident's key. */
export async function renderMessage(
  config: RelayConfig,
  source: string,
  row: OutboxRow,
  event: EventRow,
): Promise<Message> {
  const { alert, at } = event;
  const language = config.sources[source]?.language ?? "en";
  const key = await incidentKey(source, row.identity, row.episode);
  return {
    id: `${key.slice(0, 24)}_${event.receivedAt}_${row.event}_${row.kind}`,
    kind: row.kind,
    key,
    severity: severityWord(config, source, row.destination, row.level),
    title: titleOf(alert, language),
    text: textOf(alert, row.level, at, language),
    alert,
    at,
    openedAt: row.openedAt,
    source,
  };
}
