import type { Binding } from "../../runtime/version.ts";
import { success } from "../answer.ts";
import { refuse } from "../errors.ts";
import { activeVersion, type Version } from "../script.ts";
import { jsonBody, part, type Routes, routes, type Services, scriptOf } from "./context.ts";

interface Secret {
  name: string;
  text: string;
  type: string;
}

/** Secrets: each change is a version of the script that runs at once. Their text is never answered. */
export function secretRoutes({ workers }: Services): Routes {
  const app = routes();
  const origin = { source: "api" };

  app.get("/scripts/:script/secrets", (c) => success(secretsOf(activeVersion(scriptOf(c))).map(shown)));

  app.put("/scripts/:script/secrets", async (c) => {
    const secret = readSecret(await jsonBody<Partial<Secret>>(c));
    await workers.change(c.get("account"), part(c, "script"), origin, (version) => ({
      bindings: withSecret(version.bindings, secret.name, secret),
    }));
    return success(shown(secret));
  });

  app.patch("/scripts/:script/secrets-bulk", async (c) => {
    const { secrets = {} } = await jsonBody<{ secrets?: Record<string, Partial<Secret> | null> }>(c);
    const changes = Object.entries(secrets).map(
      ([name, secret]) => [name, secret && readSecret({ name, ...secret })] as const,
    );
    const script = await workers.change(c.get("account"), part(c, "script"), origin, ({ bindings }) => ({
      bindings: changes.reduce((before, [name, secret]) => withSecret(before, name, secret), bindings),
    }));
    return success(secretsOf(activeVersion(script)).map(shown));
  });

  app.get("/scripts/:script/secrets/:secret", (c) => {
    const name = part(c, "secret");
    const secret = secretsOf(activeVersion(scriptOf(c))).find((each) => each.name === name);
    if (!secret) throw refuse("noSecret");
    return success(shown(secret));
  });

  app.delete("/scripts/:script/secrets/:secret", async (c) => {
    const name = part(c, "secret");
    if (!secretsOf(activeVersion(scriptOf(c))).some((each) => each.name === name)) throw refuse("noSecret");
    await workers.change(c.get("account"), part(c, "script"), origin, ({ bindings }) => ({
      bindings: withSecret(bindings, name, null),
    }));
    return success(null);
  });

  return app;
}

function readSecret({ name, text, type }: Partial<Secret>): Secret {
  if (typeof name !== "string" || name === "") throw refuse("badBody", "name is missing");
  if (typeof text !== "string") throw refuse("badBody", "text is missing");
  if (type !== "secret_text") throw refuse("badBody", "type must be secret_text");
  return { name, text, type };
}

/** The bindings with this secret set, or without it. Throws where another binding has its name. */
function withSecret(bindings: readonly Binding[], name: string, secret: Secret | null): Binding[] {
  const taken = bindings.some((each) => each.name === name && each.type !== "secret_text");
  if (taken) throw refuse("bindingInUse", name);
  return [...bindings.filter((each) => each.name !== name), ...(secret ? [{ ...secret }] : [])];
}

function secretsOf({ bindings }: Version): Binding[] {
  return bindings.filter(({ type }) => type === "secret_text");
}

function shown({ name, type }: { name: string; type: string }) {
  return { name, type };
}
