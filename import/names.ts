import { stableName } from "../receiver/stable-name.ts";

/** Gives every resource of the program a name of its own, which the import file needs. */
export class Names {
  readonly #taken = new Set<string>();

  /** The first of the wishes that makes a name, with a number behind it if it is taken. */
  take(...wishes: string[]): string {
    const wish = wishes.map(slug).find((each) => each !== "") ?? "resource";
    let name = wish;
    for (let number = 2; this.#taken.has(name); number++) name = `${wish}-${number}`;
    this.#taken.add(name);
    return name;
  }
}

/**
 * Lower case with hyphens, at most 50 characters; empty where too little of the text is left, as of a
 * name in Chinese: then another wish serves better.
 */
function slug(text: string): string {
  const kept = stableName(text)
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50)
    .replace(/-+$/, "");
  const letters = Array.from(text.replace(/[\s\p{P}]/gu, "")).length;
  return kept.replace(/-/g, "").length * 2 >= letters && /^[a-z]/.test(kept) ? kept : "";
}
