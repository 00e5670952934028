import { BINDING } from "../config/bindings.ts";
import type { Env } from "../env.ts";
import type { Delivery } from "./delivery.ts";

/**
 * The object of a destination. Undefined while the binding is missing: new code may run for a moment
 * before its class exists.
 */
export function deliveryOf(env: Env, destination: string): DurableObjectStub<Delivery> | undefined {
  return (env[BINDING.delivery] as DurableObjectNamespace<Delivery> | undefined)?.getByName(destination);
}
