/** A line of a file of the program, relative to the repository. */
export interface Line {
  file: string;
  line: number;
}

/** Markdown that links to a line, if it is known. `pattern` is its URL with `{file}` and `{line}`. */
export function linked(shown: string, place: Line | undefined, pattern: string | undefined): string {
  if (!place || pattern === undefined) return shown;
  const file = place.file.split("/").map(encodeURIComponent).join("/");
  return `[${shown}](${pattern.replace("{file}", file).replace("{line}", String(place.line))})`;
}
