import { createInterface } from "node:readline/promises";
import { RULE_SETS } from "../../components/rule-sets/catalogue.ts";
import { nearest } from "../../components/validation/names.ts";
import { DESTINATION_KINDS } from "../../receiver/destinations/registry.ts";

/** What a new project is about. */
export interface Choices {
  /** Alibaba Cloud region of the stack. */
  region: string;
  /** Language of what people are told. */
  language: "en" | "zh";
  /** Kinds of destinations, as `docs/destinations` names them. */
  destinations: readonly string[];
  /** Products whose ready rules the program begins with. */
  rules: readonly string[];
}

export const DEFAULTS: Choices = {
  region: "cn-hangzhou",
  language: "en",
  destinations: ["ilert"],
  rules: ["ecs"],
};

const PRODUCTS = Object.keys(RULE_SETS);

/** Reads one choice as it was typed; throws with what it may be. */
const READERS: { [Key in keyof Choices]: (text: string) => Choices[Key] } = {
  region(text) {
    if (/^[a-z]{2}(-[a-z0-9]+)+$/.test(text)) return text;
    throw new Error(`the region is an id such as cn-hangzhou, not "${text}"`);
  },
  language(text) {
    if (text === "en" || text === "zh") return text;
    throw new Error(`the language is en or zh, not "${text}"`);
  },
  destinations: (text) => listOf(text, "destination", DESTINATION_KINDS),
  rules: (text) => (text === "none" ? [] : listOf(text, "set of ready rules", PRODUCTS)),
};

const QUESTIONS: Record<keyof Choices, string> = {
  region: "Region of the alert rules",
  language: "Language of the messages (en, zh)",
  destinations: `Where incidents go, separated by commas (${DESTINATION_KINDS.join(", ")})`,
  rules: `Ready rules to begin with, separated by commas, or none (${PRODUCTS.join(", ")})`,
};

/** The choices: by option, else by a person on a terminal, else the defaults. Throws on what is none. */
export async function choose(
  given: Partial<Record<keyof Choices, string>>,
  terminal: { input: NodeJS.ReadStream; output: NodeJS.WriteStream },
): Promise<Choices> {
  const isTerminal = terminal.input.isTTY && terminal.output.isTTY;
  const lines = isTerminal ? createInterface(terminal) : undefined;
  const one = async <Key extends keyof Choices>(key: Key): Promise<Choices[Key]> => {
    const option = given[key];
    if (option !== undefined) return READERS[key](option);
    const usual = String(DEFAULTS[key]);
    while (lines) {
      const answer = (await lines.question(`${QUESTIONS[key]} [${usual}]: `)).trim();
      try {
        return READERS[key](answer || usual);
      } catch (error) {
        terminal.output.write(`${(error as Error).message}\n`);
      }
    }
    return DEFAULTS[key];
  };
  try {
    const region = await one("region");
    const language = await one("language");
    const destinations = await one("destinations");
    return { region, language, destinations, rules: await one("rules") };
  } finally {
    lines?.close();
  }
}

function listOf(text: string, what: string, known: readonly string[]): string[] {
  const names = [...new Set(text.split(",").map((each) => each.trim()))].filter(Boolean);
  if (names.length === 0) throw new Error(`at least one ${what} is needed`);
  for (const name of names) {
    if (known.includes(name)) continue;
    const hint = nearest(name, [...known]);
    throw new Error(
      `unknown ${what} "${name}"${hint ? `; did you mean "${hint}"?` : ""} (${known.join(", ")})`,
    );
  }
  return names;
}
