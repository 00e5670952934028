import { readFileSync } from "node:fs";
import { type ObjectType, PACKAGE, type Property, type Schema } from "./schema.ts";

export const ROOT = new URL("../../", import.meta.url);

/** A file of the repository. */
export function read(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}

/**
 * Fills in what a component's page takes from elsewhere: between `<!-- example -->` and `<!-- /example -->`
 * the program of examples/components, between `<!-- reference -->` and `<!-- /reference -->` its
 * arguments and outputs, as the schema has them. The rest of the page is written by people.
 */
export function fillPage(page: string, component: string, example: string, schema: Schema): string {
  const withExample = fill(page, "example", `\`\`\`ts\n${example.trimEnd()}\n\`\`\``);
  return fill(withExample, "reference", reference(component, schema));
}

/** Puts text between a page's marks. Throws where a mark is missing. */
export function fill(page: string, mark: string, text: string): string {
  const [open, close] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start === -1 || end < start) throw new Error(`lacks ${open} … ${close}`);
  return `${page.slice(0, start)}${open}\n\n${text}\n\n${page.slice(end)}`;
}

function reference(component: string, schema: Schema): string {
  const resource = schema.resources[`${PACKAGE}:index:${component}`];
  if (!resource) throw new Error(`no component is called ${component}`);
  const inputs = { properties: resource.inputProperties ?? {}, required: resource.requiredInputs ?? [] };
  const types = typesOf(inputs, schema);
  const parts = [
    "## Arguments",
    table(inputs, schema),
    ...types.flatMap(([name, type]) => [`### ${name}`, table(type, schema)]),
    "## Outputs",
    table({ properties: resource.properties ?? {}, required: [] }, schema),
  ];
  return parts.join("\n\n");
}

/** Object types that an object's properties name, and those that these name, in the order of their names. */
function typesOf(object: ObjectType, schema: Schema): [string, ObjectType][] {
  const found = new Map<string, ObjectType>();
  const visit = (each: ObjectType): void => {
    for (const property of Object.values(each.properties ?? {})) {
      const name = refOf(property);
      const type = name === undefined ? undefined : schema.types[`${PACKAGE}:index:${name}`];
      if (name === undefined || !type || type.enum || found.has(name)) continue;
      found.set(name, type);
      visit(type);
    }
  };
  visit(object);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

function refOf(property: Property | undefined): string | undefined {
  if (!property) return undefined;
  return property.$ref?.split(":").at(-1) ?? refOf(property.items) ?? refOf(property.additionalProperties);
}

function table(object: ObjectType, schema: Schema): string {
  const required = new Set(object.required);
  const rows = Object.entries(object.properties ?? {})
    .sort(([a], [b]) => Number(required.has(b)) - Number(required.has(a)) || (a < b ? -1 : 1))
    .map(([name, property]) => {
      const text = (property.description ?? "").replaceAll("\n", " ").replaceAll("|", "\\|");
      return `| \`${name}\`${required.has(name) ? " (required)" : ""} | ${typeText(property, schema)} | ${text} |`;
    });
  return ["| name | type | |", "|---|---|---|", ...rows].join("\n");
}

function typeText(property: Property, schema: Schema): string {
  if (property.items) return `list of ${typeText(property.items, schema)}`;
  if (property.additionalProperties) return `map of ${typeText(property.additionalProperties, schema)}`;
  if (property.$ref?.startsWith("pulumi.json")) return "anything";
  const name = property.$ref?.split(":").at(-1);
  if (name === undefined) return property.type ?? "";
  const type = schema.types[`${PACKAGE}:index:${name}`];
  if (!type?.enum) return `[${name}](#${name.toLowerCase()})`;
  return `${name}: ${type.enum.map((each) => `\`${each.name}\``).join(", ")}`;
}
