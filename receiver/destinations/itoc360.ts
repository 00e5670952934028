import { anyCredential, type Destination } from "./destination.ts";
import { cut, jsonObject } from "./text.ts";
import { delivered, judgeStatus, operatorMustAct, rejected, retry } from "./verdict.ts";

/**
 * itoc360, generic event shape. One endpoint serves every source type; the source token selects the
 * organisation and the payload format, so the token must belong to a source of the generic type.
 *
 * Sources: itoc360/itoc360-dotnet (statuses, endpoint, authentication), itoc360/itoc360-githubactions
 * (body), and the priority mapping of
 * https://docs.itoc360.com/integrations/inbound-integrations/monitoring-and-observability/alibaba-cloudmonitor-integration
 */
export const itoc360: Destination = {
  title: "itoc360",
  url: "https://api.itoc360.app/functions/v1/events",
  credential: { name: "source token", check: anyCredential(8) },
  words: ["critical", "high", "medium", "low"],
  severities: { critical: "critical", error: "high", warn: "medium", info: "low", "no-data": "medium" },
  // No limit is documented.
  pace: { perMinute: 60, burst: 20 },
  timeout: 10_000,

  build(message, access) {
    return {
      url: access.url,
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: `Bearer ${access.credential}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({
        id: message.key,
        title: cut(message.title, 500),
        status: message.kind === "resolved" ? "resolve" : "trigger",
        severity: message.severity,
        message: cut(message.text, 8000),
      }),
    };
  },

  judge(reply) {
    const body = jsonObject(reply.body);
    switch (reply.status) {
      case 200:
        // The vendor's SDK takes a 200 without a JSON object for a failure of the transport.
        return body ? delivered : retry("HTTP 200 without a JSON object", { tries: 5 });
      case 400:
        return rejected("HTTP 400: the source token may belong to another source type");
      case 401:
      case 404:
        return operatorMustAct(`HTTP ${reply.status}: the source token is unknown; renew it`);
      case 402:
        return operatorMustAct("HTTP 402: the subscription is inactive and the event was dropped");
    }
    // An unknown `status` word answers 500 too, so a 500 may be permanent.
    return reply.status >= 500 ? retry(`HTTP ${reply.status}`, { tries: 5 }) : judgeStatus(reply.status);
  },
};
