/** An array or object that is open at some place of a JSON text. */
interface Open {
  close: "]" | "}";
  /** Of an array: where its last complete element ends, and how many there are. */
  end: number;
  count: number;
}

/**
 * JSON text that was cut off, closed behind the last complete element of the outermost list that the cut
 * is in: `{"alerts":[{…},{…},{"st` becomes `{"alerts":[{…},{…}]}`. Undefined where no element is complete.
 */
export function salvage(text: string): { text: string; count: number } | undefined {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
      if (at < 0) break;
    } else if (char === "{" || char === "[") {
      open.push({ close: char === "{" ? "}" : "]", end: 0, count: 0 });
    } else if (char === "}" || char === "]") {
      if (open.pop()?.close !== char) return undefined;
      const list = open.at(-1);
      if (list?.close === "]") {
        list.end = at + 1;
        list.count++;
      }
    }
  }
  const depth = open.findIndex(({ close }) => close === "]");
  const list = open[depth];
  // Of a list within an alert nothing is taken for an alert.
  if (!list || list.count === 0) return undefined;
  const closers = open
    .slice(0, depth + 1)
    .reverse()
    .map(({ close }) => close);
  return { text: text.slice(0, list.end) + closers.join(""), count: list.count };
}

/** Where the string that begins at `start` ends; -1 if it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}
