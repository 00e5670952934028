import type { Destination } from "./destination.ts";
import { words } from "./severities.ts";
import { cut, jsonObject, post, textWithLinks } from "./text.ts";
import { judgeStatus, operatorMustAct, rejected, retry, type Table } from "./verdict.ts";

const badToken = operatorMustAct("the source token is unknown; renew it");

const STATUSES: Table = {
  400: rejected("the source token may belong to another source type"),
  401: badToken,
  402: operatorMustAct("the subscription is inactive and the event was dropped"),
  404: badToken,
  // An unknown `status` word answers 500 too, so a 500 may be permanent. 502, 503 and 504 never are.
  500: retry("", { slow: true }),
};

/**
 * itoc360, generic event shape. One endpoint serves every source type; the source token selects the
 * organisation and the payload format, so the token must belong to a source of the generic type.
 *
 * Sources: itoc360/itoc360-dotnet (statuses, endpoint, authentication), itoc360/itoc360-githubactions
 * (body), and the priority mapping of
 * https://docs.itoc360.com/integrations/inbound-integrations/monitoring-and-observability/alibaba-cloudmonitor-integration
 */
export const itoc360: Destination = {
  setup: {
    name: "Itoc360",
    title: "itoc360",
    url: "https://api.itoc360.app/functions/v1/events",
    credential: { name: "source token" },
    words: ["critical", "high", "medium", "low"],
    wakes: ["critical", "high"],
  },
  severities: words("critical", "high", "medium", "low", "medium"),
  // No limit is documented.
  pace: { perMinute: 60, burst: 20 },

  build(message, { url, credential }) {
    const body = {
      id: message.key,
      title: cut(message.title, 500),
      status: message.kind === "resolved" ? "resolve" : "trigger",
      severity: message.severity,
      message: textWithLinks(message, 8000),
    };
    return post(url, body, { accept: "application/json", authorization: `Bearer ${credential}` });
  },

  judge({ status, body }) {
    // The vendor's SDK takes a 200 without a JSON object for a failure of the transport.
    return status === 200 && !jsonObject(body)
      ? retry("HTTP 200 without a JSON object")
      : judgeStatus(status, STATUSES);
  },
};
