import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { failure } from "./answer.ts";
import { ApiError, refuse } from "./errors.ts";
import type { Fault, Faults } from "./faults.ts";
import { accountRoutes, subdomainRoutes } from "./routes/accounts.ts";
import type { Services } from "./routes/context.ts";
import { domainRoutes } from "./routes/domains.ts";
import { scriptRoutes } from "./routes/scripts.ts";
import { secretRoutes } from "./routes/secrets.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { triggerRoutes } from "./routes/triggers.ts";
import { versionRoutes } from "./routes/versions.ts";

/** Path that every call begins with, as at Cloudflare. */
export const BASE_PATH = "/client/v4";

/** A call that was made, in the order of arrival. */
export interface Call {
  method: string;
  /** Without `/client/v4` and without the query. */
  path: string;
  /** Undefined while it is under way, and where no answer was sent. */
  status: number | undefined;
}

/** Clients retry errors for minutes; a fault is told to be final, so that a test sees it at once. */
const FINAL = { "x-should-retry": "false" };

/** The HTTP API: authentication, faults, routes, envelopes. */
export function api(services: Services, faults: Faults, calls: Call[]) {
  const app = new Hono<{ Bindings: HttpBindings; Variables: { token: string } }>().basePath(BASE_PATH);

  app.use(async (c, next) => {
    const path = new URL(c.req.url).pathname.slice(BASE_PATH.length);
    const call: Call = { method: c.req.method, path, status: undefined };
    calls.push(call);
    const fault = faults.take(call.method, path);
    if (!fault || fault.done) await next();
    else await c.req.raw.arrayBuffer();
    if (fault) c.res = await befall(fault, c.env);
    if (c.res !== RESPONSE_ALREADY_SENT) call.status = c.res.status;
  });

  app.use(async (c, next) => {
    const token = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (token === undefined) throw refuse("missingToken");
    if (!services.accounts.knowsToken(token)) throw refuse("wrongToken");
    c.set("token", token);
    await next();
  });

  app.use("/accounts/:account/*", async (c, next) => {
    const id = c.req.param("account") ?? "";
    c.set(
      "account" as never,
      services.accounts.find(id, c.get("token"), new URL(c.req.url).pathname) as never,
    );
    await next();
  });

  app.route("/", accountRoutes(services));
  for (const group of [
    scriptRoutes,
    settingsRoutes,
    secretRoutes,
    triggerRoutes,
    versionRoutes,
    domainRoutes,
    subdomainRoutes,
  ]) {
    app.route("/accounts/:account/workers", group(services));
  }
  app.notFound(() => failure(refuse("noRoute").failure));
  app.onError((error) => {
    if (error instanceof ApiError) return failure(error.failure);
    process.stderr.write(`local Cloudflare: ${error.stack ?? error.message}\n`);
    return failure(refuse("unknown").failure, FINAL);
  });
  return app;
}

/** Lets a fault happen to the answer of a call. */
async function befall({ kind, status = 500 }: Fault, { outgoing }: HttpBindings): Promise<Response> {
  if (kind === "error") return failure({ ...refuse("unknown").failure, status }, FINAL);
  if (kind === "reset") outgoing.destroy();
  // Whoever gives up, or the end of the server, ends it.
  else await new Promise<void>((resolve) => outgoing.once("close", resolve));
  return RESPONSE_ALREADY_SENT;
}
