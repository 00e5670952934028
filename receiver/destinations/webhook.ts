import type { Destination, MessageKind } from "./destination.ts";
import { iso } from "./text.ts";
import { judgeStatus, type Verdict } from "./verdict.ts";

const PREFIX = "whsec_";

/** The signing key behind `whsec_`: 24 to 64 bytes, base64. Undefined if it is anything else. */
function signingKey(secret: string): Uint8Array<ArrayBuffer> | undefined {
  if (!secret.startsWith(PREFIX)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0));
    return bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

async function sign(secret: string, id: string, seconds: number, body: string): Promise<string> {
  const bytes = signingKey(secret);
  if (!bytes) throw new Error("the signing secret is not whsec_ with 24 to 64 bytes in base64");
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${id}.${seconds}.${body}`));
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
}

function typeOf(kind: MessageKind, state: string): string {
  if (kind === "resolved") return "alert.resolved";
  return state === "no-data" ? "alert.nodata" : "alert.triggered";
}

/**
 * Any HTTPS endpoint that verifies Standard Webhooks signatures. `webhook-id` is the same for every
 * try of one message, so the receiver can drop repeats; the timestamp and the signature are of the try.
 * Two secrets separated by a space sign with both, so that the receiver can change over.
 *
 * Source: standard-webhooks/standard-webhooks, `spec/standard-webhooks.md`.
 */
export const webhook: Destination = {
  title: "signed webhook",
  url: undefined,
  credential: {
    name: "signing secret",
    check: (credential) =>
      credential.split(" ").every(signingKey)
        ? undefined
        : "must be whsec_ followed by 24 to 64 bytes in base64 (two of them, with a space between, while changing over)",
  },
  words: ["CRITICAL", "ERROR", "WARN", "INFO", "NODATA"],
  severities: { critical: "CRITICAL", error: "ERROR", warn: "WARN", info: "INFO", "no-data": "NODATA" },
  pace: { perMinute: 300, burst: 50 },
  timeout: 15_000,

  async build(message, access, now) {
    const { alert } = message;
    const body = JSON.stringify({
      type: typeOf(message.kind, alert.state),
      timestamp: iso(message.at),
      data: {
        key: message.key,
        level: message.severity,
        title: message.title,
        text: message.text,
        source: message.source,
        opened: iso(message.openedAt),
        rule: { key: alert.rule.key, id: alert.rule.id, name: alert.rule.name },
        resource: { name: alert.resourceName, dimensions: alert.dimensions },
        account: alert.account,
        region: alert.region,
        namespace: alert.namespace,
        metric: alert.metric,
        value: alert.value,
        unit: alert.unit,
        condition: alert.condition,
        fields: alert.fields,
      },
    });
    const seconds = Math.floor(now / 1000);
    const secrets = access.credential.split(" ");
    const signatures = await Promise.all(secrets.map((secret) => sign(secret, message.id, seconds, body)));
    return {
      url: access.url,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": String(seconds),
        "webhook-signature": signatures.join(" "),
      },
      body,
    };
  },

  judge(reply): Verdict {
    return judgeStatus(reply.status);
  },
};
