import { readdirSync, readFileSync } from "node:fs";
import { DESTINATIONS, type DestinationKind } from "../../receiver/destinations/registry.ts";
import { fillDestinationPage } from "./destination.ts";
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

/** The page of every kind of destination, by path, as it should be. Throws with what one lacks. */
export async function destinationFiles(): Promise<Map<string, string>> {
  const program = read("examples/destinations.ts");
  const pages = Object.keys(DESTINATIONS).map(async (kind): Promise<[string, string]> => {
    const path = `docs/destinations/${kind}.md`;
    const golden = read(`tests/receiver/destinations/goldens/${kind}.http`);
    return [path, await fillDestinationPage(read(path), kind as DestinationKind, program, golden)];
  });
  return new Map(await Promise.all(pages));
}

/** Pages that describe no component and no destination. */
export function strayPages(): string[] {
  const known = new Set([
    ...componentNames().map((component) => `components/${component}.md`),
    ...Object.keys(DESTINATIONS).map((kind) => `destinations/${kind}.md`),
  ]);
  return ["components", "destinations"]
    .flatMap((folder) => readdirSync(new URL(`docs/${folder}/`, ROOT)).map((page) => `${folder}/${page}`))
    .filter((page) => !known.has(page));
}

export function read(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}
