import { Hono } from "hono/tiny";
import { safeParse } from "valibot";
import { PATH } from "../config/urls.ts";
import { answer, givenIn, refuse } from "../console/json.ts";
import type { Env } from "../env.ts";
import { notFound } from "../intake.ts";
import { ANSWERED } from "./answered.ts";
import { callerOf } from "./caller.ts";
import { METRICS_TYPE, metrics } from "./metrics.ts";
import document from "./openapi.json" with { type: "json" };
import { OPERATIONS, type Operation, type OperationName } from "./operations.ts";
import { problemOf } from "./questions.ts";

/** The routes of the API. Whoever has no valid token gets what a stranger gets anywhere. */
export const api = new Hono<{ Bindings: Env }>();

for (const [name, operation] of Object.entries(OPERATIONS) as [OperationName, Operation][]) {
  const { method, path, role, question } = operation;
  api[method](`${PATH.api}${path}`, async ({ req, env }) => {
    const caller = callerOf(req.raw, env);
    if (!caller) return notFound();
    if (role === "operator" && caller.role !== "operator")
      return refuse(403, "this takes the operator token; the token of the status page only reads");
    const read = method === "get" ? { given: queryOf(req.query()) } : await givenIn(req.raw);
    if ("refused" in read) return read.refused;
    const parsed = safeParse(question, read.given);
    if (!parsed.success) return refuse(400, problemOf(parsed.issues));
    const said = await ANSWERED[name]({ env, caller, path: req.param(), given: parsed.output });
    if (said === undefined) return refuse(404, "there is nothing of that name");
    return said instanceof Response ? said : answer(200, said);
  });
}

api.get(`${PATH.api}/openapi.json`, ({ req, env }) =>
  callerOf(req.raw, env) ? answer(200, document) : notFound(),
);

api.get(PATH.metrics, async ({ req, env }) => {
  if (!callerOf(req.raw, env)) return notFound();
  const headers = { "content-type": METRICS_TYPE, "cache-control": "no-store" };
  return new Response(await metrics(env), { headers });
});

/** The token may stand in the query, where it is no part of the question. */
function queryOf({ token: _, ...query }: Record<string, string>): Record<string, string> {
  return query;
}

api.notFound(notFound);

// The Worker answers what fails, here as anywhere.
api.onError((error) => {
  throw error;
});
