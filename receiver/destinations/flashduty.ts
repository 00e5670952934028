import { isObject } from "../sources/fields.ts";
import type { Destination, Message } from "./destination.ts";
import { words } from "./severities.ts";
import { cut, iso, jsonObject, labelName, labelsOf, post, textWithLinks } from "./text.ts";
import {
  delivered,
  fromTable,
  isSuccess,
  judgeStatus,
  operatorMustAct,
  rejected,
  retry,
  slowDown,
  type Table,
} from "./verdict.ts";

/** By `error.code`. */
const CODES: Table = {
  InvalidParameter: rejected(),
  InvalidContentType: rejected(),
  MethodNotAllowed: rejected(),
  ResourceNotFound: operatorMustAct(""),
  NoLicense: operatorMustAct(""),
  Unauthorized: operatorMustAct(""),
  AccessDenied: operatorMustAct(""),
  RouteNotFound: operatorMustAct(""),
  RequestTooFrequently: slowDown(""),
  InternalError: retry(""),
};

/** Characters of an address of a picture: one that is longer is dropped by the vendor. */
const LONGEST_ADDRESS = 256;

function imagesOf({ picture }: Message): object[] | undefined {
  if (!picture || picture.src.length > LONGEST_ADDRESS) return undefined;
  const { src, alt, href = "" } = picture;
  return [{ src, alt: cut(alt, 128), ...(href && href.length <= LONGEST_ADDRESS && { href }) }];
}

/**
 * Flashduty standard alert. `Ok` closes; the key is required with it.
 *
 * Source: flashcatcloud/flashduty-docs, `standard-alert.mdx`, `aliyun-cm-metrics.mdx` (levels) and
 * `integrate-data.mdx` (2,000 pushes a minute for each integration).
 */
export const flashduty: Destination = {
  setup: {
    name: "Flashduty",
    title: "Flashduty",
    url: "https://api.flashcat.cloud/event/push/alert/standard",
    credential: { name: "integration key" },
    words: ["Critical", "Warning", "Info"],
    wakes: ["Critical"],
  },
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
      labels: Object.fromEntries(labels.map(([key, value]) => [labelName(key), value])),
      images: imagesOf(message),
    });
  },

  judge({ status, body }) {
    const answer = jsonObject(body);
    const error = answer?.error;
    if (isObject(error)) {
      const code = String(error.code);
      // A wrong key arrives as a wrong parameter.
      if (/integration_key/.test(String(error.message)))
        return operatorMustAct(`HTTP ${status}: integration key refused`);
      const refusal = fromTable(CODES, code, `HTTP ${status} ${code}`);
      // A code that is not known may be anything, a secret too.
      return refusal ?? (isSuccess(status) ? retry(`HTTP ${status} with an error`) : judgeStatus(status));
    }
    if (!isSuccess(status)) return judgeStatus(status);
    return answer && "request_id" in answer ? delivered : retry(`HTTP ${status} without a request_id`);
  },
};
