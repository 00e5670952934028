import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { StandIn } from "./stand-in.ts";

/** Opens a stand-in's own address, where `/incidents` shows what arrived. */
export function serveStandIn(each: StandIn): Promise<{ url: string; server: { close(): unknown } }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: each.app.fetch, hostname: "127.0.0.1", port: 0 }, (address: AddressInfo) =>
      resolve({ url: `http://127.0.0.1:${address.port}`, server }),
    );
  });
}
