import type { Account, Note } from "../account.ts";
import { readApplicationGroups } from "./application-groups.ts";
import type { ReadingClient } from "./client.ts";
import { readContacts, readGroups } from "./contacts.ts";
import { readEventRules } from "./event-rules.ts";
import { readMetricRules } from "./metric-rules.ts";
import { oneClickNotes, readOneClickRules } from "./one-click.ts";
import { readPrometheusRules } from "./prometheus-rules.ts";
import { readSilences } from "./silences.ts";
import { readSiteMonitors } from "./site-monitors.ts";
import type { Progress } from "./wire.ts";

/**
 * Reads the whole of an account's region by calls that change nothing. Throws with the API's own code
 * where one is refused; rules of CloudMonitor 2.0, which has permissions of its own, are then named as
 * not read.
 */
export async function readAccount(client: ReadingClient, progress: Progress = () => {}): Promise<Account> {
  const notes: Note[] = [];
  progress("contacts");
  const contacts = await readContacts(client, notes);
  progress("contact groups");
  const groups = await readGroups(client);
  progress("metric rules");
  const rules = await readMetricRules(client, notes, progress);
  progress("one-click alerts");
  notes.push(...oneClickNotes(await readOneClickRules(client)));
  progress("silences");
  const silences = await readSilences(client);
  progress("application groups");
  const applicationGroups = await readApplicationGroups(client, namedGroups([...rules, ...silences]), notes);
  progress("site monitors");
  const siteMonitors = await readSiteMonitors(client, notes, progress);
  progress("event rules");
  const eventRules = await readEventRules(client, notes, progress);
  progress("Prometheus rules");
  const prometheusRules = await readPrometheusRules(client, notes);
  const found = [
    contacts,
    groups,
    applicationGroups,
    siteMonitors,
    rules,
    silences,
    eventRules,
    prometheusRules,
  ].flat();
  return { found, notes };
}

/** Ids of the application groups that rules watch and silences are limited to. */
function namedGroups(found: Account["found"]): Set<string> {
  const ids = found.flatMap(({ kind, parts: [{ inputs }] }) => {
    if (kind === "group rule") return [String(inputs.groupId)];
    return kind === "silence" ? ((inputs.scopeValues ?? []) as string[]) : [];
  });
  return new Set(ids);
}
