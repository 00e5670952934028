import { deliveryOf } from "../delivery/deliveries.ts";
import { type Env, readAccess, readConfig, readSecret } from "../env.ts";
import type { Troubles } from "../heartbeat/pings.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { messageOf } from "../log.ts";
import { answer } from "./json.ts";

/** How long an answer holds, in milliseconds: whoever asks often asks no object. */
const HOLDS = 10_000;

/** The last answer: not the promise of one, which no other request may wait for. */
let last: { at: number; env: Env; problem: string | undefined } | undefined;

/** For a load balancer: whether this Worker could take a callback now. Names bindings, no secret. */
export async function health(env: Env, now = Date.now()): Promise<Response> {
  if (last?.env !== env || now >= last.at + HOLDS) last = { at: now, env, problem: await problemOf(env) };
  const { problem } = last;
  const headers = { "cache-control": `max-age=${HOLDS / 1000}` };
  return problem === undefined
    ? Response.json({ ok: true }, { headers })
    : Response.json({ ok: false, problem }, { status: 503, headers });
}

/** Asks one object, which writes nothing: where one answers, the others do. */
async function problemOf(env: Env): Promise<string | undefined> {
  try {
    const { sources, destinations } = readConfig(env);
    readSecret(env);
    const missing = Object.keys(destinations).filter((name) => !readAccess(env, name));
    if (missing.length > 0) return `no secret for ${missing.join(", ")}`;
    const [source] = Object.keys(sources);
    if (source !== undefined) await ledgerOf(env, source).isThere();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * For people who watch the relay: whether every destination takes what it is sent. 503 while one refuses the
 * access, has not answered for ten minutes, or had a dead letter in the last day.
 */
export async function deepHealth(env: Env): Promise<Response> {
  const destinations = await troublesOfAll(env);
  const ok = Object.keys(destinations).length === 0;
  const body = { ok, ...(!ok && { destinations }) };
  return answer(ok ? 200 : 503, body);
}

/** What is wrong with each destination that is in trouble. */
export async function troublesOfAll(env: Env): Promise<Troubles> {
  const names = Object.keys(readConfig(env).destinations).sort();
  const asked = await Promise.all(
    names.map(async (name): Promise<[string, string[]]> => {
      try {
        return [name, (await deliveryOf(env, name)?.health()) ?? []];
      } catch (error) {
        return [name, [`its object does not answer: ${messageOf(error)}`]];
      }
    }),
  );
  return Object.fromEntries(asked.filter(([, troubles]) => troubles.length > 0));
}
