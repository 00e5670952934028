import { request } from "node:http";

export interface Asked {
  /** Default: GET. */
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** An answer, or why there is none, in words without the address: that may hold a secret. */
export type Answered = { status: number; body: string } | { problem: string };

/** Asks an address, and follows it nowhere else. */
export type Web = (url: string, asked?: Asked) => Promise<Answered>;

/** How long an answer may take, in milliseconds. */
export const LIMIT = 15_000;
/** Most characters of an answer that are read. */
const MOST = 16 * 1024;

/** What Node's codes mean. A certificate is checked against the roots that Node has. */
const PROBLEMS: Record<string, string> = {
  ENOTFOUND: "its host name is not known in DNS",
  EAI_AGAIN: "its host name can't be looked up in DNS now",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was broken",
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not signed by an authority that is trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not signed by an authority that is trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is not signed by an authority that is trusted",
  TimeoutError: `it did not answer within ${LIMIT / 1000} s`,
};

/** The real web. */
export const web: Web = async (url, { method = "GET", headers, body } = {}) => {
  try {
    const signal = AbortSignal.timeout(LIMIT);
    const init = { method, ...(headers && { headers }), ...(body !== undefined && { body }) };
    const response = await fetch(url, { ...init, redirect: "manual", signal });
    return { status: response.status, body: (await response.text()).slice(0, MOST) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
};

/** The same through the gateway of the local clouds, which answers for every host name that they know. */
export function webOnThisMachine(gateway: string): Web {
  const { hostname, port } = new URL(gateway);
  return (url, { method = "GET", headers, body } = {}) => {
    const { host, pathname, search } = new URL(url);
    return new Promise((resolve) => {
      const options = { hostname, port, method, path: `${pathname}${search}`, headers: { ...headers, host } };
      const sent = request(options, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text.slice(0, MOST) }));
      });
      sent.setTimeout(LIMIT, () => sent.destroy(new DOMException("", "TimeoutError")));
      sent.once("error", (error) => resolve({ problem: problemOf(error) }));
      sent.end(body);
    });
  };
}

/** Why there is no answer, in words without the address. */
export function problemOf(error: unknown): string {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: { code?: string } };
  const known = cause?.code ?? (typeof code === "string" ? code : undefined) ?? name ?? "";
  return PROBLEMS[known] ?? `it can't be reached (${known})`;
}
