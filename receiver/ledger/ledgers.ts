import { BINDING } from "../config/bindings.ts";
import type { Env } from "../env.ts";
import type { Ledger } from "./ledger.ts";

/** The ledger of a source, as the Worker calls it. */
export function ledgerOf(env: Env, source: string): DurableObjectStub<Ledger> {
  return (env[BINDING.ledger] as DurableObjectNamespace<Ledger>).getByName(source);
}
