import { anyCredential, type Destination, type MessageKind } from "./destination.ts";
import { cut } from "./text.ts";
import { judgeStatus, operatorMustAct } from "./verdict.ts";

const EVENT_TYPE: Record<MessageKind, "ALERT" | "RESOLVE"> = {
  opened: "ALERT",
  updated: "ALERT",
  resolved: "RESOLVE",
};

const WORDS = ["HIGH", "LOW"].flatMap((priority) => [1, 2, 3, 4, 5].map((number) => `${priority}/${number}`));

/**
 * ilert events API. A severity word is `PRIORITY/number`: the priority (`HIGH` pages at once, `LOW`
 * never leaves the first escalation rule) and ilert's severity from 1, the worst, to 5.
 *
 * Sources: https://docs.ilert.com/rest-api/api-samples/creating-alerts-through-events, OpenAPI in
 * iLert/ilert-cli, limits at https://docs.ilert.com/developer-docs/rest-api/alertsource-throttle
 */
export const ilert: Destination = {
  title: "ilert",
  url: "https://api.ilert.com/api/events",
  credential: { name: "integration key of the alert source", check: anyCredential(8) },
  words: WORDS,
  severities: { critical: "HIGH/1", error: "HIGH/2", warn: "LOW/3", info: "LOW/5", "no-data": "LOW/3" },
  // The vendor allows about 50 a minute for each key, in fixed windows: refill and burst stay below it.
  pace: { perMinute: 40, burst: 10 },
  timeout: 10_000,

  build(message, access) {
    const [priority, severity] = message.severity.split("/");
    const { alert } = message;
    const labels = { source: message.source, rule: alert.rule.name, ...alert.dimensions };
    return {
      url: access.url,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        integrationKey: access.credential,
        eventType: EVENT_TYPE[message.kind],
        alertKey: message.key,
        summary: cut(message.title, 500),
        details: cut(message.text, 8000),
        priority,
        severity: Number(severity),
        labels,
        customDetails: alert.fields,
      }),
    };
  },

  judge(reply) {
    switch (reply.status) {
      case 401:
      case 403:
      case 404:
        return operatorMustAct(`HTTP ${reply.status}: the integration key is not accepted; renew it`);
      case 429:
        // No Retry-After is sent and windows last a minute.
        return { outcome: "retry", reason: "HTTP 429", after: 30_000, everyone: true };
    }
    return judgeStatus(reply.status);
  },
};
