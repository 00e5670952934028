import * as v from "valibot";
import { Address, text } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

const Payload = v.object({
  summary: text(1024, 1),
  source: v.pipe(v.string(), v.minLength(1)),
  severity: v.picklist(["critical", "error", "warning", "info"]),
  timestamp: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  component: v.optional(v.string()),
  class: v.optional(v.string()),
  group: v.optional(v.string()),
  custom_details: v.optional(v.record(v.string(), v.unknown())),
});

/** Source: PagerDuty/api-schema, `reference/events-v2/openapiv3.json`. */
const Event = v.object({
  routing_key: v.pipe(v.string(), v.length(32)),
  event_action: v.picklist(["trigger", "acknowledge", "resolve"]),
  dedup_key: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  payload: Payload,
  links: v.optional(v.array(v.object({ href: Address, text: v.optional(v.string()) }))),
  images: v.optional(
    v.array(
      v.object({
        src: v.pipe(Address, v.startsWith("https:")),
        href: v.optional(Address),
        alt: v.optional(v.string()),
      }),
    ),
  ),
  client: v.optional(v.string()),
  client_url: v.optional(Address),
});

const LONGEST = 512 * 1024;

export const vendor =
  (): Vendor =>
  ({ json, text: body }, incidents, { credential }) => {
    const refuse = (...errors: string[]) => ({
      status: 400,
      body: { status: "invalid event", message: "Event object is invalid", errors },
    });
    if (Buffer.byteLength(body) > LONGEST) return refuse("the event is larger than 512 KB");
    const event = v.safeParse(Event, json);
    if (!event.success) return refuse(v.summarize(event.issues));
    const { routing_key, event_action, dedup_key, payload } = event.output;
    if (routing_key !== credential) return refuse("Invalid routing key");
    if (event_action === "trigger") {
      incidents.trigger({ key: dedup_key, title: payload.summary, severity: payload.severity });
    } else if (event_action === "resolve") {
      incidents.resolve(dedup_key);
    }
    return { status: 202, body: { status: "success", message: "Event processed", dedup_key } };
  };
