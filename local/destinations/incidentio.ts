import * as v from "valibot";
import { Address, rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Source: https://docs.incident.io/api-reference/alert-events-v2/createhttp */
const Event = v.object({
  title: v.pipe(v.string(), v.minLength(1)),
  status: v.picklist(["firing", "resolved"]),
  deduplication_key: v.pipe(v.string(), v.minLength(1)),
  description: v.optional(v.string()),
  metadata: v.optional(v.record(v.string(), v.unknown())),
  source_url: v.optional(Address),
});

const LONGEST = 512 * 1024;

/** For each key. Source: https://docs.incident.io/api-reference/introduction */
const LIMIT = { most: 1200 };

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit(LIMIT, now);
  return ({ headers, json, text }, incidents, { credential }) => {
    const refuse = (status: number, type: string, message: string) => ({
      status,
      body: { type, status, request_id: "request-1", errors: [{ code: "invalid_value", message }] },
    });
    if (headers.get("authorization") !== `Bearer ${credential}`)
      return refuse(401, "authentication_error", "the token is not valid");
    if (isTooFast())
      return {
        status: 429,
        body: { type: "rate_limited", rate_limit: { retry_after: new Date(now() + 60_000).toUTCString() } },
      };
    if (Buffer.byteLength(text) > LONGEST) return refuse(413, "validation_error", "the event is too large");
    const event = v.safeParse(Event, json);
    if (!event.success) return refuse(422, "validation_error", v.summarize(event.issues));
    const { title, status, deduplication_key: key, metadata = {} } = event.output;
    if (status === "resolved") incidents.resolve(key);
    else incidents.trigger({ key, title, severity: String(metadata.severity) });
    return {
      status: 202,
      body: { status: "success", message: "Event accepted for processing", deduplication_key: key },
    };
  };
}
