import { type Context, Hono } from "hono";
import { parseDuration } from "../../components/vocabulary/duration.ts";
import type { Clock } from "../clock.ts";
import type { CloudMonitorApi } from "./api/api.ts";
import { readFault } from "./api/faults.ts";
import { readBehaviour } from "./api/options.ts";
import { readRate } from "./api/throttle.ts";
import { postEvent } from "./events.ts";
import type { Live } from "./live.ts";
import { parseScenario } from "./scenario.ts";
import { endOf } from "./series.ts";
import type { JsonObject } from "./store/records.ts";
import type { RegionStore } from "./store/region.ts";
import { pressTest } from "./test-button.ts";

interface Controlled {
  api: CloudMonitorApi;
  live: Live;
  clock: Clock;
  /** Where a request that names no account or region leads to. */
  account: string;
  region: string;
  /** Where a callback URL leads on this machine. */
  here: (url: string) => string | undefined;
  callersOf?: ((url: string) => readonly string[] | undefined) | undefined;
  onChange: () => void;
}

/** What can be done to the local CloudMonitor that can't be done to the real one: paths below `/_local`. */
export function controlApp({ api, live, clock, ...rest }: Controlled): Hono {
  const app = new Hono().basePath("/_local");
  const region = (c: Context): RegionStore =>
    api.clouds.account(c.req.query("account") ?? rest.account).region(c.req.query("region") ?? rest.region);
  const refuse = (c: Context, message: string) => c.json({ error: message }, 400);
  const body = async (c: Context): Promise<unknown> => c.req.json().catch(() => undefined);

  // No page that somebody happens to have open may do this.
  app.use(async (c, next) => (c.req.header("origin") ? c.json({ error: "not for browsers" }, 403) : next()));

  app.get("/state", (c) => c.json(api.clouds.snapshot()));
  app.get("/calls", (c) => c.json(api.calls));
  app.delete("/calls", (c) => {
    api.calls.length = 0;
    return c.json({});
  });

  // The data ends now, or it begins now and time goes on to its end.
  app.put("/metrics", async (c) => {
    const fromNow = c.req.query("from") === "now";
    try {
      const { series } = parseScenario(await c.req.text(), clock.now());
      if (fromNow) for (const each of series) each.start = clock.now();
      live.feed(region(c), series);
      if (fromNow) clock.set(Math.max(...series.map(endOf)));
      await live.run();
      rest.onChange();
      return c.json({ series: series.length, now: new Date(clock.now()).toISOString() });
    } catch (error) {
      return refuse(c, error instanceof Error ? error.message : String(error));
    }
  });

  // An event as CloudEvents; CloudMonitor's own rules have the Debug above.
  app.post("/events", async (c) => {
    const event = await body(c);
    if (typeof event !== "object" || event === null || !("source" in event))
      return refuse(c, 'give an event as CloudEvents, such as {"source":"acs.ecs","type":"…","data":{…}}');
    return c.json(await postEvent(region(c), event as JsonObject, clock.now(), rest.here, rest.callersOf));
  });

  app.post("/tests", async (c) => {
    const tested = await pressTest(region(c), (await body(c)) ?? {}, rest.here, rest.callersOf);
    return "error" in tested ? refuse(c, tested.error) : c.json(tested);
  });

  app.get("/clock", (c) => c.json({ now: new Date(clock.now()).toISOString() }));
  app.put("/clock", async (c) => {
    const { now, advance } = ((await body(c)) ?? {}) as { now?: unknown; advance?: unknown };
    const seconds = typeof advance === "string" ? parseDuration(advance) : undefined;
    const at = seconds ? clock.now() + seconds * 1000 : Date.parse(String(now));
    if (Number.isNaN(at)) return refuse(c, 'give {"advance":"30 minutes"} or {"now":"2026-11-20T22:00:00Z"}');
    if (at < clock.now()) return refuse(c, "time does not run backwards");
    clock.set(at);
    await live.run();
    rest.onChange();
    return c.json({ now: new Date(at).toISOString() });
  });

  app.put("/faults", async (c) => {
    const fault = readFault(await body(c));
    if ("error" in fault) return refuse(c, fault.error);
    api.faults.add(fault);
    return c.json(fault);
  });
  app.delete("/faults", (c) => {
    api.faults.clear();
    return c.json({});
  });

  app.get("/behaviour", (c) => c.json(api.behaviour));
  app.patch("/behaviour", async (c) => {
    const changes = readBehaviour(await body(c));
    if ("error" in changes) return refuse(c, changes.error);
    api.behaviour = { ...api.behaviour, ...changes.behaviour };
    return c.json(api.behaviour);
  });

  app.put("/rate", async (c) => {
    const rate = readRate(await body(c));
    if ("error" in rate) return refuse(c, rate.error);
    api.setRate(rate);
    return c.json(rate);
  });
  app.delete("/rate", (c) => {
    api.setRate(undefined);
    return c.json({});
  });

  // As if the person had followed the links in the messages to the contact's mail address and phone.
  app.put("/contacts/:name/activation", (c) => {
    const contact = region(c).account.contacts.get(c.req.param("name"));
    if (!contact) return c.json({ error: "there is no such contact" }, 404);
    contact.activated = ["Mail", "SMS"];
    rest.onChange();
    return c.json({});
  });
  return app;
}
