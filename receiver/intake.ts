import { type Alert, identityOf } from "./alert.ts";
import type { RelayConfig } from "./config/config.ts";
import { matches, sourceTokens } from "./config/token.ts";
import { type Env, readSecret } from "./env.ts";
import type { Submission } from "./ledger/ledger.ts";
import { ledgerOf } from "./ledger/ledgers.ts";
import { LONGEST_BODY, readLimited } from "./limit.ts";
import { lookup } from "./lookup.ts";
import { decodeBody } from "./sources/body.ts";
import { readAlerts } from "./sources/index.ts";
import type { Body, Unreadable } from "./sources/source.ts";

/** Parameters of the callback URL that are the relay's own and never part of a callback. */
const OWN_PARAMETERS = ["token", "rule"];

/** Tokens by configuration and source: derived once for each isolate, since they are the same for every request. */
const derived = new WeakMap<RelayConfig, Map<string, string[]>>();

/** A token that is no source's: an unknown source is compared with it, so that it takes as long as a known one. */
const NOBODYS = "x".repeat(32);

async function tokensOf(env: Env, config: RelayConfig, source: string): Promise<string[]> {
  const settings = lookup(config.sources, source);
  if (!settings) return [NOBODYS];
  const bySource = derived.get(config) ?? new Map<string, string[]>();
  derived.set(config, bySource);
  const tokens = bySource.get(source) ?? (await sourceTokens(readSecret(env), source, settings.generation));
  bySource.set(source, tokens);
  return tokens;
}

/** The token of a request: `Authorization: Bearer`, else `?token=`. */
export function givenToken(request: Request, url: URL): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return bearer ?? url.searchParams.get("token") ?? undefined;
}

async function isAuthentic(env: Env, config: RelayConfig, source: string, token: string): Promise<boolean> {
  const right = matches(token, await tokensOf(env, config, source));
  return right && Object.hasOwn(config.sources, source);
}

/**
 * A request to a callback URL: CloudMonitor's verification, the console's Test, or a delivery.
 *
 * GET and HEAD without a payload only ask whether the URL answers, and may leave the token out; a GET
 * with fields is a delivery, as a POST is. Nothing is read of a body before the token is right.
 */
export async function callback(
  request: Request,
  url: URL,
  env: Env,
  config: RelayConfig,
  source: string,
): Promise<Response> {
  const token = givenToken(request, url);
  const query = payloadOf(url);
  const asks = request.method !== "POST" && query === "";

  if (token === undefined) return asks ? answer(200, "ok") : notFound();
  if (!(await isAuthentic(env, config, source, token))) return notFound();
  const ledger = ledgerOf(env, source);
  if (asks) {
    await ledger.verified();
    return answer(200, "ok");
  }

  const contentType = request.headers.get("content-type");
  const text = request.method === "POST" ? await readLimited(request, LONGEST_BODY) : query;
  if (text === undefined) {
    const reason = `the body is longer than ${LONGEST_BODY} bytes`;
    await ledger.quarantine({ reason, contentType, bytes: LONGEST_BODY + 1, body: "" });
    return answer(413, reason);
  }
  if (text.trim() === "") {
    await ledger.tested();
    return answer(200, JSON.stringify({ decision: "test" }));
  }
  const alerts = read(decodeBody(text), url);
  if ("error" in alerts) {
    await ledger.quarantine({ reason: alerts.error, contentType, bytes: text.length, body: text });
    return answer(400, alerts.error);
  }
  const received = { body: text, contentType, rule: url.searchParams.get("rule") };
  return answer(200, summary(await ledger.accept(received, alerts.map(submission))));
}

function read(body: Body | Unreadable, url: URL): Alert[] | Unreadable {
  if ("error" in body) return body;
  return readAlerts(body, { rule: url.searchParams.get("rule") ?? undefined });
}

/** The query string without the relay's own parameters: what a GET delivers. */
function payloadOf(url: URL): string {
  return url.search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !OWN_PARAMETERS.includes(pair.split("=", 1)[0] ?? ""))
    .join("&");
}

function submission(alert: Alert): Submission {
  return {
    identity: identityOf(alert),
    state: alert.state,
    level: alert.level,
    time: alert.time,
    episode: alert.episode,
    rule: alert.rule.name,
  };
}

/** One decision by its name, several by their number: the answer stays short. */
function summary(decisions: string[]): string {
  if (decisions.length === 1) return JSON.stringify({ decision: decisions[0] });
  const counts: Record<string, number> = {};
  for (const decision of decisions) counts[decision] = (counts[decision] ?? 0) + 1;
  return JSON.stringify({ decisions: counts });
}

/** What a stranger gets, whatever the reason: nothing to learn from. */
export function notFound(): Response {
  return answer(404, "not found");
}

export function answer(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { "content-type": text.startsWith("{") ? "application/json" : "text/plain; charset=utf-8" },
  });
}
