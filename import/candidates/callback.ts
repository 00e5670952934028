import { PARAMETER, readCallbackUrl } from "../../receiver/config/urls.ts";

/** What a callback URL holds. */
export interface ImportedCallback {
  /** Without the parameters that a component adds. */
  url: string | undefined;
  /** The rule's key, where the URL carries one. */
  key: string | undefined;
  /** Labels that the URL carries; undefined where it is not the receiver's, and could carry none. */
  labels: Record<string, string> | undefined;
}

/** The receiver's own parameters in a callback URL; any other URL stays as it is. */
export function readCallback(webhook: unknown): ImportedCallback {
  const whole = typeof webhook === "string" ? webhook : undefined;
  const { address, token, rule, labels, others = {} } = (whole && readCallbackUrl(whole)) || {};
  if (address === undefined || token === undefined || rule === undefined || Object.keys(others).length > 0)
    return { url: whole, key: undefined, labels: undefined };
  return { url: `${address}?${PARAMETER.token}=${token}`, key: rule, labels };
}
