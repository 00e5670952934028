import type { IncomingMessage, ServerResponse } from "node:http";
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

/** Answers requests by the Worker that their `Host` leads to, as Cloudflare's own servers do. */
export function gateway(find: (hostname: string) => RunningWorker | undefined) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const host = (incoming.headers.host ?? "").replace(/:\d+$/, "");
    const worker = find(host);
    if (worker) return forward(incoming, outgoing, new URL(worker.url));
    outgoing.writeHead(404, { "content-type": "text/plain" });
    outgoing.end(`No Worker on this machine answers for the host name "${host}".\n`);
  };
}
