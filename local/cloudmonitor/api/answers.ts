import type { Reply } from "./context.ts";
import { ApiError, internal } from "./errors.ts";
import type { Fault } from "./faults.ts";

/** What the caller gets: an answer, or none at all. */
export type Answer = Response | "timeout" | "reset";

/** The header that names what went wrong. */
export const ERROR_CODE = "x-acs-error-code";

export function success(reply: Reply, requestId: string): Response {
  return json(200, reply, requestId);
}

/** What a fault does to a call. */
export function befall(fault: Fault, requestId: string): Answer {
  switch (fault.kind) {
    case "timeout":
    case "reset":
      return fault.kind;
    case "unsuccessful":
      return json(200, { Success: false, Code: fault.code ?? "500", Message: "Injected fault." }, requestId);
    case "error": {
      const usual = internal();
      const error = new ApiError(fault.status ?? usual.status, fault.code ?? usual.code, "Injected fault.");
      return refusal(error, requestId, null);
    }
  }
}

export function refusal(error: ApiError, requestId: string, host: string | null): Response {
  const body = { HostId: host ?? "localhost", Success: false, Code: error.code, Message: error.message };
  return json(error.status, body, requestId, { ...error.headers, [ERROR_CODE]: error.code });
}

/** Both APIs' spelling of the request's id: each client reads its own. */
function json(
  status: number,
  body: Reply,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ RequestId: requestId, requestId, ...body }), {
    status,
    headers: { "content-type": "application/json;charset=utf-8", "x-acs-request-id": requestId, ...headers },
  });
}
