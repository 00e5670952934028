/** The longest callback URL: some of the vendor's fields end at 256 characters. */
export const LONGEST_URL = 200;

/** A URL that CloudMonitor can post to. Never repeats the URL: it may hold a token. */
export function checkCallbackUrl(text: string): string | undefined {
  const url = parse(text);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return "must be an http or https URL";
  return text.length > LONGEST_URL
    ? `must be at most ${LONGEST_URL} characters, not ${text.length}`
    : undefined;
}

/**
 * A URL that the Worker may post to: HTTPS and a public host name. Addresses and local names are
 * refused, so that a destination can't be turned against what is reachable only from the inside.
 */
export function checkDestinationUrl(text: string): string | undefined {
  const url = parse(text);
  if (url?.protocol !== "https:") return "must be an https URL";
  const host = url.hostname;
  const local = !host.includes(".") || /(^|\.)(localhost|local|internal|lan|home\.arpa)$/.test(host);
  const address = /^[\d.]+$/.test(host) || host.startsWith("[");
  return local || address ? "must have a public host name, not an address or a local name" : undefined;
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
