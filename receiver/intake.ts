import { type Alert, identityAnywhere, identityOf } from "./alert.ts";
import { isAllowed, isOfAnother, PUBLISHED } from "./callers.ts";
import type { RelayConfig, SourceConfig } from "./config/config.ts";
import { matches, sourceTokens } from "./config/token.ts";
import { type Env, readSecret } from "./env.ts";
import { UNKNOWN_LEVEL } from "./ledger/decide.ts";
import { ledgerOf } from "./ledger/ledgers.ts";
import type { Notice, Submission } from "./ledger/submission.ts";
import { bodyText, LONGEST_BODY, LONGEST_FORM } from "./limit.ts";
import { lookup } from "./lookup.ts";
import { unclearLines } from "./message/unclear.ts";
import { factsOf } from "./quiet/stages.ts";
import { destinationsOf } from "./routing.ts";
import { isForeign, readBody } from "./sources/index.ts";
import { contextOf, drillIn, heartbeatIn, splitQuery, tokenIn } from "./sources/parameters.ts";
import { salvage } from "./sources/salvage.ts";
import { NOT_READ } from "./sources/source.ts";
import { emptyTest } from "./sources/test.ts";
import { noticeOf, noticeText, printable } from "./sources/unrecognised.ts";

/** Tokens by configuration and source: derived once for each isolate, since they are the same for every request. */
const derived = new WeakMap<RelayConfig, Map<string, string[]>>();

/** Most characters of a body that are kept in the quarantine. */
const MOST_KEPT = 64 * 1024;

/** Most characters of a reason that are kept: it may name what a stranger wrote. */
const MOST_REASON = 500;

/** A token that is no source's: an unknown source is compared with it, so that it takes as long as a known one. */
const NOBODYS = "x".repeat(32);

function tokensOf(env: Env, config: RelayConfig, source: string): string[] {
  const settings = lookup(config.sources, source);
  if (!settings) return [NOBODYS];
  const bySource = derived.get(config) ?? new Map<string, string[]>();
  derived.set(config, bySource);
  const tokens = bySource.get(source) ?? sourceTokens(readSecret(env), source, settings.generation);
  bySource.set(source, tokens);
  return tokens;
}

/** The token of a request: `Authorization: Bearer`, else `?token=`. */
export function givenToken({ headers, url }: Request): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return bearer ?? tokenIn(queryOf(url));
}

/** The query string of a request's URL. By hand: every callback would pay for reading the whole URL. */
function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}

function isAuthentic(env: Env, config: RelayConfig, source: string, token: string): boolean {
  const right = matches(token, tokensOf(env, config, source));
  return right && Object.hasOwn(config.sources, source);
}

/** Every address from which Alibaba Cloud says that it calls. */
const CLOUDMONITORS = Object.values(PUBLISHED).flat();

/**
 * A request to a callback URL: CloudMonitor's verification, the console's Test, or a delivery.
 *
 * HEAD, and GET without a payload, only ask whether the URL answers, and may leave the token out; a GET
 * with fields is a delivery, as a POST is. Nothing is read of a body before the token is right.
 *
 * A POST without a body is a person's test. A GET without one may be a test too, but nothing tells it from
 * the verification; so it is shown only where it comes from CloudMonitor, and not often.
 */
