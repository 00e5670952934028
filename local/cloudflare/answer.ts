import type { ApiFailure } from "./errors.ts";

/** The envelope of every answer. Source: the API's documentation, "Responses". */
export function success(result: unknown, extra: Record<string, unknown> = {}): Response {
  return Response.json({ success: true, errors: [], messages: [], result, ...extra });
}

/** A page of a list, with the count that clients page by. `wrap` says how the API wraps this list. */
export function page(
  results: unknown[],
  query: URLSearchParams,
  wrap: (shown: unknown[]) => unknown = (shown) => shown,
): Response {
  const number = Math.max(1, Number(query.get("page")) || 1);
  const size = Math.min(1000, Math.max(1, Number(query.get("per_page")) || 50));
  const shown = results.slice((number - 1) * size, number * size);
  return success(wrap(shown), {
    result_info: {
      page: number,
      per_page: size,
      count: shown.length,
      total_count: results.length,
      total_pages: Math.ceil(results.length / size),
    },
  });
}

export function failure(
  { status, code, message }: ApiFailure,
  headers: Record<string, string> = {},
): Response {
  const errors = [{ code, message }];
  return Response.json({ success: false, errors, messages: [], result: null }, { status, headers });
}
