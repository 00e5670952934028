import { ApiError } from "./errors.ts";

/** A call as it came in: everything that a signature may cover. */
export interface ApiRequest {
  method: string;
  /** Path as it was sent, escapes and all. */
  path: string;
  query: [string, string][];
  headers: Headers;
  body: Uint8Array;
  /** The body's fields if it is a form. */
  form: [string, string][];
}

/** The longest body that is read, in bytes: 500 rules in one call stay below it. */
const LONGEST_BODY = 4 * 1024 * 1024;

export async function readRequest(request: Request): Promise<ApiRequest> {
  const url = new URL(request.url);
  const length = Number(request.headers.get("content-length") ?? 0);
  if (length > LONGEST_BODY) throw tooLong();
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.length > LONGEST_BODY) throw tooLong();
  const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
  return {
    method: request.method,
    path: url.pathname,
    query: [...url.searchParams],
    headers: request.headers,
    body,
    form: isForm ? [...new URLSearchParams(new TextDecoder().decode(body))] : [],
  };
}

function tooLong(): ApiError {
  return new ApiError(413, "RequestEntityTooLarge", `The request body is longer than ${LONGEST_BODY} bytes.`);
}
