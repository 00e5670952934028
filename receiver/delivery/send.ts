import type { Access, Destination, HttpReply, HttpRequest, Message } from "../destinations/destination.ts";
import { delivered, type Refusal, retry, type Verdict, waitFor } from "../destinations/verdict.ts";
import { readUpTo } from "../limit.ts";
import { isTimeout, type Surroundings } from "../surroundings.ts";

/** Most of a reply that is read, in bytes. */
const LONGEST_REPLY = 16 * 1024;

/** How long a request may take, in milliseconds, unless the destination says otherwise. */
const TIMEOUT = 10_000;

/** What became of one try. */
export interface Sent {
  verdict: Verdict;
  /** HTTP status of the last answer; null: there was none. */
  status?: number | null;
  /** How long the vendor asked to wait, in milliseconds. */
  wait?: number | undefined;
  /** What the destination's next message of the incident has to know. */
  memory?: string | undefined;
  /** It did not end well, and may have arrived all the same: no answer came, or none that is the vendor's. */
  lost?: boolean;
  /** Requests that went out. None: the message could not even be made. */
  requests: number;
}

/**
 * One try of one message: builds the request, sends it, judges the reply, and goes on to the next
 * request if there is one. Never throws: whatever goes wrong on the way is worth another try. Follows
 * no redirect, since a redirect could carry a credential elsewhere.
 */
export async function send(
  destination: Destination,
  access: Access,
  message: Message,
  world: Surroundings,
): Promise<Sent> {
  const { timeout = TIMEOUT } = destination;
  let memory: string | undefined;
  let requests = 0;
  let answered: number | null = null;
  let request: HttpRequest | undefined;
  try {
    request = destination.build(message, access, world.now());
    for (; request; request = request.next) {
      requests++;
      const response = await world.fetch(request.url, {
        method: request.method,
        headers: { "user-agent": "cloudmonitor-relay", ...access.headers, ...request.headers },
        body: request.body,
        redirect: "manual",
        signal: world.timeout(timeout),
      });
      const { status, headers } = response;
      answered = status;
      const reply: HttpReply = { status, headers, body: (await readUpTo(response.body, LONGEST_REPLY)).text };
      const verdict = destination.judge(reply, message, world.now());
      if (verdict.outcome !== "delivered") {
        const wait = waitFor(headers.get("retry-after"), world.now());
        // Of several requests the first ones were taken.
        const lost = requests > 1 || (status >= 500 && verdict.outcome === "retry");
        if (lost) memory = request.perhaps ?? memory;
        if (verdict.outcome === "retry") memory = verdict.memory ?? memory;
        return { verdict: withoutSecrets(verdict, access), status, wait, lost, memory, requests };
      }
      memory = verdict.memory ?? request.memory ?? memory;
    }
    return { verdict: delivered, status: answered, memory, requests };
  } catch (error) {
    // The runtime's own text may hold the URL, and a URL may hold a credential.
    const failed = requests > 0 ? "the connection failed" : "the request could not be made";
    return {
      verdict: retry(isTimeout(error) ? `no answer within ${timeout / 1000} s` : failed),
      lost: requests > 0,
      memory: request?.perhaps ?? memory,
      requests,
    };
  }
}

/** A vendor may repeat what it was sent; reasons are stored and shown. */
function withoutSecrets(verdict: Refusal, { url, credential, headers = {}, numbers = {} }: Access): Refusal {
  const secrets = [url, credential, ...Object.values(headers), ...Object.values(numbers).flat()].filter(
    (secret) => secret.length >= 4,
  );
  const reason = secrets.reduce((text, secret) => text.replaceAll(secret, "(secret)"), verdict.reason);
  return { ...verdict, reason: reason.slice(0, 300) };
}
