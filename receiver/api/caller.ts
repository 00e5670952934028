import { matches, operatorToken, statusToken, validGenerations } from "../config/token.ts";
import { type Env, readConfig, readSecret } from "../env.ts";
import { givenToken } from "../intake.ts";

/** Who asks, and how that is known. */
export interface Caller {
  role: "reader" | "operator";
  /** What they are called, if they say; by Cloudflare Access, their address. */
  name: string | null;
  by: "token" | "cookie" | "access";
  /** Generation of the operator's token; null: another way in. */
  generation: number | null;
}

/** What a token lets its holder do; undefined: it is not valid. */
export function rightsOf(token: string, env: Env): Pick<Caller, "role" | "generation"> | undefined {
  const secret = readSecret(env);
  const valid = validGenerations(readConfig(env).operatorGeneration ?? 1);
  const [generation] = valid.filter((each) => matches(token, [operatorToken(secret, each)]));
  if (generation !== undefined) return { role: "operator", generation };
  return matches(token, [statusToken(secret)]) ? { role: "reader", generation: null } : undefined;
}

/** Who a request with a token is from; undefined: with none that is valid. */
export function callerOf(request: Request, env: Env): Caller | undefined {
  const token = givenToken(request);
  const rights = token === undefined ? undefined : rightsOf(token, env);
  return rights && { ...rights, name: null, by: "token" };
}

/** The generation of the operator token that a request has; undefined: it has none. */
export function operatorGeneration(request: Request, env: Env): number | undefined {
  return callerOf(request, env)?.generation ?? undefined;
}
