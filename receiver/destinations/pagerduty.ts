import { dimensionsOf } from "../message/title.ts";
import type { Destination } from "./destination.ts";
import { byStatus } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { cut, iso, labelsOf, post } from "./text.ts";
import { operatorMustAct, rejected, slowDown } from "./verdict.ts";

// "Back off a few minutes", without a header that says how many.
const judge = byStatus(202, { 400: rejected("the event is not valid"), 429: slowDown("", 120_000) });

/**
 * PagerDuty Events API v2. A 202 is a receipt. A `resolve` of a key without an open alert is dropped,
 * so a resolve must never overtake its trigger: the ledger keeps them in order.
 *
 * Sources: PagerDuty/developer-docs `docs/events-API-v2/`, PagerDuty/api-schema
 * `reference/events-v2/openapiv3.json`.
 */
export const pagerduty: Destination = {
  setup: {
    name: "PagerDuty",
    note: "Events API v2.",
    title: "PagerDuty",
    url: "https://events.pagerduty.com/v2/enqueue",
    credential: {
      name: "integration key (routing key) of an Events API v2 integration",
      check: (credential) =>
        /^[\x21-\x7e]{32}$/.test(credential) ? undefined : "must be 32 characters without spaces",
    },
    words: LABEL_WORDS,
    wakes: ["critical", "error"],
  },
  severities: LABELS,
  // No number is documented; the vendor's forum named 120 a minute for each key.
  pace: { perMinute: 100, burst: 10 },

  build(message, { url, credential }) {
    const { alert, links, picture } = message;
    const [[, component] = []] = dimensionsOf(alert);
    return post(url, {
      routing_key: credential,
      event_action: message.kind === "resolved" ? "resolve" : "trigger",
      dedup_key: message.key,
      payload: {
        summary: cut(message.title, 1024),
        source: cut(alert.resourceName ?? alert.rule.name, 255),
        severity: message.severity,
        timestamp: iso(message.at),
        component: component && cut(component, 255),
        class: alert.metric,
        group: alert.namespace,
        custom_details: { text: cut(message.text, 8000), ...labelsOf(message) },
      },
      links: Object.values(links),
      images: picture && [picture],
      client: "CloudMonitor",
      client_url: links.rule?.href,
    });
  },

  // A wrong key arrives as an invalid event.
  judge: (reply) =>
    reply.status === 400 && /routing.key/i.test(reply.body)
      ? operatorMustAct("HTTP 400: the integration key is refused")
      : judge(reply),
};
