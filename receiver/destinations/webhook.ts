import { hmac } from "../digest.ts";
import type { Destination, Message } from "./destination.ts";
import { words } from "./severities.ts";
import { iso, post } from "./text.ts";
import { judgeStatus, rejected, type Table } from "./verdict.ts";

const PREFIX = "whsec_";

/** How a receiver says that it can never take this message. After anything else it is tried again. */
const STATUSES: Table = { 400: rejected(), 413: rejected(), 415: rejected(), 422: rejected() };

/** The signing key behind `whsec_`. Throws if it is no base64. */
function signingKey(secret: string): Uint8Array {
  return Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0));
}

/** Whether it is `whsec_` with 24 to 64 bytes in base64. */
function isSecret(text: string): boolean {
  try {
    const { length } = signingKey(text);
    return text.startsWith(PREFIX) && length >= 24 && length <= 64;
  } catch {
    return false;
  }
}

function typeOf({ kind, alert }: Message): string {
  if (kind === "resolved") return "alert.resolved";
  return alert.state === "no-data" ? "alert.nodata" : "alert.triggered";
}

/**
 * Any HTTPS endpoint that verifies Standard Webhooks signatures. `webhook-id` is the same for every
 * try of one message, so the receiver can drop repeats; the timestamp and the signature are of the try.
 * Two secrets separated by a space sign with both, so that the receiver can change over.
 *
 * Source: standard-webhooks/standard-webhooks, `spec/standard-webhooks.md`.
 */
export const webhook: Destination = {
  setup: {
    name: "Webhook",
    note: "Any HTTPS endpoint that verifies Standard Webhooks signatures.",
    title: "signed webhook",
    urlIs: "the address of the receiver",
    credential: {
      name: "signing secret",
      check: (credential) =>
        credential.split(" ").every(isSecret)
          ? undefined
          : "must be whsec_ followed by 24 to 64 bytes in base64 (two of them, with a space between, while changing over)",
      example: (digits) => `${PREFIX}${btoa(digits)}`,
    },
    words: ["CRITICAL", "ERROR", "WARN", "INFO", "NODATA"],
    wakes: ["CRITICAL", "ERROR"],
  },
  severities: words("CRITICAL", "ERROR", "WARN", "INFO", "NODATA"),
  pace: { perMinute: 300, burst: 50 },
  timeout: 15_000,

  build(message, access, now) {
    const { key, title, text, source, links, alert } = message;
    const { account, region, namespace, metric, value, unit, condition, fields } = alert;
    const request = post(access.url, {
      type: typeOf(message),
      timestamp: iso(message.at),
      data: {
        key,
        level: message.severity,
        title,
        text,
        source,
        opened: iso(message.openedAt),
        rule: alert.rule,
        resource: { name: alert.resourceName, dimensions: alert.dimensions },
        account,
        region,
        namespace,
        metric,
        value,
        unit,
        condition,
        links: Object.values(links),
        fields,
      },
    });
    const seconds = String(Math.floor(now / 1000));
    const signed = `${message.id}.${seconds}.${request.body}`;
    const secrets = access.credential.split(" ");
    const signatures = secrets.map((secret) => `v1,${hmac(signingKey(secret), signed)}`);
    Object.assign(request.headers, {
      "webhook-id": message.id,
      "webhook-timestamp": seconds,
      "webhook-signature": signatures.join(" "),
    });
    return request;
  },

  judge: ({ status }) => judgeStatus(status, STATUSES),
};
