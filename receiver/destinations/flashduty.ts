import { lookup } from "../lookup.ts";
import type { Destination, Setup } from "./destination.ts";
import { words } from "./severities.ts";
import { cut, iso, jsonObject, labelName, labelsOf, post, textWithLinks } from "./text.ts";
import { delivered, isSuccess, judgeStatus, operatorMustAct, retry } from "./verdict.ts";

/** `error.code` of a refusal, under the status that says what follows from it. */
const STATUS_OF: Record<string, number> = {
  InvalidParameter: 400,
  InvalidContentType: 400,
  MethodNotAllowed: 400,
  ResourceNotFound: 402,
  NoLicense: 402,
  Unauthorized: 401,
  AccessDenied: 403,
  RouteNotFound: 404,
  RequestTooFrequently: 429,
  InternalError: 500,
};

/**
 * Flashduty standard alert. `Ok` closes; the key is required with it.
 *
 * Source: flashcatcloud/flashduty-docs, `standard-alert.mdx`, `aliyun-cm-metrics.mdx` (levels) and
 * `integrate-data.mdx` (2,000 pushes a minute for each integration).
 */
export const flashduty: Destination = {
  severities: words("Critical", "Critical", "Warning", "Info", "Info"),
  pace: { perMinute: 1000, burst: 200 },

  build(message, access) {
    const url = new URL(access.url);
    url.searchParams.set("integration_key", access.credential);
    const labels = Object.entries(labelsOf(message)).slice(0, 50);
    return post(url.href, {
      event_status: message.kind === "resolved" ? "Ok" : message.severity,
      title_rule: cut(message.title, 512),
      alert_key: message.key,
      // The event time keeps a second episode from being byte-identical to the first, which is dropped.
      description: `${textWithLinks(message, 2000)}\n${iso(message.at)}`,
      labels: Object.fromEntries(labels.map(([key, value]) => [labelName(key), cut(value, 2048)])),
    });
  },

  judge({ status, body }) {
    const answer = jsonObject(body);
    const error = answer?.error;
    if (typeof error === "object" && error !== null) {
      const { code, message } = error as { code?: unknown; message?: unknown };
      const known = lookup(STATUS_OF, String(code));
      // A code that is not known may be anything, a secret too.
      const reason = `HTTP ${status} ${known ? code : "with an error"}`;
      // A wrong key arrives as a wrong parameter.
      if (/integration_key/.test(String(message)))
        return operatorMustAct(`${reason}: integration key refused`);
      return { ...judgeStatus(known ?? (isSuccess(status) ? 500 : status)), reason };
    }
    if (!isSuccess(status)) return judgeStatus(status);
    return answer && "request_id" in answer
      ? delivered
      : retry(`HTTP ${status} without a request_id`, { tries: 5 });
  },
};

export const flashdutySetup: Setup = {
  title: "Flashduty",
  url: "https://api.flashcat.cloud/event/push/alert/standard",
  credential: { name: "integration key" },
  words: ["Critical", "Warning", "Info"],
};
