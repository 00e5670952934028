/**
 * Whether a text is what the pattern says: letter for letter, but `*` stands for any characters, none
 * included, and `?` for exactly one. Walks both once and takes up again only at the last star, so no
 * pattern makes it slow: at most length of text times length of pattern.
 */
export function globMatches(pattern: string, text: string): boolean {
  let at = 0;
  let index = 0;
  let star = -1;
  let taken = 0;
  while (index < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      taken = index;
    } else if (pattern[at] === "?" || pattern[at] === text[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++taken;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
