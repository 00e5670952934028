/**
 * Whether an alert may meet both conditions. Says so wherever it isn't plain that none does: a resource has
 * several texts, of which each side may mean another one. A rule is taken to be called what its key is.
 */
export function mayOverlap(one: Record<string, string[]>, other: Record<string, string[]>): boolean {
  return Object.entries(one).every(([name, patterns]) => {
    const others = other[name];
    return !others || name === "resource" || patterns.some((a) => others.some((b) => shareText(a, b)));
  });
}

/** Whether there is a text that two patterns with `*` and `?` both match. */
function shareText(a: string, b: string): boolean {
  const known = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${i} ${j}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, false);
    const [x, y] = [a[i], b[j]];
    const found =
      x === undefined && y === undefined
        ? true
        : x === "*"
          ? from(i + 1, j) || (y !== undefined && from(i, j + 1))
          : y === "*"
            ? from(i, j + 1) || (x !== undefined && from(i + 1, j))
            : x !== undefined && y !== undefined && (x === y || x === "?" || y === "?") && from(i + 1, j + 1);
    known.set(key, found);
    return found;
  };
  return from(0, 0);
}
