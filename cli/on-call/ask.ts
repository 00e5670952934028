import { isObject } from "../../receiver/sources/fields.ts";
import type { DeployedReceiver } from "./receiver.ts";

/** How long the receiver may take, in milliseconds. */
const LONGEST = 30_000;

/** What network failures are called, by Node's codes. */
const FAILURES: Record<string, string> = {
  ENOTFOUND: "its name is unknown (DNS)",
  EAI_AGAIN: "its name could not be looked up (DNS)",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection broke",
  UND_ERR_CONNECT_TIMEOUT: "nothing answers there",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
};

/**
 * Asks the receiver for JSON. Throws one sentence that says where and what: it can't be reached, refuses the
 * token, or says itself what was wrong with the question. No message holds the token.
 */
export async function ask<Answer>(
  { url, token }: Pick<DeployedReceiver, "url" | "token">,
  path: string,
  body?: object,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  const request = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
  const { status, text } = await send(`${url}${path}`, request);
  const answer = jsonOf(text);
  if (status === 200 && answer !== undefined) return answer as Answer;
  if (isObject(answer) && typeof answer.error === "string") throw new Error(answer.error);
  if (status === 404) throw new Error(`${url} refuses the token, or is no receiver of this version (404)`);
  throw new Error(`${url} answers ${status}${status >= 500 ? ": try again in a minute" : ""}`);
}

/** Sends a request and reads the answer as text. Throws one sentence with the origin alone. */
export async function send(url: string, request: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(LONGEST) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new Error(`${new URL(url).origin} can't be reached: ${failure(error)}`);
  }
}

function failure(error: unknown): string {
  if (!(error instanceof Error)) return "it failed";
  if (error.name === "TimeoutError") return `no answer within ${LONGEST / 1000} s`;
  const { code = "", message = "" } = (error.cause ?? {}) as { code?: string; message?: string };
  return FAILURES[code] ?? (message || error.message);
}

/** The value of JSON text; undefined if it is none. An answer may be longer than what a stranger may send. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
