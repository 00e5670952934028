import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { lineStarts, placeOf } from "../text/lines.ts";
import { locate } from "../text/locate.ts";
import type { Resource } from "./plan.ts";

/** A component's mistake: `MetricRule "cpu": critical.threshold must be …`. */
const MISTAKE = /^(?<type>[A-Z]\w+) "(?<name>[^"]*)": (?<path>[\w.[\]-]+)/;

/** Mistakes of components, each with where its argument stands, as `(index.ts:14:31)`. Other lines stay as they are. */
export function withPlaces(message: string, resources: readonly Resource[]): string {
  return message
    .split("\n")
    .map((line) => {
      const { type, name, path } = MISTAKE.exec(line)?.groups ?? {};
      const component = resources.find(
        (each) => each.name === name && each.type === `cloudmonitor-relay:index:${type}`,
      );
      const place = component?.position && placeIn(component.position, path);
      // Of the component that it shares a name with, the whole path is told.
      const told = line.replaceAll(`${process.cwd()}${sep}`, "");
      return place === undefined ? told : `${told} (${place})`;
    })
    .join("\n");
}

function placeIn(
  { file, line, column }: NonNullable<Resource["position"]>,
  path: string | undefined,
): string {
  const below = relative(process.cwd(), file);
  const shown = below.startsWith("..") ? file : below.split(sep).join("/");
  const text = contents(file);
  if (text === undefined) return `${shown}:${line}:${column}`;
  const lines = lineStarts(text);
  const { start } = locate(text, (lines[line - 1] ?? 0) + column - 1, path);
  const at = placeOf(lines, start);
  return `${shown}:${at.line}:${at.column}`;
}

function contents(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
