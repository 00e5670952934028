import { matches, statusToken } from "./config/token.ts";
import { status } from "./console/status.ts";
import { type Env, readAccess, readConfig, readSecret } from "./env.ts";
import { answer, callback, givenToken, notFound } from "./intake.ts";
import { messageOf } from "./log.ts";

export { Ledger } from "./ledger/ledger.ts";

/** The Worker: routes only. By hand, because a router would be a third of the whole bundle. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      return await route(request, env);
    } catch (error) {
      // CloudMonitor tries again after a 5xx. The reason goes to the log, not to whoever asked.
      console.error({ event: "error", message: messageOf(error) });
      return answer(503, "try again");
    }
  },
};

async function route(request: Request, env: Env): Promise<Response> {
  const url = new URL(request.url);
  const reads = request.method === "GET" || request.method === "HEAD";
  const [, first, second, ...rest] = url.pathname.split("/");
  if (first === "callbacks" && second && rest.length === 0 && (reads || request.method === "POST")) {
    return callback(request, url, env, readConfig(env), second);
  }
  if (!reads) return notFound();
  switch (url.pathname) {
    case "/":
      // CloudMonitor may verify the host alone.
      return answer(200, "ok");
    case "/health":
      return health(env);
    case "/status":
      return showStatus(givenToken(request, url), env);
  }
  return notFound();
}

/** For a load balancer: whether this Worker could take a callback now. Names bindings, no secret. */
function health(env: Env): Response {
  try {
    const config = readConfig(env);
    readSecret(env);
    const missing = Object.keys(config.destinations).filter((name) => !readAccess(env, name));
    if (missing.length > 0) throw new Error(`no secret for ${missing.join(", ")}`);
    return Response.json({ ok: true });
  } catch (error) {
    return Response.json({ ok: false, problem: messageOf(error) }, { status: 503 });
  }
}

async function showStatus(token: string | undefined, env: Env): Promise<Response> {
  if (token === undefined || !matches(token, [statusToken(readSecret(env))])) return notFound();
  const headers = { "cache-control": "no-store" };
  return Response.json(await status(env, readConfig(env)), { headers });
}
