import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema.js";
import * as everything from "../../components/index.ts";

/** What the public API is to other languages, in the terms of Pulumi's package schema. */
export interface Schema {
  resources: Record<string, Resource>;
  types: Record<string, ObjectType>;
  [other: string]: unknown;
}

export interface Property {
  type?: string;
  $ref?: string;
  description?: string;
  items?: Property;
  additionalProperties?: Property;
}

export interface ObjectType {
  description?: string;
  properties?: Record<string, Property>;
  required?: string[];
  enum?: { name: string; value: string; description?: string }[];
}

export interface Resource extends ObjectType {
  inputProperties?: Record<string, Property>;
  requiredInputs?: string[];
}

export const PACKAGE = "cloudmonitor-relay";
/** Folder of the `tsconfig.json` that the analyzer reads: the components and nothing else. */
const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** Words that arguments take as text, because there are more of them: constants in other languages too. */
const CONSTANTS = {
  [`${PACKAGE}:index:Statistic`]: {
    type: "string",
    enum: Object.entries(everything.Statistic).map(([name, value]) => ({ name, value })),
  },
};

/** Names of the components that programs can import, sorted. */
export function componentNames(): string[] {
  return Object.entries(everything)
    .filter(([, each]) => typeof each === "function" && each.prototype instanceof pulumi.ComponentResource)
    .map(([name]) => name)
    .sort();
}

/** The schema that Pulumi infers from the components' types. Throws if one of them can't be expressed in it. */
export function inferSchema(): Schema {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
    description: string;
  };
  const entry = { ...manifest, exports: undefined, main: "../../components/index.ts" };
  const analyzer = new Analyzer(FOLDER, PACKAGE, entry, new Set(componentNames()));
  const { components, typeDefinitions, dependencies } = analyzer.analyze();
  // The version is told by the package, so that a release changes nothing here.
  const schema = generateSchema(PACKAGE, "", manifest.description, components, typeDefinitions, dependencies);
  const { types, ...rest } = schema as unknown as Schema;
  return sorted({ ...rest, types: { ...types, ...CONSTANTS } }) as Schema;
}

/** With sorted keys, so that its diff is what has changed and nothing else. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
