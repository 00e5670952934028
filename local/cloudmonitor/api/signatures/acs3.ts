import { createHash, createHmac } from "node:crypto";
import type { ApiRequest } from "../request.ts";
import { escapeRfc3986 } from "./rpc.ts";

const ACS3 = "ACS3-HMAC-SHA256";

/** The parts of `Authorization: ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`. */
interface Acs3 {
  keyId: string;
  signedHeaders: string[];
  signature: string;
}

export function parseAcs3(authorization: string): Acs3 | undefined {
  const pattern = /^ACS3-HMAC-SHA256 Credential=([^,\s]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]*)$/;
  const [, keyId, headers, signature] = pattern.exec(authorization) ?? [];
  if (keyId === undefined || headers === undefined || signature === undefined) return undefined;
  return { keyId, signedHeaders: headers.split(";"), signature };
}

/**
 * The request in the form that is signed. The headers are the ones that the caller named; a call that
 * leaves out one it should have signed is refused elsewhere.
 */
export function acs3Canonical(request: ApiRequest, signedHeaders: string[]): string {
  const query = [...request.query]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${escapeRfc3986(name)}=${escapeRfc3986(value)}`)
    .join("&");
  const headers = signedHeaders.map((name) => `${name}:${(request.headers.get(name) ?? "").trim()}\n`);
  return [
    request.method,
    request.path,
    query,
    headers.join(""),
    signedHeaders.join(";"),
    sha256(request.body),
  ].join("\n");
}

export function acs3StringToSign(canonical: string): string {
  return `${ACS3}\n${sha256(canonical)}`;
}

export function acs3Signature(stringToSign: string, secret: string): string {
  return createHmac("sha256", secret).update(stringToSign).digest("hex");
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
