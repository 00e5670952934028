import type { Both } from "../api/shapes.ts";
import type { Language } from "../message/language.ts";
import type { Session } from "./session.ts";
import { type Word, word } from "./words.ts";

/** What a page is made for: who looks at it, in which language, and where it is. */
export interface View {
  language: Language;
  theme: "light" | "dark" | undefined;
  session: Session | undefined;
  /** Path and query of the page. */
  here: string;
  t: (name: Word) => string;
  /** A sentence that comes in both languages. */
  both: (text: Both) => string;
}

export function viewOf(given: Omit<View, "t" | "both">): View {
  const { language } = given;
  return { ...given, t: (name) => word(name, language), both: (text) => text[language] };
}

/** Only addresses of the web: what strangers wrote is followed nowhere else. */
export function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:\/\//i.test(text) ? text : undefined;
}
