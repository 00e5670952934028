import { UNKNOWN } from "../evaluator/plan.ts";
import { text } from "./resource.ts";

/** Where a rule or a contact posts to. */
export interface Callback {
  host: string;
  /** Source of the receiver; undefined for an address that is no receiver's. */
  source: string | undefined;
  /** The rule's key, as the address carries it. */
  rule: string | undefined;
  /** The whole address. Secret: never part of a message. */
  url: string;
}

export function readCallback(value: unknown): Callback | undefined {
  // In a preview it is known that there is one, but not yet where it leads.
  if (value === UNKNOWN) return { host: "", source: undefined, rule: undefined, url: "" };
  const url = text(value);
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { hostname, pathname, searchParams } = new URL(url);
  const [, source] = /^\/callbacks\/([a-z][a-z0-9-]*)$/.exec(pathname) ?? [];
  return { host: hostname, source, rule: searchParams.get("rule") ?? undefined, url };
}
