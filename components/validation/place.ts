import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { findingAll } from "./finding-all.ts";

/** This package's own components, which declare on behalf of whoever uses them. */
const OWN = fileURLToPath(new URL("..", import.meta.url));

const FRAME = /^\s*at (?:.* \()?(?:file:\/\/)?(?<file>\/.*?):(?<line>\d+):(?<column>\d+)\)?$/;

/**
 * Where a program was when `trace` was made, as `index.ts:12:3`: the innermost place outside of this package
 * and of Pulumi. Undefined where the trace does not reach that far.
 */
export function placeOf(trace: Error): string | undefined {
  for (const frame of trace.stack?.split("\n") ?? []) {
    const { file, line, column } = FRAME.exec(frame)?.groups ?? {};
    if (file === undefined || file.startsWith(OWN) || file.includes("/node_modules/")) continue;
    // Who evaluates the program works in another folder, and shortens the path itself.
    const below = findingAll() ? ".." : relative(process.cwd(), file);
    return `${below.startsWith("..") ? file : below.split(sep).join("/")}:${line}:${column}`;
  }
  return undefined;
}
