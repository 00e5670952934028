import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { lineStarts, placeOf } from "../../program/text/lines.ts";
import { locate } from "../../program/text/locate.ts";
import type { Finding } from "../support/run-checks.ts";

/** A finding with where its text stands. Lines and columns count from 1. */
export interface Located extends Finding {
  /** Relative to the working directory where it is below, with slashes. Undefined without a position. */
  file: string | undefined;
  /** The argument, or the constructor where it is not written out. */
  argument: { line: number; column: number; endLine: number; endColumn: number } | undefined;
  /** The line that the argument begins in. */
  source: string | undefined;
}

/** Finds the text of each finding. A file that can't be read is left out: the finding stays. */
export function locateAll(findings: readonly Finding[], directory: string): Located[] {
  const texts = new Map<string, string | undefined>();
  const read = (file: string) => {
    if (!texts.has(file)) texts.set(file, contents(file));
    return texts.get(file);
  };
  return findings.map((finding) => {
    const { position } = finding;
    if (!position) return { ...finding, file: undefined, argument: undefined, source: undefined };
    const below = relative(directory, position.file);
    const file = (below.startsWith("..") ? position.file : below).replaceAll("\\", "/");
    const text = read(position.file);
    if (text === undefined) return { ...finding, file, argument: undefined, source: undefined };
    const lines = lineStarts(text);
    const { start, end } = locate(text, (lines[position.line - 1] ?? 0) + position.column - 1, finding.path);
    const [from, to] = [placeOf(lines, start), placeOf(lines, end)];
    const argument = { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    return { ...finding, file, argument, source: text.split("\n")[from.line - 1] };
  });
}

function contents(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
