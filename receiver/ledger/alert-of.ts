import type { Alert } from "../alert.ts";
import { readBody } from "../sources/index.ts";
import { contextOf } from "../sources/parameters.ts";
import { noticeOf } from "../sources/unrecognised.ts";
import type { EventRow } from "./rows.ts";

/** The `part` of an event that is the notice of a body which could not be read. */
export const NOTICE = -1;

/** The `part` of an event that is of the relay's own, whose body is the alert as JSON. */
export const OWN = -2;

/** The alert of an event, read again from the body it came in. Undefined if nothing can be read there. */
export function alertOf({ callback, part }: Pick<EventRow, "callback" | "part">): Alert | undefined {
  if (part === NOTICE) return noticeOf(callback.body);
  if (part === OWN) return JSON.parse(callback.body) as Alert;
  return readBody(callback.body, contextOf(callback.parameters ?? "")).alerts[part];
}
