import { REACHES_ITSELF } from "../../receiver/config/bindings.ts";
import type { RunningWorker } from "./worker.ts";

/**
 * A request of a Worker to a Worker's public address. As at Cloudflare, one to the account's own workers.dev is
 * refused without the compatibility flag `global_fetch_strictly_public`.
 */
export async function fetchOwnAddress(
  from: RunningWorker | undefined,
  to: RunningWorker,
  request: Request,
): Promise<Response> {
  const { hostname, pathname, search } = new URL(request.url);
  const isPublic = from?.version.compatibilityFlags.includes(REACHES_ITSELF) ?? false;
  if (!isPublic && hostname.endsWith(".workers.dev"))
    return new Response("error code: 1042", { status: 404 });
  const { method, headers } = request;
  const body = method === "GET" || method === "HEAD" ? null : await request.text();
  const sent = new Headers(headers);
  for (const name of ["host", "content-length", "connection", "transfer-encoding"]) sent.delete(name);
  const answer = await fetch(`${to.url}${pathname}${search}`, {
    method,
    headers: sent,
    body,
    redirect: "manual",
  });
  return new Response(await answer.text(), { status: answer.status });
}
