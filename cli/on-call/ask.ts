import { isObject } from "../../receiver/sources/fields.ts";
import { LIMIT, problemOf } from "../../verify/web.ts";
import type { DeployedReceiver } from "./receiver.ts";

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
  if ((status === 200 || status === 202) && answer !== undefined) return answer as Answer;
  if (isObject(answer) && typeof answer.error === "string") throw new Error(answer.error);
  if (status === 404) throw new Error(`${url} refuses the token, or is no receiver of this version (404)`);
  throw new Error(`${url} answers ${status}${status >= 500 ? ": try again in a minute" : ""}`);
}

/** Sends a request and reads the answer as text. Throws one sentence with the origin alone. */
export async function send(url: string, request: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(LIMIT) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new Error(`${new URL(url).origin} can't be reached: ${problemOf(error)}`);
  }
}

/** The value of JSON text; undefined if it is none. An answer may be longer than what a stranger may send. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
