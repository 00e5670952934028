import { readdirSync, readFileSync } from "node:fs";
import { fillPage } from "./page.ts";
import { componentNames, inferSchema } from "./schema.ts";

const ROOT = new URL("../../", import.meta.url);

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

/** Pages that describe no component. */
export function strayPages(): string[] {
  const pages = new Set(componentNames().map((component) => `${component}.md`));
  return readdirSync(new URL("docs/components/", ROOT)).filter((page) => !pages.has(page));
}

export function read(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}
