import type { Context, Reply } from "../context.ts";
import { ApiError } from "../errors.ts";

/** An operation of the API 2024-03-30. */
export interface Route {
  /** Its name in the API, by which faults name it. */
  action: string;
  method: string;
  /** Path; `*` stands for one segment, which `run` gets unescaped. */
  path: string;
  run(context: Context, segments: string[]): Reply;
}

export const invalid = (name: string) =>
  new ApiError(400, "InvalidParameter", `${name} is missing or invalid.`);

/** A parameter that is a list of texts, written as JSON. */
export function textList(text: string | undefined, name: string): string[] | undefined {
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid(name);
  }
  if (!Array.isArray(parsed)) throw invalid(name);
  return parsed.map(String);
}

/** The segments that `*` stands for, or undefined if the path is another one. */
export function matchPath(pattern: string, path: string): string[] | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const segments: string[] = [];
  for (const [index, each] of wanted.entries()) {
    const segment = given[index] ?? "";
    if (each === "*" && segment !== "") segments.push(decoded(segment));
    else if (each !== segment) return undefined;
  }
  return segments;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalid("path");
  }
}
