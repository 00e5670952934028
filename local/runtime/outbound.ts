import { type Request as MiniflareRequest, Response as MiniflareResponse } from "miniflare";

/** Statuses that may have no body. */
const EMPTY = [101, 204, 205, 304];

/** What Miniflare asks for everything that a Worker fetches, in the terms of the web platform. */
export function outboundService(
  outbound: (request: Request) => Promise<Response>,
): (request: MiniflareRequest) => Promise<MiniflareResponse> {
  return async (request) => {
    const body = ["GET", "HEAD"].includes(request.method) ? null : await request.arrayBuffer();
    const headers = Object.fromEntries(request.headers);
    const answer = await outbound(new Request(request.url, { method: request.method, headers, body }));
    const content = EMPTY.includes(answer.status) ? null : await answer.arrayBuffer();
    return new MiniflareResponse(content, {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
    });
  };
}
