import { createHmac } from "node:crypto";
import type { ApiRequest } from "../request.ts";

/**
 * The signature of RPC calls, version 1.0: HMAC-SHA1 over the method and all parameters but the
 * signature itself, of query and form alike.
 */
export function rpcStringToSign(request: ApiRequest): string {
  const parameters = [...request.query, ...request.form]
    .filter(([name]) => name !== "Signature")
    .map(([name, value]): [string, string] => [escapeRfc3986(name), escapeRfc3986(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return `${request.method}&%2F&${escapeRfc3986(parameters.join("&"))}`;
}

export function rpcSignature(stringToSign: string, secret: string): string {
  return createHmac("sha1", `${secret}&`).update(stringToSign).digest("base64");
}

/** `encodeURIComponent`, and `! ' ( ) *` escaped too. */
export function escapeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
