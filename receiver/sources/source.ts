import type { Alert, SourceKind } from "../alert.ts";
import type { Fields } from "./fields.ts";

/** The parameters of the callback URL that are the relay's own and change how a body is read. */
export interface Context {
  /** `rule=`: the stable key of the rule that calls. */
  rule: string | undefined;
  /**
   * `resolvedBy=`: names or statuses of the events that end what the rule's other events began, parted
   * by commas, with `*` for any characters. Empty: no event ends another. Undefined: the built-in pairs apply.
   */
  resolvedBy: string[] | undefined;
  /** `openFor=`, in milliseconds (in the URL: seconds): how long an incident stays open that nothing ends. */
  openFor: number | undefined;
  /** `label.NAME=`: the labels that the rule was declared with. */
  labels: Readonly<Record<string, string>>;
}

/** Why a body, or one of the alerts in it, could not be read: short, for the sender and for the quarantine. */
export interface Unreadable {
  error: string;
  /** True where the body is none of the known shapes at all, rather than one of them with a mistake in it. */
  unknown?: boolean;
}

/** Most alerts of a body that are read. */
const MOST_ALERTS = 300;

/** Ends the reason where alerts are lost because there are too many: somebody has to look. */
export const NOT_READ = "were not read";

/** Reads a list of alerts, up to as many as a body may have; says how many there are beyond them. */
export function readList(
  list: readonly unknown[],
  read: (each: unknown) => Alert | Unreadable,
): (Alert | Unreadable)[] {
  const alerts = list.slice(0, MOST_ALERTS).map(read);
  const more = list.length - alerts.length;
  if (more > 0)
    alerts.push({
      error: `of ${list.length} alerts the first ${MOST_ALERTS} were read, ${more} ${NOT_READ}`,
    });
  return alerts;
}

export function isUnreadable<T extends object>(value: T | Unreadable): value is Unreadable {
  return "error" in value;
}

/** One kind of body that Alibaba Cloud sends. Which parser takes a body depends on its shape alone. */
export interface Source {
  kind: SourceKind;
  /** Whether the body has this source's shape. Must be cheap: every parser is asked in turn. */
  recognises(body: Fields): boolean;
  /**
   * Every alert in the body, or why one of them could not be read; none if the body says nothing that an
   * incident depends on. The same body always gives the same list in the same order.
   */
  parse(body: Fields, context: Context): (Alert | Unreadable)[];
}

/** `alertState is "BROKEN"; expected OK or ALERT`: the value is cut, because the answer is short. */
export function unreadable(field: string, value: string | undefined, expected: string): Unreadable {
  const found = value === undefined ? "is missing" : `is "${value.slice(0, 20)}"`;
  return { error: `${field} ${found}; expected ${expected}` };
}
