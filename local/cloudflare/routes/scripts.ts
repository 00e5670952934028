import { success } from "../answer.ts";
import { refuse } from "../errors.ts";
import { activeVersion } from "../script.ts";
import { shownScript, shownScriptSettings, shownUpload } from "../shown.ts";
import { readUpload } from "../upload.ts";
import { part, type Routes, routes, type Services, scriptOf } from "./context.ts";

/** Scripts: upload, list, content, delete. */
export function scriptRoutes({ workers }: Services): Routes {
  const app = routes();

  app.get("/scripts", (c) => success(Object.values(c.get("account").scripts).map(shownScript)));

  app.put("/scripts/:script", async (c) => {
    const upload = await readUpload(c.req.raw);
    const script = await workers.upload(c.get("account"), part(c, "script"), upload, { source: "api" });
    return success(shownUpload(script));
  });

  app.delete("/scripts/:script", async (c) => {
    // `force` matters only where another script's bindings are in the way, and none can be here.
    await workers.remove(c.get("account"), part(c, "script"));
    return success(null);
  });

  app.put("/scripts/:script/content", async (c) => {
    const { bindings, compatibilityDate, compatibilityFlags } = activeVersion(scriptOf(c));
    const { metadata, modules } = await readUpload(c.req.raw);
    const kept = {
      main_module: metadata.main_module,
      bindings: bindings.map(({ name }) => ({ name, type: "inherit" })),
      compatibility_date: compatibilityDate,
      compatibility_flags: compatibilityFlags,
    };
    const upload = { metadata: kept, modules };
    const script = await workers.upload(c.get("account"), part(c, "script"), upload, { source: "api" });
    return success(shownUpload(script));
  });

  for (const path of ["/scripts/:script", "/scripts/:script/content/v2"]) {
    app.get(path, (c) => {
      const { mainModule, modules } = activeVersion(scriptOf(c));
      const form = new FormData();
      for (const { name, contentType, content } of modules) {
        form.append(name, new File([new Uint8Array(content)], name, { type: contentType }));
      }
      return new Response(form, { headers: { "cf-entrypoint": mainModule } });
    });
  }

  app.get("/services/:script", (c) => {
    const script = scriptOf(c);
    const environment = {
      environment: "production",
      created_on: script.createdOn,
      modified_on: script.modifiedOn,
      script: shownScript(script),
    };
    const { environment: _, script: __, ...times } = environment;
    return success({
      id: script.name,
      ...times,
      default_environment: environment,
      environments: [environment],
    });
  });

  /** The newer word for a script, by its id or name; Wrangler asks it for the address under workers.dev. */
  app.get("/workers/:worker", (c) => {
    const wanted = part(c, "worker");
    const scripts = Object.values(c.get("account").scripts);
    const script = scripts.find(({ tag, name }) => tag === wanted || name === wanted);
    if (!script) throw refuse("noScript");
    const { tag, name, createdOn, modifiedOn, subdomain } = script;
    const times = { created_on: createdOn, updated_on: modifiedOn };
    return success({ id: tag, name, ...times, ...shownScriptSettings(script), subdomain });
  });

  app.get("/durable_objects/namespaces", (c) =>
    success(
      Object.values(c.get("account").scripts).flatMap(({ name: script, classes }) =>
        Object.entries(classes).map(([className, { namespaceId, sqlite }]) => ({
          id: namespaceId,
          name: `${script}_${className}`,
          script,
          class: className,
          use_sqlite: sqlite,
        })),
      ),
    ),
  );

  return app;
}
