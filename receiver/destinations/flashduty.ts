import { lookup } from "../lookup.ts";
import { anyCredential, type Destination } from "./destination.ts";
import { cut, iso, jsonObject } from "./text.ts";
import { delivered, judgeStatus, operatorMustAct, rejected, retry, type Verdict } from "./verdict.ts";

/** `error.code` of a refusal, and what follows from it. */
const CODES: Record<string, (reason: string) => Verdict> = {
  ResourceNotFound: operatorMustAct,
  NoLicense: operatorMustAct,
  Unauthorized: operatorMustAct,
  AccessDenied: operatorMustAct,
  RouteNotFound: operatorMustAct,
  RequestTooFrequently: (reason) => ({ outcome: "retry", reason, everyone: true }),
  InternalError: (reason) => retry(reason),
  InvalidParameter: rejected,
  InvalidContentType: rejected,
  MethodNotAllowed: rejected,
};

/** Label names follow Prometheus: letters, digits and underscores, not beginning with a digit. */
function labelName(key: string): string {
  return cut(key.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_"), 128);
}

/**
 * Flashduty standard alert. `Ok` closes; the key is required with it.
 *
 * Source: flashcatcloud/flashduty-docs, `standard-alert.mdx`, `aliyun-cm-metrics.mdx` (levels) and
 * `integrate-data.mdx` (2,000 pushes a minute for each integration).
 */
export const flashduty: Destination = {
  title: "Flashduty",
  url: "https://api.flashcat.cloud/event/push/alert/standard",
  credential: { name: "integration key", check: anyCredential(8) },
  words: ["Critical", "Warning", "Info"],
  severities: { critical: "Critical", error: "Critical", warn: "Warning", info: "Info", "no-data": "Info" },
  pace: { perMinute: 1000, burst: 200 },
  timeout: 10_000,

  build(message, access) {
    const { alert } = message;
    const url = new URL(access.url);
    url.searchParams.set("integration_key", access.credential);
    const labels: Record<string, string> = {
      source: message.source,
      rule: alert.rule.name,
      ...(alert.account && { account: alert.account }),
      ...(alert.region && { region: alert.region }),
      ...(alert.namespace && { namespace: alert.namespace }),
      ...(alert.metric && { metric: alert.metric }),
      ...alert.dimensions,
    };
    return {
      url: url.href,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        event_status: message.kind === "resolved" ? "Ok" : message.severity,
        title_rule: cut(message.title, 512),
        alert_key: message.key,
        // The event time keeps a second episode from being byte-identical to the first, which is dropped.
        description: `${cut(message.text, 2000)}\n${iso(message.at)}`,
        labels: Object.fromEntries(
          Object.entries(labels)
            .slice(0, 50)
            .map(([key, value]) => [labelName(key), cut(value, 2048)]),
        ),
      }),
    };
  },

  judge(reply) {
    const body = jsonObject(reply.body);
    const error = body?.error;
    if (typeof error === "object" && error !== null) {
      const { code, message } = error as { code?: unknown; message?: unknown };
      const reason = `HTTP ${reply.status} ${String(code)}`;
      // A wrong key arrives as a wrong parameter.
      if (/integration_key/.test(String(message)))
        return operatorMustAct(`${reason}: integration key refused`);
      return lookup(CODES, String(code))?.(reason) ?? judgeStatus(reply.status >= 300 ? reply.status : 500);
    }
    if (reply.status >= 200 && reply.status < 300) {
      return body && "request_id" in body
        ? delivered
        : retry(`HTTP ${reply.status} without a request_id`, { tries: 5 });
    }
    return judgeStatus(reply.status);
  },
};
