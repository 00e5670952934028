import { createHmac } from "node:crypto";
import type { ApiRequest } from "../request.ts";

/**
 * The older signature of ROA calls, which the provider uses: `Authorization: acs <key id>:<signature>`.
 * Clients differ in two things: whether the path is signed with its escapes or without, and how a query
 * parameter without a value stands. These are the texts that one or the other signs.
 */
export function roaStringsToSign(request: ApiRequest): string[] {
  const paths = [request.path, unescaped(request.path)];
  const queries = [(name: string) => name, (name: string) => `${name}=`].map((empty) =>
    queryOf(request, empty),
  );
  const texts = paths.flatMap((path) => queries.map((query) => stringToSign(request, path, query)));
  return [...new Set(texts)];
}

function stringToSign(request: ApiRequest, path: string, query: string): string {
  const header = (name: string) => request.headers.get(name) ?? "";
  const own = [...request.headers]
    .filter(([name]) => name.startsWith("x-acs-"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`);
  return [
    request.method,
    header("accept"),
    header("content-md5"),
    header("content-type"),
    header("date"),
    `${own.join("")}${path}${query === "" ? "" : `?${query}`}`,
  ].join("\n");
}

function queryOf(request: ApiRequest, empty: (name: string) => string): string {
  return [...request.query]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === "" ? empty(name) : `${name}=${value}`))
    .join("&");
}

function unescaped(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

export function roaSignature(stringToSign: string, secret: string): string {
  return createHmac("sha1", secret).update(stringToSign).digest("base64");
}
