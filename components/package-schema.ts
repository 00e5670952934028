import { readFileSync } from "node:fs";

/** A property of the package's schema, as far as it is read here. */
export interface SchemaProperty {
  type?: string;
  $ref?: string;
  description?: string;
  items?: SchemaProperty;
  additionalProperties?: SchemaProperty;
  /** Whether the value has to be known while the program runs. */
  plain?: boolean;
}

/** An object that arguments are made of, or the words that one may be. */
export interface SchemaType {
  description?: string;
  properties?: Record<string, SchemaProperty>;
  required?: string[];
  enum?: { name: string; value: string }[];
}

interface SchemaComponent {
  properties?: Record<string, SchemaProperty>;
  inputProperties?: Record<string, SchemaProperty>;
  requiredInputs?: string[];
}

interface PackageSchema {
  resources: Record<string, SchemaComponent>;
  types: Record<string, SchemaType>;
}

let schema: PackageSchema | undefined;

/**
 * What the components take and answer, inferred from their types by `npm run reference`. It lies beside the
 * components: at the root of the sources, and in dist/lib of the package.
 */
export function packageSchema(): PackageSchema {
  schema ??= JSON.parse(readFileSync(new URL("../schema.json", import.meta.url), "utf8")) as PackageSchema;
  return schema;
}

/** Token of a component's type: `cloudmonitor-relay:index:MetricRule`. */
export function componentToken(type: string): string {
  return `cloudmonitor-relay:index:${type}`;
}
