import * as pulumi from "@pulumi/pulumi";
import { componentToken, packageSchema, type SchemaProperty, type SchemaType } from "../package-schema.ts";
import { whyNoArgument, whyNoWord } from "./lacking.ts";
import { isMadeUp } from "./made-up.ts";
import { nearest } from "./names.ts";
import type { Problems } from "./problems.ts";

/**
 * Compares a component's arguments, nested ones too, with the schema that is inferred from their types: names
 * that are none, what is missing, and values of another type. What is an output is left to who resolves it.
 */
export function checkShape(problems: Problems, component: string, args: object): void {
  const { inputProperties = {}, requiredInputs = [] } =
    packageSchema().resources[componentToken(component)] ?? {};
  const of = { component, problems };
  checkObject(of, "", args, { properties: inputProperties, required: requiredInputs });
}

interface Checking {
  component: string;
  problems: Problems;
}

function checkObject(of: Checking, path: string, given: object, type: SchemaType): void {
  const { component, problems } = of;
  const { properties = {}, required = [] } = type;
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const names = Object.keys(properties);
  const meant: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property) {
      checkValue(of, at(name), value, property);
      continue;
    }
    const why = whyNoArgument(component, name);
    if (why !== undefined) {
      problems.add(at(name), `is no argument: ${why}`);
      continue;
    }
    const hint = nearest(name, names);
    if (hint !== undefined) meant.push(hint);
    const rather = hint === undefined ? ` (${names.join(", ")})` : `; did you mean "${hint}"?`;
    problems.add(at(name), `is no argument${rather}`);
  }
  for (const name of required) {
    const value = (given as Record<string, unknown>)[name];
    const missing = value === undefined || value === null || value === "";
    if (missing && !meant.includes(name)) problems.add(at(name), `is missing${what(properties[name])}`);
  }
}

function checkValue(of: Checking, path: string, value: unknown, property: SchemaProperty): void {
  const { problems } = of;
  // What is missing is told with the names; null is what YAML makes of nothing.
  if (value === undefined || value === null) return;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    if (property.plain) problems.add(path, "must be known while the program runs, and is an output");
    return;
  }
  if (isMadeUp(value)) return;
  const type = typeOf(property);
  if (type?.enum) return checkWord(of, path, value, property, type.enum);
  const expected = type ? "object" : (property.type ?? "object");
  const found = Array.isArray(value) ? "array" : typeof value;
  if (found !== expected) {
    problems.add(path, `must be ${NOUNS[expected] ?? expected}, not ${said(value, found)}`);
  } else if (property.items) {
    for (const [index, each] of (value as unknown[]).entries())
      checkValue(of, `${path}[${index}]`, each, property.items);
  } else if (property.additionalProperties) {
    for (const [key, each] of Object.entries(value as object))
      checkValue(of, `${path}.${key}`, each, property.additionalProperties);
  } else if (type) checkObject(of, path, value as object, type);
}

const NOUNS: Record<string, string> = {
  array: "a list",
  boolean: "true or false",
  number: "a number",
  object: "an object",
  string: "text",
};

/** A value of another type than it should be. A text may be a secret that went astray: only a short one is repeated. */
function said(value: unknown, found: string): string {
  if (found === "string" && String(value).length <= 12) return `the text "${value}"`;
  if (found === "number" || found === "boolean") return String(value);
  return NOUNS[found] ?? `a ${found}`;
}

function checkWord(
  { component, problems }: Checking,
  path: string,
  value: unknown,
  property: SchemaProperty,
  words: { name: string; value: string }[],
): void {
  if (words.some((word) => word.value === value)) return;
  const type = property.$ref?.split(":").at(-1);
  const why = whyNoWord(component, type ?? "", String(value));
  if (why !== undefined) return problems.add(path, `can't be "${String(value)}": ${why}`);
  const names = words.map(({ name }) => `${type}.${name}`);
  const given = typeof value === "string" ? `"${value}"` : said(value, typeof value);
  const all = words.flatMap((word) => [word.value, word.name]);
  // To two letters anything is near.
  const hint = typeof value === "string" && value.length > 2 ? nearest(value, all) : undefined;
  const word = words.find((each) => hint === each.value || hint === each.name);
  const meant = word ? `; did you mean ${type}.${word.name}?` : "";
  problems.add(path, `must be one of ${names.join(", ")}, not ${given}${meant}`);
}

function typeOf({ $ref }: SchemaProperty): SchemaType | undefined {
  return $ref === undefined ? undefined : packageSchema().types[$ref.replace("#/types/", "")];
}

/** `: Names of contact groups …`: the first sentence that the schema says of an argument. */
function what(property: SchemaProperty | undefined): string {
  const text = property?.description ?? (property && typeOf(property)?.description);
  const [sentence] = text?.split(/(?<!e\.g)\.(?=\s|$)/) ?? [];
  return sentence ? `: ${sentence.replace(/\s+/g, " ")}` : "";
}
