export { nearest } from "../../receiver/config/nearest.ts";

/** Names of contacts and contact groups are keys in the account, and rules list groups joined by commas. */
export function checkCloudName(text: string): string | undefined {
  const length = Array.from(text).length;
  if (length < 2 || length > 40) return `must be 2 to 40 characters, not ${length}`;
  return text.includes(",") ? "must not contain a comma: CloudMonitor joins names with commas" : undefined;
}

/** A rule's stable key stands in its id and in the callback URL. */
export function checkRuleKey(text: string): string | undefined {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)
    ? undefined
    : `must be 1 to 64 letters, digits, dots, hyphens or underscores, not "${text}"`;
}
