import { noteOf } from "../message/note.ts";
import type { Destination } from "./destination.ts";
import { words } from "./severities.ts";
import { cut, post } from "./text.ts";
import { judgeStatus, operatorMustAct, rejected, slowDown, type Table } from "./verdict.ts";

const badKey = operatorMustAct("the integration key is not accepted; renew it");

const STATUSES: Table = {
  400: rejected(),
  401: badKey,
  403: badKey,
  404: badKey,
  // The vendor's own client takes these for permanent as it does 400.
  413: rejected(),
  415: rejected(),
  422: rejected(),
  // No Retry-After is sent, and the windows last a minute.
  429: slowDown("", 30_000),
};

/**
 * ilert events API. A severity word is `PRIORITY/number`: the priority (`HIGH` pages at once, `LOW`
 * never leaves the first escalation rule) and ilert's severity from 1, the worst, to 5.
 *
 * Sources: https://docs.ilert.com/rest-api/api-samples/creating-alerts-through-events, OpenAPI in
 * iLert/ilert-cli, limits at https://docs.ilert.com/developer-docs/rest-api/alertsource-throttle
 */
export const ilert: Destination = {
  setup: {
    name: "Ilert",
    title: "ilert",
    url: "https://api.ilert.com/api/events",
    credential: { name: "integration key of the alert source" },
    words: ["HIGH/1", "HIGH/2", "HIGH/3", "HIGH/4", "HIGH/5", "LOW/1", "LOW/2", "LOW/3", "LOW/4", "LOW/5"],
    wakes: ["HIGH/1", "HIGH/2", "HIGH/3", "HIGH/4", "HIGH/5"],
  },
  severities: words("HIGH/1", "HIGH/2", "LOW/3", "LOW/5", "LOW/3"),
  // The vendor allows about 50 a minute for each key, in fixed windows: refill and burst stay below it.
  pace: { perMinute: 40, burst: 10 },

  build(message, { url, credential }) {
    const { alert } = message;
    const routingKey = noteOf(alert, "routingKey");
    const [priority, severity] = message.severity.split("/");
    return post(url, {
      integrationKey: credential,
      eventType: message.kind === "resolved" ? "RESOLVE" : "ALERT",
      alertKey: message.key,
      summary: cut(message.title, 500),
      details: cut(message.text, 8000),
      ...(routingKey && message.kind !== "resolved" && { routingKey }),
      priority,
      severity: Number(severity),
      labels: { source: message.source, rule: alert.rule.name, ...alert.dimensions },
      links: Object.values(message.links),
      images: message.picture && [message.picture],
      customDetails: alert.fields,
    });
  },

  judge: ({ status }) => judgeStatus(status, STATUSES),
};
