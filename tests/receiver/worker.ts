import { Delivery as RealDelivery } from "../../receiver/delivery/delivery.ts";
import type { Env } from "../../receiver/env.ts";
import { Ledger as RealLedger } from "../../receiver/ledger/ledger.ts";
import worker from "../../receiver/worker.ts";
import { world } from "./virtual-world.ts";

export default {
  ...worker,
  fetch: (request, env, context) => worker.fetch(request, world.deployed(env), context),
  scheduled: (event, env) => worker.scheduled(event, world.deployed(env)),
} satisfies ExportedHandler<Env>;

/** The objects as they are deployed, in a world whose time and network belong to the test. */
export class Ledger extends RealLedger {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, world.deployed(env), world.around(ctx, "Ledger"));
  }
}

export class Delivery extends RealDelivery {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, world.deployed(env), world.around(ctx, "Delivery"));
  }
}
