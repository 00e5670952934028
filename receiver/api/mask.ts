/** Names of parameters whose values open something. */
const NAMES =
  "token|access_token|accesskey|access_key|apikey|api_key|key|secret|password|passwd|sign|signature|authorization";

/** `?token=…` of a URL, also of one that stands in a form, where its signs are written as %3F and %3D. */
const IN_URL = new RegExp(
  `((?:[?&]|%3F|%26)(?:${NAMES})(?:=|%3D))[^&\\s"'<>%]+(?:%(?!26)[0-9a-f]{2}[^&\\s"'<>%]*)*`,
  "gi",
);

/** `"password": "…"` of JSON, also of JSON inside of a text. */
const IN_JSON = new RegExp(`(\\\\?"(?:${NAMES})\\\\?"\\s*:\\s*\\\\?")[^"\\\\]+`, "gi");

/** What stands before the @ of an address: `https://user:password@host`. */
const IN_ADDRESS = /((?:https?:\/\/|https?%3A%2F%2F)[^\s/@"'%:]*(?::|%3A))[^\s/@"'%]+(?=@|%40)/gi;

/** A body as people may see it: what looks like a secret is left out. */
export function masked(text: string): string {
  return [IN_URL, IN_JSON, IN_ADDRESS].reduce((masking, each) => masking.replace(each, "$1(secret)"), text);
}
