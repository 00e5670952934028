import { deliveryOf } from "../delivery/deliveries.ts";
import type { Action } from "../delivery/operate.ts";
import { type Env, readConfig } from "../env.ts";
import { lookup } from "../lookup.ts";
import { answer, givenIn, refuse } from "./json.ts";
import { ACTIONS, readAction, readPage } from "./requests.ts";

/** What a destination may be called. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

interface Asked {
  /** The destination. */
  name: string;
  what: string;
  generation: number;
}

/** `GET …/dead-letters`, and `POST …/replay`, `/hold`, `/release`, `/discard`, of one destination. */
export async function operateOn(
  env: Env,
  request: Request,
  { name, what, generation }: Asked,
): Promise<Response> {
  const { destinations } = readConfig(env);
  const isPresent = lookup(destinations, name) !== undefined;
  const delivery = NAME.test(name) ? deliveryOf(env, name) : undefined;
  if (isPresent && !delivery)
    return refuse(503, "the destination's object is not bound yet: try again in a minute");
  // Of one that was removed there is only what it left to read.
  if (!delivery || (!isPresent && (what !== "dead-letters" || !(await delivery.wasUsed()))))
    return refuse(
      404,
      `there is no destination "${name}"; there are ${Object.keys(destinations).join(", ")}`,
    );
  if (what === "dead-letters") {
    if (request.method !== "GET") return refuse(405, "dead-letters is read with GET");
    const page = readPage(new URL(request.url).searchParams);
    if ("problem" in page) return refuse(400, page.problem);
    return answer(200, { destination: name, ...(await delivery.deadLetters(page.before, page.limit)) });
  }
  if (!(ACTIONS as readonly string[]).includes(what))
    return refuse(404, `there is no "${what}"; there are dead-letters, ${ACTIONS.join(", ")}`);
  if (request.method !== "POST") return refuse(405, `${what} is asked for with POST`);
  const body = await givenIn(request);
  if ("refused" in body) return body.refused;
  const action = readAction(what as Action["what"], body.given, generation);
  if ("problem" in action) return refuse(400, action.problem);
  const outcome = await delivery.operate(action);
  const missing = "letter" in action && outcome.letters === 0;
  return missing
    ? refuse(
        404,
        `letter: there is no dead letter ${action.letter} at ${name}; GET …/dead-letters lists them`,
      )
    : answer(200, { destination: name, ...outcome });
}
