/** Offsets at which the lines of a text begin. */
export function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

/** Line and column of an offset, counted from 1. */
export function placeOf(lines: number[], offset: number): { line: number; column: number } {
  const line = lines.findLastIndex((start) => start <= offset) + 1;
  return { line, column: offset - (lines[line - 1] ?? 0) + 1 };
}
