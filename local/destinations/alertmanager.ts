import * as v from "valibot";
import { Address } from "./limits.ts";
import type { Vendor } from "./stand-in.ts";

const Name = v.pipe(v.string(), v.regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/));

/** Source: prometheus/alertmanager, `api/v2/openapi.yaml`. */
const Alert = v.object({
  labels: v.pipe(
    v.record(Name, v.string()),
    v.check((labels) => Boolean(labels.alertname), "at least alertname"),
  ),
  annotations: v.optional(v.record(Name, v.string())),
  startsAt: v.pipe(v.string(), v.isoTimestamp()),
  endsAt: v.pipe(v.string(), v.isoTimestamp()),
  generatorURL: v.optional(Address),
});

export function vendor(now: () => number): Vendor {
  return ({ method, url, headers, json }, incidents, { credential }) => {
    const asks = method === "GET" && url.pathname.endsWith("/api/v2/status");
    if (!asks && !url.pathname.endsWith("/api/v2/alerts")) return { status: 404, body: "404 page not found" };
    const authorization = headers.get("authorization") ?? "";
    const expected = credential.includes(":") ? `Basic ${btoa(credential)}` : `Bearer ${credential}`;
    if (credential && authorization !== expected) return { status: 401, body: "Unauthorized" };
    if (asks) return { status: 200, body: { cluster: { status: "ready" }, versionInfo: {} } };
    const alerts = v.safeParse(v.array(Alert), json);
    if (!alerts.success) return { status: 400, body: JSON.stringify(v.summarize(alerts.issues)) };
    for (const { labels, annotations = {}, startsAt, endsAt } of alerts.output) {
      const ends = Date.parse(endsAt);
      if (ends < Date.parse(startsAt))
        return { status: 400, body: JSON.stringify("start time must be before end time") };
      const known = Object.entries(labels).filter(([, value]) => value !== "");
      const identity = JSON.stringify(known.sort());
      if (ends <= now()) {
        incidents.resolve(identity);
        continue;
      }
      const { relay_key: key = identity, severity = "", alertname = "" } = labels;
      const title = annotations.summary ?? alertname;
      incidents.trigger({ key, identity, title, severity, endsAt: ends });
    }
    return { status: 200 };
  };
}
