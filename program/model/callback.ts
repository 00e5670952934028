import { readCallbackUrl } from "../../receiver/config/urls.ts";
import { UNKNOWN } from "../evaluator/plan.ts";
import { text } from "./values.ts";

/** Where a rule or a contact posts to. */
export interface CallbackTarget {
  /** With a port where it has one; empty where it is not known yet. */
  readonly host: string;
  /** Source of the receiver; undefined for an address that is no receiver's. Of such a one nothing more is read. */
  readonly source: string | undefined;
  /** The rule's stable key, as far as the address says. */
  readonly rule: string | undefined;
  /** Labels that the address carries to the receiver. */
  readonly labels: Readonly<Record<string, string>>;
  /** What else the address tells the receiver, e.g. what ends an event. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The whole address, token included. Secret: only ever compared, or posted to. */
  readonly url: string;
  /** Whatever the other fields leave of it. Secret too. */
  readonly rest: string;
}

const NOTHING = { source: undefined, rule: undefined, labels: {}, parameters: {} };

/** Reads a callback's address; undefined where there is none, or none that could be posted to. */
export function readCallback(value: unknown): CallbackTarget | undefined {
  // In a preview it is known that there is one, but not yet where it leads.
  if (value === UNKNOWN) return { ...NOTHING, host: "", url: "", rest: "" };
  const url = text(value);
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  const read = readCallbackUrl(url);
  if (!read) return { ...NOTHING, host, url, rest: url };
  const { source, rule, labels, others, token = "" } = read;
  return { host, source, rule, labels, parameters: others, url, rest: [protocol, token].join("\n") };
}
