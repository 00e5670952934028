import { type Context, Hono } from "hono";
import type { Call } from "./api.ts";
import { type Faults, readFault } from "./faults.ts";

/** What can be done to the local Cloudflare that can't be done to the real one: paths below `/_local`. */
export function controlApp(faults: Faults, calls: Call[]): Hono {
  const app = new Hono().basePath("/_local");

  // No page that somebody happens to have open may do this.
  app.use(async (c, next) => (c.req.header("origin") ? c.json({ error: "not for browsers" }, 403) : next()));

  app.put("/faults", async (c: Context) => {
    const fault = readFault(await c.req.json().catch(() => undefined));
    if ("error" in fault) return c.json(fault, 400);
    faults.add(fault);
    return c.json(fault);
  });
  app.delete("/faults", (c) => {
    faults.clear();
    return c.json({});
  });

  app.get("/calls", (c) => c.json(calls));
  app.delete("/calls", (c) => {
    calls.length = 0;
    return c.json({});
  });
  return app;
}
