import { type Context, Hono } from "hono";
import type { Account, Accounts } from "../accounts.ts";
import { refuse } from "../errors.ts";
import type { Script } from "../script.ts";
import type { Workers } from "../workers.ts";

/** What every route works on. */
export interface Services {
  accounts: Accounts;
  workers: Workers;
  /** Writes down what has changed. */
  save: () => void;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A new identifier of 32 hexadecimal digits. */
  newId: () => string;
}

interface ApiEnv {
  Variables: { account: Account; token: string };
}

export type ApiContext = Context<ApiEnv>;

/** A group of routes. */
export type Routes = Hono<ApiEnv>;

export function routes(): Routes {
  return new Hono<ApiEnv>();
}

/** A part of the path that the route names. */
export function part(c: ApiContext, name: string): string {
  return decodeURIComponent(c.req.param(name) ?? "");
}

/** The script that the path names. Throws where the account has none of this name. */
export function scriptOf(c: ApiContext): Script {
  const script = c.get("account").scripts[part(c, "script")];
  if (!script) throw refuse("noScript");
  return script;
}

/** The JSON of the request. Throws where it is none, or not what the route takes. */
export async function jsonBody<T>(c: ApiContext): Promise<T> {
  try {
    return (await c.req.json()) as T;
  } catch {
    throw refuse("badBody", "it is not JSON");
  }
}
