import { Webhook } from "standardwebhooks";
import * as v from "valibot";
import type { Vendor } from "./stand-in.ts";

const Event = v.object({
  type: v.picklist(["alert.triggered", "alert.resolved", "alert.nodata"]),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
  data: v.object({ key: v.string(), level: v.string(), title: v.string() }),
});

/** How far the timestamp may be from the receiver's clock, in seconds. */
const TOLERANCE = 5 * 60;

/** A receiver as one would write it: the reference library signs for comparison, repeats are dropped by their id. */
export function vendor(now: () => number): Vendor {
  const seen = new Set<string>();
  return ({ headers, json, text }, incidents, { credential }) => {
    const id = headers.get("webhook-id") ?? "";
    const seconds = Number(headers.get("webhook-timestamp"));
    const [secret = ""] = credential.split(" ");
    const expected = new Webhook(secret).sign(id, new Date(seconds * 1000), text);
    const signed = headers.get("webhook-signature")?.split(" ").includes(expected);
    if (!signed || !(Math.abs(now() / 1000 - seconds) <= TOLERANCE))
      return { status: 401, body: "not signed" };
    if (seen.has(id)) return { status: 204 };
    const event = v.safeParse(Event, json);
    if (!event.success) return { status: 400, body: v.summarize(event.issues) };
    seen.add(id);
    const { type, data } = event.output;
    if (type === "alert.resolved") incidents.resolve(data.key);
    else incidents.trigger({ key: data.key, title: data.title, severity: data.level });
    return { status: 204 };
  };
}
