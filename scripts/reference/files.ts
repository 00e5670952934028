import { readdirSync } from "node:fs";
import { DESTINATION_KINDS } from "../../receiver/destinations/registry.ts";
import { fillPage, ROOT, read } from "./page.ts";
import { componentNames, inferSchema } from "./schema.ts";

/** `MetricRule` is described in docs/components/MetricRule.md and shown in examples/components/metric-rule.ts. */
export function exampleOf(component: string): string {
  const file = component.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return `examples/components/${file}.ts`;
}

/** Every generated file, by path, as it should be. Throws with what a component lacks. */
export function referenceFiles(): Map<string, string> {
  const schema = inferSchema();
  const files = new Map([["schema.json", `${JSON.stringify(schema, null, 2)}\n`]]);
  for (const component of componentNames()) {
    const path = `docs/components/${component}.md`;
    try {
      files.set(path, fillPage(read(path), component, read(exampleOf(component)), schema));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${path} (with its example, ${exampleOf(component)}): ${reason}`);
    }
  }
  return files;
}

/** Pages that describe no component and no destination. */
export function strayPages(): string[] {
  const known = new Set([
    "destinations/README.md",
    ...componentNames().map((component) => `components/${component}.md`),
    ...DESTINATION_KINDS.map((kind) => `destinations/${kind}.md`),
  ]);
  return ["components", "destinations"]
    .flatMap((folder) => readdirSync(new URL(`docs/${folder}/`, ROOT)).map((page) => `${folder}/${page}`))
    .filter((page) => !known.has(page));
}
