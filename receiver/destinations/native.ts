import type { Destination, Setup } from "./destination.ts";
import { words } from "./severities.ts";
import { jsonObject } from "./text.ts";
import { delivered, isSuccess, retry } from "./verdict.ts";

/**
 * A vendor's own Alibaba Cloud integration: CloudMonitor's body goes to it as it came, byte for byte,
 * and the vendor reads it as if CloudMonitor had sent it. It decides on severity, key and state itself,
 * so none of these can be set here. The URL is the vendor's and a secret; nothing is known of its
 * answers but the vendor's general rules, and that a success may carry an error in its body.
 */
export function native({ pace, judge }: Destination, setup: Omit<Setup, "words" | "wakes">): Destination {
  return {
    setup: { ...setup, words: [], wakes: [] },
    severities: words("", "", "", "", ""),
    pace,
    passesOn: true,

    build({ callback: { body, contentType } }, { url }) {
      const guess = /^\s*[{[]/.test(body) ? "application/json" : "application/x-www-form-urlencoded";
      return { url, method: "POST", headers: { "content-type": contentType ?? guess }, body };
    },

    judge(reply, message, now) {
      const failed = jsonObject(reply.body)?.error;
      if (isSuccess(reply.status) && !failed) return delivered;
      const verdict = judge(reply, message, now);
      return verdict.outcome === "delivered"
        ? retry(`HTTP ${reply.status} with an error in the body`)
        : verdict;
    },
  };
}
