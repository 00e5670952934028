import { timingSafeEqual } from "node:crypto";
import { ApiError, missing } from "./errors.ts";
import type { ApiRequest } from "./request.ts";
import { acs3Canonical, acs3Signature, acs3StringToSign, parseAcs3 } from "./signatures/acs3.ts";
import { roaSignature, roaStringsToSign } from "./signatures/roa.ts";
import { rpcSignature, rpcStringToSign } from "./signatures/rpc.ts";

/** An access key, and the account that it belongs to. */
export interface AccessKey {
  id: string;
  secret: string;
  /** Id of the account, e.g. `1100000000000000`. */
  account: string;
  /** A session's key: who holds it, what must come with each call, and until when. */
  role?: string;
  token?: string;
  expires?: number;
}

/** How far a call's time may be off, and how long its nonce is remembered. */
const WINDOW = 15 * 60 * 1000;

/** What a scheme says about a call. */
interface Signed {
  keyId: string;
  signature: string;
  time: string;
  nonce: string;
  /** What the secret's owner would have sent: more than one where clients differ. */
  sign(secret: string): string[];
  mismatch: string;
}

/**
 * Tells who calls. Throws what the gateway throws: an unknown key, a signature that isn't there, is
 * malformed or doesn't match, an old call, a nonce that was used, a session that is over. Like the real
 * ones, its answers hold the text that the server would have signed: never a key's secret, but what the
 * caller sent.
 */
export class Gate {
  readonly #keys: Map<string, AccessKey>;
  readonly #hasMore: boolean;
  readonly #find: (id: string) => AccessKey | undefined;
  readonly #now: () => number;
  readonly #nonces = new Map<string, number>();

  /** `find` knows keys besides `keys`: then a role of any account may be assumed. */
  constructor(keys: readonly AccessKey[], now: () => number, find?: (id: string) => AccessKey | undefined) {
    this.#keys = new Map(keys.map((key) => [key.id, key]));
    this.#now = now;
    this.#find = find ?? (() => undefined);
    this.#hasMore = find !== undefined;
  }

  /** The key that a call is signed with. */
  keyOf(request: ApiRequest): AccessKey {
    const signed = readAcs3(request) ?? readRoa(request) ?? readRpc(request);
    const key = this.#keys.get(signed.keyId) ?? this.#find(signed.keyId);
    if (!key) throw new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    if (!signed.sign(key.secret).some((each) => same(signed.signature, each))) {
      throw new ApiError(400, "SignatureDoesNotMatch", signed.mismatch);
    }
    this.#checkToken(key, request);
    this.#checkTime(signed);
    return key;
  }

  /** Adds a session's key. */
  issue(key: AccessKey, seconds: number): AccessKey {
    const issued = { ...key, expires: this.#now() + seconds * 1000 };
    this.#keys.set(key.id, issued);
    return issued;
  }

  knowsAccount(account: string): boolean {
    return this.#hasMore || [...this.#keys.values()].some((key) => key.account === account);
  }

  #checkToken({ token, expires }: AccessKey, request: ApiRequest): void {
    if (token === undefined) return;
    const parameters = new Map([...request.query, ...request.form]);
    const given = request.headers.get("x-acs-security-token") ?? parameters.get("SecurityToken") ?? "";
    if (!same(given, token)) {
      throw new ApiError(
        400,
        "InvalidSecurityToken.MismatchWithAccessKey",
        "Specified SecurityToken mismatch with the AccessKey.",
      );
    }
    if (expires !== undefined && this.#now() > expires) {
      throw new ApiError(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");
    }
  }

  /** After the signature, as nobody may use up another's nonces. */
  #checkTime({ keyId, time, nonce }: Signed): void {
    const now = this.#now();
    const at = Date.parse(time);
    if (Number.isNaN(at)) {
      throw new ApiError(
        400,
        "InvalidTimeStamp.Format",
        "Specified time stamp or date value is not well formatted.",
      );
    }
    if (Math.abs(now - at) > WINDOW) {
      throw new ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
    }
    const used = `${keyId}\n${nonce}`;
    if (this.#nonces.has(used)) {
      throw new ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }
    this.#nonces.set(used, now);
    // Oldest first, as a Map keeps its order.
    for (const [each, since] of this.#nonces) {
      if (now - since <= WINDOW) break;
      this.#nonces.delete(each);
    }
  }
}

function readAcs3(request: ApiRequest): Signed | undefined {
  const authorization = request.headers.get("authorization") ?? "";
  if (!authorization.startsWith("ACS3-")) return undefined;
  const parsed = parseAcs3(authorization);
  if (!parsed || parsed.signature === "") throw incomplete("ACS3-HMAC-SHA256");
  for (const name of ["host", "x-acs-date", "x-acs-signature-nonce"]) {
    if (!parsed.signedHeaders.includes(name)) throw incomplete(`${name} is not signed`);
  }
  const canonical = acs3Canonical(request, parsed.signedHeaders);
  const stringToSign = acs3StringToSign(canonical);
  return {
    keyId: parsed.keyId,
    signature: parsed.signature,
    time: request.headers.get("x-acs-date") ?? "",
    nonce: request.headers.get("x-acs-signature-nonce") ?? "",
    sign: (secret) => [acs3Signature(stringToSign, secret)],
    mismatch: `Specified signature does not match our calculation. server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonical}]`,
  };
}

function readRoa(request: ApiRequest): Signed | undefined {
  const authorization = request.headers.get("authorization") ?? "";
  if (!authorization.startsWith("acs ")) return undefined;
  const [, keyId = "", signature = ""] = /^acs ([^:]+):(.+)$/.exec(authorization) ?? [];
  const stringsToSign = roaStringsToSign(request);
  const [stringToSign = ""] = stringsToSign;
  if (keyId === "") throw incomplete(stringToSign);
  return {
    keyId,
    signature,
    time: request.headers.get("date") ?? "",
    nonce: request.headers.get("x-acs-signature-nonce") ?? "",
    sign: (secret) => stringsToSign.map((each) => roaSignature(each, secret)),
    mismatch: `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  };
}

function readRpc(request: ApiRequest): Signed {
  const parameters = new Map([...request.query, ...request.form]);
  const keyId = parameters.get("AccessKeyId");
  if (!keyId) throw missing("AccessKeyId");
  const signature = parameters.get("Signature") ?? "";
  const stringToSign = rpcStringToSign(request);
  if (!/^[A-Za-z0-9+/]{27}=$/.test(signature)) throw incomplete(stringToSign);
  return {
    keyId,
    signature,
    time: parameters.get("Timestamp") ?? "",
    nonce: parameters.get("SignatureNonce") ?? "",
    sign: (secret) => [rpcSignature(stringToSign, secret)],
    mismatch: `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  };
}

function incomplete(what: string): ApiError {
  const message = `The request signature does not conform to Aliyun standards. server string to sign is:${what}`;
  return new ApiError(400, "IncompleteSignature", message);
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
