import type { Choices } from "./choices.ts";

/** A destination as a program declares it, and the configuration that it takes. */
interface Declared {
  lines: string;
  /** Keys of the stack's configuration; all of them secret. */
  config: string[];
}

/** The destinations of examples/destinations.ts, by kind. */
export function readDestinations(example: string): Map<string, Declared> {
  const [, block = ""] = /\n {2}destinations: \{\n([\s\S]*?)\n {2}\},/.exec(example) ?? [];
  const entries = block.split(/\n(?= {4}["\w])/);
  return new Map(
    entries.map((lines) => {
      const [, kind = ""] = /^ {4}"?([\w-]+)"?:/.exec(lines) ?? [];
      const config = [...lines.matchAll(/config\.requireSecret\("(\w+)"\)/g)].map(([, key = ""]) => key);
      return [kind, { lines, config }];
    }),
  );
}

/** The program of examples/start with what was chosen in place of what it has. */
export function programText(
  template: string,
  { language, destinations, rules }: Choices,
  known: ReadonlyMap<string, Declared>,
): string {
  const lines = destinations.map((kind) => known.get(kind)?.lines ?? "");
  const sets = rules.map((product) => {
    const args = product === "ecs" ? '{ leaveOut: ["gpu-temperature"], ...notify }' : "notify";
    return `ruleSets.${product}("${product}", ${args});`;
  });
  const deliverTo = `deliverTo: [${destinations.map((kind) => `"${kind}"`).join(", ")}]`;
  const words =
    language === "zh"
      ? "console: ConsoleSite.China, language: Language.Chinese"
      : "console: ConsoleSite.International";
  const text = template
    .replace(/^ {2}destinations: .*$/m, () => `  destinations: {\n${lines.join("\n")}\n  },`)
    .replace(/deliverTo: \[.*?\], console: ConsoleSite\.International/, () => `${deliverTo}, ${words}`)
    .replace(/^ruleSets\..*$/m, () => sets.join("\n"));
  const withRules =
    rules.length > 0 ? text : text.replace(/^\/\/ Ready rules.*\n\n/m, "").replace("  ruleSets,\n", "");
  return language === "zh" ? withRules.replace("  MetricRule,\n", "  Language,\n  MetricRule,\n") : withRules;
}

/** The keys of configuration that the destinations take. */
export function configOf(destinations: readonly string[], known: ReadonlyMap<string, Declared>): string[] {
  return [...new Set(destinations.flatMap((kind) => known.get(kind)?.config ?? []))];
}
