import type { Access, Destination, HttpReply, Message } from "../destinations/destination.ts";
import { retry, retryAfter, type Verdict } from "../destinations/verdict.ts";
import type { Surroundings } from "./surroundings.ts";

/** Most of a reply that is read, in bytes. */
const LONGEST_REPLY = 16 * 1024;

/** What became of one try: the verdict, and how long the vendor asked to wait. */
export interface Sent {
  verdict: Verdict;
  wait: number | undefined;
}

/**
 * One try of one message: builds the request, sends it, judges the reply. Never throws: whatever
 * goes wrong on the way is worth another try. Follows no redirect, since a redirect could carry a
 * credential elsewhere.
 */
export async function send(
  destination: Destination,
  access: Access,
  message: Message,
  world: Surroundings,
): Promise<Sent> {
  try {
    const request = await destination.build(message, access, world.now());
    const response = await world.fetch(request.url, {
      method: request.method,
      headers: { "user-agent": "cloudmonitor-relay", ...request.headers },
      body: request.body,
      redirect: "manual",
      signal: AbortSignal.timeout(destination.timeout),
    });
    const reply: HttpReply = {
      status: response.status,
      headers: response.headers,
      body: await readReply(response),
    };
    const verdict = destination.judge(reply, message);
    return { verdict: withoutSecrets(verdict, access), wait: retryAfter(reply.headers, world.now()) };
  } catch (error) {
    const timeout = error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
    // The runtime's own text may hold the URL, and a URL may hold a credential.
    const reason = timeout ? `no answer within ${destination.timeout / 1000} s` : "the connection failed";
    return { verdict: retry(reason), wait: undefined };
  }
}

async function readReply(response: Response): Promise<string> {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let length = 0; length < LONGEST_REPLY; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

/** A vendor may repeat what it was sent; reasons are stored and shown. */
function withoutSecrets(verdict: Verdict, access: Access): Verdict {
  if (verdict.outcome === "delivered") return verdict;
  const secrets = [access.credential, access.url].filter((secret) => secret.length >= 4);
  const reason = secrets.reduce((text, secret) => text.replaceAll(secret, "(secret)"), verdict.reason);
  return { ...verdict, reason: reason.slice(0, 300) };
}
