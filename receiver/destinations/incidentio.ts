import type { Destination } from "./destination.ts";
import { byStatus } from "./replies.ts";
import { LABEL_WORDS, LABELS } from "./severities.ts";
import { cut, jsonObject, labelsOf, post, textWithLinks } from "./text.ts";
import { rejected, slowDown, waitFor } from "./verdict.ts";

const judge = byStatus(202, { 400: rejected(), 413: rejected(), 422: rejected() });

/**
 * incident.io alert events over an HTTP source. The severity travels in `metadata` and is mapped to
 * priorities in the vendor's own settings of the source.
 *
 * Sources: https://docs.incident.io/api-reference/alert-events-v2/createhttp,
 * https://docs.incident.io/api-reference/introduction (limits).
 */
export const incidentio: Destination = {
  setup: {
    name: "IncidentIo",
    title: "incident.io",
    urlIs: "the URL of an HTTP alert source, https://api.incident.io/v2/alert_events/http/…",
    exampleUrl: "https://api.incident.io/v2/alert_events/http/local",
    checkUrl: ({ pathname, search }) =>
      /\/v2\/alert_events\/http\/[^/]+$/.test(pathname) && search === ""
        ? undefined
        : "must end in /v2/alert_events/http/ and the id of the alert source, without a query",
    credential: { name: "token of the alert source" },
    words: LABEL_WORDS,
    wakes: ["critical", "error"],
  },
  severities: LABELS,
  // 1,200 a minute for each API key; whether source tokens have a lower limit is not said.
  pace: { perMinute: 300, burst: 50 },

  build(message, { url, credential }) {
    const body = {
      title: cut(message.title, 500),
      status: message.kind === "resolved" ? "resolved" : "firing",
      deduplication_key: message.key,
      description: textWithLinks(message, 8000),
      metadata: { ...labelsOf(message), severity: message.severity },
      source_url: message.links.rule?.href,
    };
    return post(url, body, { authorization: `Bearer ${credential}` });
  },

  judge(reply, _message, now) {
    if (reply.status !== 429) return judge(reply);
    // When to come back stands in the body, as a date.
    const limit = jsonObject(reply.body)?.rate_limit as { retry_after?: unknown } | undefined;
    return slowDown("HTTP 429", waitFor(String(limit?.retry_after), now));
  },
};
