import type { Account, Note } from "./account.ts";
import type { ReadingClient } from "./client.ts";
import { readContacts, readGroups } from "./contacts.ts";
import { readEventRules } from "./event-rules.ts";
import { readMetricRules } from "./metric-rules.ts";
import type { Progress } from "./wire.ts";

/**
 * Reads the whole of an account's region by calls that change nothing. Throws with the API's own code
 * where one is refused.
 */
export async function readAccount(client: ReadingClient, progress: Progress = () => {}): Promise<Account> {
  const notes: Note[] = [];
  progress("contacts");
  const contacts = await readContacts(client, notes);
  progress("contact groups");
  const groups = await readGroups(client);
  progress("metric rules");
  const rules = await readMetricRules(client, notes, progress);
  progress("event rules");
  const eventRules = await readEventRules(client, notes, progress);
  return { found: [...contacts, ...groups, ...rules, ...eventRules], notes };
}
