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

/** The name of `names` that was most likely meant by `text`, if any is near enough. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const wanted = text.toLowerCase();
  const [best] = names
    .map((name) => ({ name, distance: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, text.length / 3) ? best.name : undefined;
}

/** Levenshtein: insertions, deletions and replacements from one text to the other. */
export function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
