import type { DrillAnswer } from "../answers.ts";
import { type Env, readConfig } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { bodyText } from "../limit.ts";
import { lookup } from "../lookup.ts";
import { isObject, jsonOf } from "../sources/fields.ts";

/** Longest body, in bytes, and name of whoever asks, in characters. */
const LONGEST = 4096;
const LONGEST_NAME = 100;

/** `POST /operate/drill` begins a drill of one source (`source`) or of all that have one; `GET` shows the newest. */
export async function operateDrill(env: Env, request: Request): Promise<Response> {
  const { sources } = readConfig(env);
  const drilled = Object.keys(sources).filter((name) => sources[name]?.drill);
  if (request.method === "GET") return answer(200, await shown(env, drilled));
  const read = await bodyText(request, { most: LONGEST });
  if ("problem" in read) return answer(read.status, { error: read.problem });
  const given = read.text.trim() === "" ? {} : jsonOf(read.text);
  if (!isObject(given)) return answer(400, { error: "the body: must be a JSON object, or empty" });
  const { source, by = null, ...others } = given as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined)
    return answer(400, { error: `${other}: is no field of a drill, which takes source, by` });
  if (by !== null && (typeof by !== "string" || by === "" || by.length > LONGEST_NAME))
    return answer(400, { error: `by: must be text of 1 to ${LONGEST_NAME} characters: who does this` });
  if (source !== undefined && !lookup(sources, String(source)))
    return answer(404, { error: `source: there is no source "${String(source).slice(0, 80)}"` });
  const wanted = source === undefined ? drilled : drilled.filter((name) => name === source);
  if (wanted.length === 0)
    return answer(400, { error: "source: has no drill; give it one in the program (`drill` of the source)" });
  const begun = await Promise.all(wanted.map((name) => ledgerOf(env, name).startDrill(by ?? "an operator")));
  const running = wanted.filter((_, index) => !begun[index]);
  if (running.length === wanted.length)
    return answer(409, {
      error: `a drill of ${running.join(", ")} runs already: GET /operate/drill shows it`,
    });
  return answer(202, await shown(env, drilled));
}

async function shown(env: Env, names: string[]): Promise<DrillAnswer> {
  const all = await Promise.all(
    names.map(async (name) => [name, (await ledgerOf(env, name).drill()) ?? null]),
  );
  return { drills: Object.fromEntries(all) };
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
