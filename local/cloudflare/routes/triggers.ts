import { success } from "../answer.ts";
import { refuse } from "../errors.ts";
import { jsonBody, part, type Routes, routes, type Services, scriptOf } from "./context.ts";

/** Most cron triggers of one script. Source: "Limits" of the Workers documentation. */
const MOST_SCHEDULES = 250;

/** What of workers.dev leads to a script, and its cron triggers; see `CronClock` for how they fire. */
export function triggerRoutes({ workers, now }: Services): Routes {
  const app = routes();

  app.get("/scripts/:script/subdomain", (c) => success(scriptOf(c).subdomain));

  app.post("/scripts/:script/subdomain", async (c) => {
    const given = await jsonBody<{ enabled?: boolean; previews_enabled?: boolean }>(c);
    if (typeof given.enabled !== "boolean") throw refuse("badBody", "enabled is missing");
    const enabled = given.enabled;
    const script = await workers.adjust(c.get("account"), part(c, "script"), () => ({
      // What is left out follows the address itself.
      subdomain: { enabled, previews_enabled: given.previews_enabled ?? enabled },
    }));
    return success(script.subdomain);
  });

  app.delete("/scripts/:script/subdomain", async (c) => {
    const script = await workers.adjust(c.get("account"), part(c, "script"), () => ({
      subdomain: { enabled: false, previews_enabled: false },
    }));
    return success(script.subdomain);
  });

  app.get("/scripts/:script/schedules", (c) => success({ schedules: scriptOf(c).schedules }));

  app.put("/scripts/:script/schedules", async (c) => {
    const given = await jsonBody<{ cron?: unknown }[]>(c);
    if (!Array.isArray(given)) throw refuse("badBody", "it is not a list");
    const crons = [...new Set(given.map(({ cron }) => String(cron)))];
    if (crons.length > MOST_SCHEDULES || !crons.every(isCron)) throw refuse("badCron");
    const time = new Date(now()).toISOString();
    const script = await workers.adjust(c.get("account"), part(c, "script"), ({ schedules }) => ({
      schedules: crons.map(
        (cron) =>
          schedules.find((each) => each.cron === cron) ?? { cron, created_on: time, modified_on: time },
      ),
    }));
    return success({ schedules: script.schedules });
  });

  return app;
}

/** Five fields of digits, names, steps, ranges and lists, with the L, W and # that Cloudflare adds. */
function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field) => /^[\dA-Za-z*/,#-]+$/.test(field));
}
