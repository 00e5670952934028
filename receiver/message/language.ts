import type { Language } from "../config/config.ts";

/** The same words in every language. */
export type Both = readonly [en: string, zh: string];

export function say([en, zh]: Both, language: Language): string {
  return language === "zh" ? zh : en;
}
