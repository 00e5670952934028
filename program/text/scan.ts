/** Just enough of TypeScript's grammar to find an argument within a constructor call. */

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** The first place at or after `at` that is neither white space nor a comment. */
export function skipSpace(text: string, at: number): number {
  for (;;) {
    while (/\s/.test(text[at] ?? "")) at++;
    if (text.startsWith("//", at)) at = endOf(text, "\n", at);
    else if (text.startsWith("/*", at)) at = endOf(text, "*/", at + 2);
    else return at;
  }
}

/** Behind the expression that begins at `at`: where a comma or a closing bracket stands, or the text ends. */
export function skipExpression(text: string, at: number): number {
  let operand = false;
  while (at < text.length) {
    at = skipSpace(text, at);
    const char = text[at] ?? "";
    if (char === "" || char === "," || char === ";" || char === ")" || char === "]" || char === "}")
      return at;
    if (char === "'" || char === '"') at = skipString(text, at, char);
    else if (char === "`") at = skipTemplate(text, at);
    else if (char === "/" && !operand) at = skipRegExp(text, at);
    else if (char in CLOSING) at = skipBrackets(text, at);
    else {
      at++;
      // A slash behind a name, a number or a closing bracket divides.
      operand = /[\w$]/.test(char);
      continue;
    }
    operand = true;
  }
  return at;
}

/** Behind the bracket that closes the one at `at`. */
export function skipBrackets(text: string, at: number): number {
  const closing = CLOSING[text[at] ?? ""];
  at++;
  while (at < text.length) {
    at = skipExpression(text, at);
    const char = text[at++];
    if (char === closing) return at;
  }
  return at;
}

function skipString(text: string, at: number, quote: string): number {
  for (at++; at < text.length && text[at] !== quote && text[at] !== "\n"; at++) if (text[at] === "\\") at++;
  return at + 1;
}

function skipTemplate(text: string, at: number): number {
  for (at++; at < text.length && text[at] !== "`"; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith("${", at)) at = skipBrackets(text, at + 1) - 1;
  }
  return at + 1;
}

function skipRegExp(text: string, at: number): number {
  let inClass = false;
  for (at++; at < text.length && text[at] !== "\n" && (inClass || text[at] !== "/"); at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "[") inClass = true;
    else if (text[at] === "]") inClass = false;
  }
  return at + 1;
}

function endOf(text: string, what: string, at: number): number {
  const found = text.indexOf(what, at);
  return found === -1 ? text.length : found + what.length;
}
