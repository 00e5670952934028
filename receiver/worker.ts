import { Hono } from "hono/tiny";
import { matches, statusToken } from "./config/token.ts";
import { status } from "./console/status.ts";
import { type Env, readAccess, readConfig, readSecret } from "./env.ts";
import { answer, callback, givenToken, notFound } from "./intake.ts";
import { messageOf } from "./log.ts";

export { Ledger } from "./ledger/ledger.ts";

/** The Worker: routes only. */
const app = new Hono<{ Bindings: Env }>();

app.on(["GET", "POST"], "/callbacks/:source", ({ req, env }) =>
  callback(req.raw, env, readConfig(env), req.param("source")),
);

// CloudMonitor may verify the host alone.
app.get("/", () => answer(200, "ok"));

/** For a load balancer: whether this Worker could take a callback now. Names bindings, no secret. */
app.get("/health", ({ env }) => {
  try {
    const config = readConfig(env);
    readSecret(env);
    const missing = Object.keys(config.destinations).filter((name) => !readAccess(env, name));
    if (missing.length > 0) throw new Error(`no secret for ${missing.join(", ")}`);
    return Response.json({ ok: true });
  } catch (error) {
    return Response.json({ ok: false, problem: messageOf(error) }, { status: 503 });
  }
});

app.get("/status", async ({ req, env }) => {
  const token = givenToken(req.raw);
  if (token === undefined || !matches(token, [statusToken(readSecret(env))])) return notFound();
  const headers = { "cache-control": "no-store" };
  return Response.json(await status(env, readConfig(env)), { headers });
});

app.notFound(notFound);

app.onError((error) => {
  // CloudMonitor tries again after a 5xx. The reason goes to the log, not to whoever asked.
  console.error({ event: "error", message: messageOf(error) });
  return answer(503, "try again");
});

export default app;
