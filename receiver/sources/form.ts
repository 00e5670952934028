/**
 * `application/x-www-form-urlencoded`, read the way senders write it rather than the way the
 * standard has it: the vendor prints its samples unencoded, with raw spaces and a bare `%`, and
 * people paste them. Splits first and decodes each part once, so an encoded `&` or `=` stays data.
 */

/** Percent-decodes what is valid and leaves everything else as it stands. Never throws. */
export function decodePart(part: string): string {
  if (!part.includes("%") && !part.includes("+")) return part;
  const text = part.replaceAll("+", " ");
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Decode each run of percent bytes on its own; a run that is not UTF-8 stays as it is.
    return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
}

/**
 * The fields of a form or query string; of a repeated name the first counts. Undefined if there are
 * more than `most` of them.
 */
export function parseForm(text: string, most: number): Record<string, string> | undefined {
  const fields: Record<string, string> = Object.create(null);
  let count = 0;
  for (let start = 0; start <= text.length; ) {
    let end = text.indexOf("&", start);
    if (end === -1) end = text.length;
    if (end > start) {
      if (++count > most) return undefined;
      const equals = text.indexOf("=", start);
      const split = equals === -1 || equals > end ? end : equals;
      const name = decodePart(text.slice(start, split));
      if (!(name in fields)) fields[name] = decodePart(text.slice(Math.min(split + 1, end), end));
    }
    start = end + 1;
  }
  return fields;
}
