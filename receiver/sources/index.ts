import type { Alert } from "../alert.ts";
import { metricCallback } from "./metric-callback.ts";
import type { Body, Context, Source, Unreadable } from "./source.ts";

/** Every body the relay can read, in the order in which the parsers are asked. */
const SOURCES: readonly Source[] = [metricCallback];

/** The alerts in a body, or why there are none. Never throws. */
export function readAlerts(body: Body, context: Context): Alert[] | Unreadable {
  const source = SOURCES.find((each) => each.recognises(body));
  return source ? source.parse(body, context) : { error: "not a callback of CloudMonitor that is known" };
}
