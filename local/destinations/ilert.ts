import * as v from "valibot";
import { rateLimit } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Source: OpenAPI of the events API (iLert/ilert-cli). `summary` is required for every event. */
const Event = v.object({
  integrationKey: v.string(),
  eventType: v.picklist(["ALERT", "ACCEPT", "RESOLVE", "COMMENT"]),
  summary: v.pipe(v.string(), v.minLength(1)),
  details: v.optional(v.string()),
  alertKey: v.optional(v.string()),
  routingKey: v.optional(v.string()),
  priority: v.optional(v.picklist(["HIGH", "LOW"])),
  severity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
  labels: v.optional(v.record(v.string(), v.string())),
  links: v.optional(v.array(v.object({ href: v.string(), text: v.optional(v.string()) }))),
  images: v.optional(
    v.array(v.object({ src: v.string(), href: v.optional(v.string()), alt: v.optional(v.string()) })),
  ),
  customDetails: v.optional(v.record(v.string(), v.unknown())),
});

/** The vendor's limit for each key. It sends no Retry-After. */
const LIMIT = { most: 50 };

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit(LIMIT, now);
  return ({ json }, incidents, { credential }) => {
    const event = v.safeParse(Event, json);
    if (!event.success)
      return { status: 400, body: { message: v.summarize(event.issues), code: "BAD_REQUEST" } };
    const { integrationKey, eventType, summary, priority = "HIGH", severity = 3 } = event.output;
    if (integrationKey !== credential) return { status: 404, body: { code: "NOT_FOUND" } };
    if (isTooFast()) return { status: 429, body: { code: "TOO_MANY_REQUESTS" } };
    // Keys are trimmed and compared without regard to case.
    const key = (event.output.alertKey ?? `no key: ${summary}`).trim().toLowerCase();
    if (eventType === "RESOLVE") incidents.resolve(key);
    else if (eventType === "ALERT") incidents.trigger({ key, title: summary, severity, priority });
    return { status: 202 };
  };
}
