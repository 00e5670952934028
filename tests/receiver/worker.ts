import { Delivery as RealDelivery } from "../../receiver/delivery/delivery.ts";
import type { Env } from "../../receiver/env.ts";
import { Ledger as RealLedger } from "../../receiver/ledger/ledger.ts";
import { world } from "./virtual-world.ts";

export { default } from "../../receiver/worker.ts";

/** The objects as they are deployed, in a world whose time and network belong to the test. */
export class Ledger extends RealLedger {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, world.around(ctx, "Ledger"));
  }
}

export class Delivery extends RealDelivery {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, world.around(ctx, "Delivery"));
  }
}
