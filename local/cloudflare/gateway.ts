import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { forward } from "../runtime/forward.ts";
import type { RunningWorker } from "../runtime/worker.ts";
import type { Accounts } from "./accounts.ts";
import type { Workers } from "./workers.ts";

/** The Worker that a host name leads to: a custom domain, or an enabled address under workers.dev. */
export function workerAt(accounts: Accounts, workers: Workers, hostname: string): RunningWorker | undefined {
  for (const account of accounts.list()) {
    const domain = account.domains[hostname];
    if (domain) return workers.running(account, domain.service);
    const [script, subdomain, ...rest] = hostname.split(".");
    if (script === undefined || rest.join(".") !== "workers.dev") continue;
    const isOwn = account.subdomain === undefined || account.subdomain === subdomain;
    if (isOwn && account.scripts[script]?.subdomain.enabled) return workers.running(account, script);
  }
  return undefined;
}

/**
 * Answers requests by the Worker that their `Host` leads to, as Cloudflare's own servers do; for every other host
 * by `elsewhere`, which may know it and throws else.
 */
export function gateway(
  find: (hostname: string) => RunningWorker | undefined,
  elsewhere: (request: Request) => Promise<Response>,
) {
  const others = getRequestListener(async (request) => {
    const url = new URL(request.url);
    url.protocol = "https";
    try {
      return await elsewhere(new Request(url, request));
    } catch {
      const text = `No Worker on this machine answers for the host name "${url.hostname}".\n`;
      return new Response(text, { status: 404, headers: { "content-type": "text/plain" } });
    }
  });
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const host = (incoming.headers.host ?? "").replace(/:\d+$/, "");
    const worker = find(host);
    if (worker) forward(incoming, outgoing, new URL(worker.url));
    else void others(incoming, outgoing);
  };
}
