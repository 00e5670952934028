import * as v from "valibot";
import { identityOf } from "../../receiver/alert.ts";
import { readBody } from "../../receiver/sources/index.ts";
import { contextOf } from "../../receiver/sources/parameters.ts";
import type { Answer, Vendor } from "./stand-in.ts";

/** What a body says, as far as a stand-in must know it. */
interface Notice {
  /** How a vendor finds the key of an incident is published by none; here it is the rule and the resource. */
  key: string;
  title: string;
  severity: string;
  resolved: boolean;
}

/** A callback of CloudMonitor: a form, or JSON where the console was told so. */
export function readCallback(text: string, contentType: string): Notice[] | undefined {
  const fits = /^\s*[{[]/.test(text) ? /json/ : /x-www-form-urlencoded/;
  const { alerts } = readBody(text, contextOf(""));
  if (!fits.test(contentType) || alerts[0]?.kind !== "metric") return undefined;
  return alerts.map((alert) => ({
    key: identityOf(alert),
    title: alert.rule.name,
    severity: alert.level ?? "",
    resolved: alert.state === "resolved",
  }));
}

const Prometheus = v.object({
  subject: v.pipe(v.string(), v.minLength(1)),
  severity: v.string(),
  status: v.string(),
  labels: v.record(v.string(), v.string()),
});

/** A webhook of managed Prometheus in the layout of CloudMonitor 2.0: always JSON. */
export function readPrometheus(text: string, contentType: string): Notice[] | undefined {
  if (!/json/.test(contentType)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const body = v.safeParse(Prometheus, json);
  if (!body.success) return undefined;
  const { subject: title, severity, status, labels } = body.output;
  const { severity: _, ...identity } = labels;
  const key = JSON.stringify(Object.entries(identity).sort());
  return [{ key, title, severity, resolved: /^(RECOVERED|RESOLVED|OK)$/.test(status) }];
}

/** A vendor's own Alibaba Cloud integration, which has to get the body under its own content type. */
export function native(
  reads: (text: string, contentType: string) => Notice[] | undefined,
  taken: Answer,
  refused: Answer,
): Vendor {
  return ({ headers, text }, incidents) => {
    const notices = reads(text, headers.get("content-type") ?? "");
    if (!notices) return refused;
    for (const { resolved, ...notice } of notices) {
      if (resolved) incidents.resolve(notice.key);
      else incidents.trigger(notice);
    }
    return taken;
  };
}
