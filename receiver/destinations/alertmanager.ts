import type { Destination } from "./destination.ts";
import { byStatus } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { cut, iso, jsonObject, labelName, labelsOf, post } from "./text.ts";
import { rejected } from "./verdict.ts";

const DAY = 24 * 60 * 60 * 1000;

/** An alert without `endsAt`: what Alertmanager was told last, and has to be told again to close it. */
interface Told {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  generatorURL: string | undefined;
}

/** The header of a bearer token or of `user:password`; none without a credential. */
export function authorizationOf(credential: string): Record<string, string> {
  if (credential === "") return {};
  const basic = credential.includes(":");
  return { authorization: basic ? `Basic ${btoa(credential)}` : `Bearer ${credential}` };
}

/**
 * Prometheus Alertmanager, API v2. The whole label set is an alert's identity, and the severity is a
 * label: so the labels are remembered as they were sent, a change of level resolves the old set before
 * it sends the new one, and a recovery ends exactly what was sent. `relay_key` makes each incident an
 * alert of its own.
 *
 * An alert ends by itself at its `endsAt`, a day ahead, so open ones are sent again before that.
 *
 * Sources: https://prometheus.io/docs/alerting/latest/alerts_api, prometheus/alertmanager
 * `api/v2/openapi.yaml` and `api/v2/api.go`.
 */
export const alertmanager: Destination = {
  setup: {
    name: "Alertmanager",
    note: "Prometheus Alertmanager, API v2.",
    title: "Prometheus Alertmanager",
    urlIs: "its address with the route prefix, if any, without /api/v2/alerts",
    checkUrl: ({ pathname, search }) =>
      /\/api\/v[12](\/|$)/.test(pathname) || search !== ""
        ? "must be the base address, without /api/v2/alerts or a query"
        : undefined,
    credential: { name: "bearer token, or user:password", optional: true },
    words: LABEL_WORDS,
    wakes: ["critical", "error"],
  },
  severities: LABELS,
  pace: { perMinute: 600, burst: 20 },
  forgets: true,

  build(message, access, now) {
    const { kind, severity, links, alert } = message;
    // What another kind of destination remembered under the same name is no such object.
    const before = jsonObject(message.memory ?? "") as Told | undefined;
    const told: Told = {
      labels: before ? { ...before.labels, severity } : newLabels(),
      annotations: {
        summary: cut(message.title, 1024),
        description: cut(message.text, 8000),
        ...(links.resource && { dashboard_url: links.resource.href }),
        ...(links.runbook && { runbook_url: links.runbook.href }),
      },
      startsAt: iso(message.openedAt),
      generatorURL: links.rule?.href,
    };

    function newLabels(): Record<string, string> {
      const own = Object.entries(labelsOf(message)).map(([key, value]) => [labelName(key), value]);
      return {
        ...Object.fromEntries(own),
        alertname: cut(alert.rule.name, 1024),
        ...(alert.resourceName && { instance: cut(alert.resourceName, 1024) }),
        severity,
        relay_key: message.key,
      };
    }
    const send = (what: Told, endsAt: number) => {
      const url = `${access.url.replace(/\/$/, "")}/api/v2/alerts`;
      return post(url, [{ ...what, endsAt: iso(endsAt) }], authorizationOf(access.credential));
    };

    if (kind === "resolved") return send(before ? { ...told, labels: before.labels } : told, now);
    const same = kind === "refreshed" && before ? before : told;
    const memory = JSON.stringify(same);
    const open = { ...send(same, now + DAY), memory, perhaps: memory };
    return before && before.labels.severity !== same.labels.severity
      ? { ...send(before, now), next: open }
      : open;
  },

  judge: byStatus(200, { 400: rejected() }),
};