export async function callback(
  request: Request,
  env: Env,
  config: RelayConfig,
  source: string,
): Promise<Response> {
  const token = givenToken(request);
  const { parameters, payload } = splitQuery(queryOf(request.url));
  const { method } = request;
  const isBare = method !== "POST" && payload === "";

  if (token === undefined) return isBare ? answer(200, "ok") : notFound();
  if (!isAuthentic(env, config, source, token)) return notFound();
  const settings = config.sources[source] as SourceConfig;
  const ledger = ledgerOf(env, source);
  const contentType = request.headers.get("content-type");
  const { expectedAccountId, callers } = settings;
  // Asked for only where it counts: each header costs as much as a field of the body.
  const address = () => request.headers.get("cf-connecting-ip");
  const isStranger = callers !== undefined && !isAllowed(address(), callers);
  const keep = (reason: string, body: string, notice?: Notice) =>
    ledger.quarantine(
      {
        reason: printable(reason).slice(0, MOST_REASON),
        contentType,
        bytes: body.length,
        body: body.slice(0, MOST_KEPT),
      },
      notice,
    );
  const keepAndTell = (reason: string, body: string) => {
    const tells = settings.unrecognised !== "keep";
    const text = noticeText(reason, body);
    return keep(
      reason,
      body,
      tells ? { text, submission: submissionOf(noticeOf(text), settings) } : undefined,
    );
  };

  const drill = drillIn(parameters);
  // It comes from Cloudflare's addresses, and whoever knows its id is the relay itself.
  if (drill !== undefined && method === "POST") {
    const read = await bodyText(request);
    if ("problem" in read) return answer(read.status, read.problem);
    const [alert] = readBody(read.text, contextOf(parameters)).alerts;
    if (!alert) return told({ decision: "nothing" });
    const { facts: _, ...submission } = submissionOf(alert, settings);
    const destinations = drilledOf(config, submission.destinations);
    const kept = { body: read.text, contentType, parameters };
    return told({ decision: await ledger.drilled(drill, kept, { ...submission, destinations }) });
  }

  const isForeignGet = method === "GET" && payload !== "" && isForeign(payload);
  if (isForeignGet)
    await keep("its parameters are of no callback: taken as the question whether the URL answers", payload);
  if (isBare || isForeignGet || method === "HEAD") {
    const isTest = method === "GET" && settings.tests !== "count" && !isStranger;
    const shown = isTest && isAllowed(address(), CLOUDMONITORS);
    await ledger.verified(shown ? submissionOf(emptyTest(), settings) : undefined);
    return answer(200, "ok");
  }
  if (isStranger) {
    await keep(`the caller's address ${address()} is not one of those that are allowed`, "");
    return answer(403, "this address may not call here");
  }
  const read =
    request.method === "POST" ? await bodyText(request, { contentType }) : { text: payload, whole: true };
  if ("problem" in read) {
    await keepAndTell(read.problem, "");
    return answer(read.status, read.problem);
  }
  const isJson = /^\s*[{[]/.test(read.text);
  const tooLong = `the body is longer than ${isJson ? LONGEST_BODY : LONGEST_FORM} bytes`;
  const part = read.whole || !isJson ? undefined : salvage(read.text);
  if (!read.whole && !part) {
    await keepAndTell(tooLong, "");
    return answer(413, tooLong);
  }
  const text = part?.text ?? read.text;
  const { alerts, problems } = readBody(text, contextOf(parameters));
  if (part)
    problems.unshift({ error: `${tooLong}: ${part.count} alerts of it were read, the others ${NOT_READ}` });
  const account = alerts.find((each) => isOfAnother(expectedAccountId, each))?.account;
  if (account !== undefined) {
    await keep(`is of the account ${account}, and only ${expectedAccountId} is expected`, text);
    return answer(403, "another account is expected here");
  }
  // An answer that is no 200 would only make CloudMonitor send the same again.
  const [problem] = problems;
  if (problem) await keepAndTell(problem.error, text);
  if (problem && alerts.length === 0) return told({ decision: "quarantined", reason: plain(problem.error) });
  if (alerts.length === 0) return told({ decision: "nothing" });
  const heartbeat = heartbeatIn(parameters);
  if (heartbeat !== undefined && alerts.every(({ kind }) => kind !== "test")) {
    const { account, region } = alerts[0] ?? {};
    await ledger.heard(heartbeat, { account, region });
    return told({ decision: "heartbeat" });
  }
  const submissions = alerts.map((alert) => submissionOf(alert, settings));
  const decisions = await ledger.accept({ body: text, contentType, parameters }, submissions);
  const all = submissions.flatMap(({ unclear = [] }) => unclear);
  const unclear = all.length === 0 ? all : [...new Set(all)].slice(0, MOST_UNCLEAR).map(plain);
  const outcome = summary(problem ? [...decisions, "quarantined"] : decisions);
  return told(unclear.length > 0 ? { ...outcome, unclear } : outcome);
}

/** Of some destinations those that take part in fire drills. */
function drilledOf({ destinations }: RelayConfig, names: string[]): string[] {
  return names.filter((name) => destinations[name]?.drill);
}

function submissionOf(alert: Alert, settings: SourceConfig): Submission {
  const { kind, state, level, time, episode, byId, alias = byId, openFor, rule } = alert;
  const { resource } = alert.dimensions;
  const anywhere = identityAnywhere(alert);
  return {
    identity: identityOf(alert, anywhere),
    anywhere,
    alias,
    byId,
    about: kind === "contact" && resource ? { rule: rule.name, resource } : undefined,
    state,
    level,
    time,
    episode: episode && rule.id ? `${episode}@${rule.id}` : episode,
    openFor,
    rule: rule.name,
    unclear: unclearLines(alert, "en"),
    test: kind === "test" ? (settings.tests ?? "show") : undefined,
    destinations: destinationsOf(settings, alert, level ?? UNKNOWN_LEVEL),
    facts: factsOf(settings, alert, level ?? UNKNOWN_LEVEL),
  };
}

/** Most different things that could not be understood that the answer names. */
const MOST_UNCLEAR = 2;

/** One decision by its name, several by their number: the answer stays short. */
function summary(decisions: string[]): object {
  if (decisions.length === 1) return { decision: decisions[0] };
  const counts: Record<string, number> = {};
  for (const decision of decisions) counts[decision] = (counts[decision] ?? 0) + 1;
  return { decisions: counts };
}

/** Characters of a reason that are told: printable ones of ASCII, so that none becomes longer on the way. */
const LONGEST_REASON = 140;

function plain(reason: string): string {
  return reason.replace(/[^ !#-[\]-~]+/g, "?").slice(0, LONGEST_REASON);
}

/** What CloudMonitor gets: what became of its callback. */
function told(outcome: object): Response {
  return answer(200, JSON.stringify(outcome));
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
