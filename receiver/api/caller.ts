import { matches, statusToken } from "../config/token.ts";
import { operatorGeneration } from "../console/operate.ts";
import { type Env, readSecret } from "../env.ts";
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

/** Who a request with a token is from; undefined: with none that is valid. */
export function callerOf(request: Request, env: Env): Caller | undefined {
  const generation = operatorGeneration(request, env);
  if (generation !== undefined) return { role: "operator", name: null, by: "token", generation };
  const token = givenToken(request);
  const isReader = token !== undefined && matches(token, [statusToken(readSecret(env))]);
  return isReader ? { role: "reader", name: null, by: "token", generation: null } : undefined;
}
