import * as v from "valibot";
import { rateLimit, text } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

/** Source: flashcatcloud/flashduty-docs, `standard-alert.mdx`. Longer texts are cut by the vendor, keys are refused. */
const Alert = v.object({
  title_rule: v.pipe(v.string(), v.minLength(1)),
  event_status: v.picklist(["Critical", "Warning", "Info", "Ok"]),
  alert_key: v.optional(v.pipe(v.string(), v.maxLength(255))),
  description: v.optional(v.string()),
  labels: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/)), v.string()),
      v.check((labels) => Object.keys(labels).length <= 50, "at most 50 labels"),
    ),
  ),
  images: v.optional(
    v.array(v.object({ src: text(256, 1), href: v.optional(text(256)), alt: v.optional(text(128)) })),
  ),
});

/** What it says to a body of its own integrations. */
export const TAKEN = { status: 200, body: { request_id: "request-1", data: {} } };
export const REFUSED = {
  status: 400,
  body: { request_id: "request-1", error: { code: "InvalidParameter", message: "body" } },
};

/** For each integration. Source: flashcatcloud/flashduty-docs, `integrate-data.mdx`. */
const LIMIT = { most: 2000 };

export function vendor(now: () => number): Vendor {
  const isTooFast = rateLimit(LIMIT, now);
  return ({ url, headers, json, text: body }, incidents, { credential }) => {
    const refuse = (status: number, code: string, message: string) => ({
      status,
      body: { request_id: "request-1", error: { code, message } },
    });
    if (!headers.get("content-type")?.startsWith("application/json")) {
      return refuse(400, "InvalidContentType", "Content-Type must be application/json");
    }
    if (url.searchParams.get("integration_key") !== credential) {
      return refuse(400, "InvalidParameter", "integration_key is not a valid one");
    }
    if (isTooFast()) return refuse(429, "RequestTooFrequently", "too many pushes");
    const alert = v.safeParse(Alert, json);
    if (!alert.success) return refuse(400, "InvalidParameter", v.summarize(alert.issues));
    const { title_rule, event_status, alert_key } = alert.output;
    if (event_status === "Ok") {
      if (alert_key === undefined) return refuse(400, "InvalidParameter", "alert_key is required with Ok");
      incidents.resolve(alert_key);
    } else {
      incidents.trigger({ key: alert_key ?? body, title: title_rule, severity: event_status });
    }
    return { status: 200, body: { request_id: "request-1", data: { alert_key: alert_key ?? "generated" } } };
  };
}
