/** A callback URL of the receiver: `https://host/callbacks/source?token=…`. */
const RELAY_CALLBACK = /^https?:\/\/[^/]+\/callbacks\/[a-z][a-z0-9-]*\?(?:[^#]*&)?token=/;

/**
 * The URL with the rule's stable key, so that the recovery of an incident that was opened before the
 * rule was replaced still finds it. Only the receiver knows the parameter: another URL stays as it is.
 */
export function withRule(url: string, key: string): string {
  return RELAY_CALLBACK.test(url) ? `${url}&rule=${encodeURIComponent(key)}` : url;
}
