import type { Binding } from "../../runtime/version.ts";
import { success } from "../answer.ts";
import { resolveBindings } from "../bindings.ts";
import { refuse } from "../errors.ts";
import { shownScriptSettings, shownSettings } from "../shown.ts";
import type { Metadata } from "../upload.ts";
import { changedSettings } from "../versions.ts";
import { type ApiContext, jsonBody, part, type Routes, routes, type Services, scriptOf } from "./context.ts";

/** Settings of the running version, and those of the script whatever version runs. */
export function settingsRoutes({ workers }: Services): Routes {
  const app = routes();

  app.get("/scripts/:script/settings", (c) => success(shownSettings(scriptOf(c))));

  app.patch("/scripts/:script/settings", async (c) => {
    const given = await readSettings(c);
    const name = part(c, "script");
    await workers.change(c.get("account"), name, { source: "api" }, (version) => ({
      bindings: given.bindings
        ? resolveBindings(name, given.bindings as Binding[], [], version.bindings)
        : version.bindings,
      compatibilityDate: given.compatibility_date ?? version.compatibilityDate,
      compatibilityFlags: given.compatibility_flags ?? version.compatibilityFlags,
      echoed: {
        ...version.echoed,
        ...(given.placement !== undefined && { placement: given.placement }),
        ...(given.limits !== undefined && { limits: given.limits }),
        ...(given.usage_model !== undefined && { usage_model: given.usage_model }),
      },
    }));
    const script = await workers.adjust(c.get("account"), name, ({ settings }) => ({
      settings: changedSettings(settings, given),
    }));
    return success(shownSettings(script));
  });

  app.get("/scripts/:script/script-settings", (c) => success(shownScriptSettings(scriptOf(c))));

  app.patch("/scripts/:script/script-settings", async (c) => {
    const given = await jsonBody<Partial<Metadata>>(c);
    const script = await workers.adjust(c.get("account"), part(c, "script"), ({ settings }) => ({
      settings: changedSettings(settings, given),
    }));
    return success(shownScriptSettings(script));
  });

  return app;
}

/** Settings come as one part of a form, by the name `settings`. */
async function readSettings(c: ApiContext): Promise<Partial<Metadata>> {
  try {
    const settings = (await c.req.raw.formData()).get("settings");
    return JSON.parse(typeof settings === "string" ? settings : ((await settings?.text()) ?? ""));
  } catch {
    throw refuse("badBody", "it has no readable part settings");
  }
}
