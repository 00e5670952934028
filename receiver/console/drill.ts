import type { DrillAnswer } from "../answers.ts";
import { type Env, readConfig } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import { lookup } from "../lookup.ts";
import { isObject } from "../sources/fields.ts";
import { answer, givenIn, refuse } from "./json.ts";
import { isBy, LONGEST_NAME } from "./requests.ts";

/** `POST /operate/drill` begins a drill of one source (`source`) or of all that have one; `GET` shows the newest. */
export async function operateDrill(env: Env, request: Request): Promise<Response> {
  const { sources } = readConfig(env);
  const drilled = Object.keys(sources).filter((name) => sources[name]?.drill);
  if (request.method === "GET") return answer(200, await shown(env, drilled));
  const body = await givenIn(request);
  if ("refused" in body) return body.refused;
  const { given } = body;
  if (!isObject(given)) return refuse(400, "the body: must be a JSON object, or empty");
  const { source, by = null, ...others } = given as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return refuse(400, `${other}: is no field of a drill, which takes source, by`);
  if (!isBy(by)) return refuse(400, `by: must be text of 1 to ${LONGEST_NAME} characters: who does this`);
  if (source !== undefined && !lookup(sources, String(source)))
    return refuse(404, `source: there is no source "${String(source).slice(0, 80)}"`);
  const wanted = source === undefined ? drilled : drilled.filter((name) => name === source);
  if (wanted.length === 0)
    return refuse(400, "source: has no drill; give it one in the program (`drill` of the source)");
  const begun = await Promise.all(wanted.map((name) => ledgerOf(env, name).startDrill(by ?? "an operator")));
  const running = wanted.filter((_, index) => !begun[index]);
  if (running.length === wanted.length)
    return refuse(409, `a drill of ${running.join(", ")} runs already: GET /operate/drill shows it`);
  return answer(202, await shown(env, drilled));
}

async function shown(env: Env, names: string[]): Promise<DrillAnswer> {
  const all = await Promise.all(
    names.map(async (name) => [name, (await ledgerOf(env, name).drill()) ?? null]),
  );
  return { drills: Object.fromEntries(all) };
}
