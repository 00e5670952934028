import { Hono } from "hono/tiny";
import { callerOf, operatorGeneration } from "./api/caller.ts";
import { CRON } from "./config/bindings.ts";
import { PATH } from "./config/urls.ts";
import { operateDrill } from "./console/drill.ts";
import { deepHealth, health, troublesOfAll } from "./console/health.ts";
import { operateOn } from "./console/operate.ts";
import { status } from "./console/status.ts";
import { deliveryOf } from "./delivery/deliveries.ts";
import { type Env, readConfig } from "./env.ts";
import { pinger } from "./heartbeat/pings.ts";
import { answer, callback, notFound } from "./intake.ts";
import { ledgerOf } from "./ledger/ledgers.ts";
import { messageOf } from "./log.ts";

export { Delivery } from "./delivery/delivery.ts";
export { Ledger } from "./ledger/ledger.ts";

/** The Worker: routes only. */
const app = new Hono<{ Bindings: Env }>();

app.on(["GET", "POST"], `${PATH.callbacks}:source`, ({ req, env }) =>
  callback(req.raw, env, readConfig(env), req.param("source")),
);

// CloudMonitor may verify the host alone.
app.get("/", () => answer(200, "ok"));

app.get("/health", ({ req, env }) => {
  if (req.query("deep") !== "1") return health(env);
  return callerOf(req.raw, env) ? deepHealth(env) : notFound();
});

app.get(PATH.status, async ({ req, env }) => {
  if (!callerOf(req.raw, env)) return notFound();
  const headers = { "cache-control": "no-store" };
  return Response.json(await status(env, readConfig(env)), { headers });
});

app.on(["GET", "POST"], `${PATH.operate}destinations/:name/:what`, async ({ req, env }) => {
  const generation = operatorGeneration(req.raw, env);
  if (generation === undefined) return notFound();
  return operateOn(env, req.raw, { name: req.param("name"), what: req.param("what"), generation });
});

app.on(["GET", "POST"], PATH.drill, async ({ req, env }) => {
  if (operatorGeneration(req.raw, env) === undefined) return notFound();
  return operateDrill(env, req.raw);
});

/** Loaded with the first question that somebody asks: a callback pays nothing for it. */
async function apiAnswer(request: Request, env: Env): Promise<Response> {
  const { api } = await import("./api/app.ts");
  return api.fetch(request, env);
}
app.all(`${PATH.api}/*`, ({ req, env }) => apiAnswer(req.raw, env));
app.get(PATH.metrics, ({ req, env }) => apiAnswer(req.raw, env));

/** Likewise. */
async function consolePage(request: Request, env: Env): Promise<Response> {
  if (!readConfig(env).console) return notFound();
  const { pages } = await import("./console/app.tsx");
  return pages.fetch(request, env);
}
app.on(["GET", "POST"], PATH.console, ({ req, env }) => consolePage(req.raw, env));
app.on(["GET", "POST"], `${PATH.console}/*`, ({ req, env }) => consolePage(req.raw, env));

app.notFound(notFound);

app.onError((error) => {
  // CloudMonitor tries again after a 5xx. The reason goes to the log, not to whoever asked.
  console.error({ event: "error", message: messageOf(error) });
  return answer(503, "try again");
});

/** By a cron trigger: begins fire drills, or looks after the objects and tells who watches outside that all is well. */
async function scheduled(env: Env, cron: string): Promise<void> {
  const config = readConfig(env);
  if (cron !== CRON) {
    const drilled = Object.keys(config.sources).filter(
      (name) => config.sources[name]?.drill?.schedule === cron,
    );
    await Promise.all(drilled.map((name) => ledgerOf(env, name).startDrill(null)));
    return;
  }
  await tend(env);
  const source = pinger(config);
  if (source !== undefined) await ledgerOf(env, source).ping(await troublesOfAll(env));
}

/** Arms alarms again that have died. */
async function tend(env: Env): Promise<void> {
  const { sources, destinations } = readConfig(env);
  const tended = await Promise.allSettled([
    ...Object.keys(sources).map((name) => ledgerOf(env, name).tend()),
    ...Object.keys(destinations).map((name) => deliveryOf(env, name)?.tend()),
  ]);
  const failed = tended.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
}

export default {
  fetch: app.fetch,
  scheduled: ({ cron }, env) => scheduled(env, cron),
} satisfies ExportedHandler<Env>;
