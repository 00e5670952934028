/** Language of the texts that people read. */
export type Language = "en" | "zh";

/** The same words in every language. */
export type Both = readonly [en: string, zh: string];

export function say([en, zh]: Both, language: Language): string {
  return language === "zh" ? zh : en;
}

/** Between a label and what it names: one kind in a text. */
export const COLON: Both = [": ", "："];
