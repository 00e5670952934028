import { Hono } from "hono/tiny";
import { safeParse } from "valibot";
import { answer, givenIn, refuse } from "../console/json.ts";
import type { Env } from "../env.ts";
import { notFound } from "../intake.ts";
import { callerOf } from "./caller.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { problemOf } from "./questions.ts";

/** Where the API is. */
export const API = "/api/v1";

/** The routes of the API. Whoever has no valid token gets what a stranger gets anywhere. */
export const api = new Hono<{ Bindings: Env }>();

for (const operation of Object.values(OPERATIONS) as Operation[]) {
  const { method, path, role, question } = operation;
  api[method](`${API}${path}`, async ({ req, env }) => {
    const caller = callerOf(req.raw, env);
    if (!caller) return notFound();
    if (role === "operator" && caller.role !== "operator")
      return refuse(403, "this takes the operator token; the token of the status page only reads");
    const read = method === "get" ? { given: queryOf(req.query()) } : await givenIn(req.raw);
    if ("refused" in read) return read.refused;
    const parsed = safeParse(question, read.given);
    if (!parsed.success) return refuse(400, problemOf(parsed.issues));
    const said = await operation.answer({ env, caller, path: req.param(), given: parsed.output });
    if (said === undefined) return refuse(404, "there is nothing of that name");
    return said instanceof Response ? said : answer(200, said);
  });
}

/** The token may stand in the query, where it is no part of the question. */
function queryOf({ token: _, ...query }: Record<string, string>): Record<string, string> {
  return query;
}
