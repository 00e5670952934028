import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as everything from "../../components/index.ts";
import { componentToken, packageSchema, type SchemaProperty } from "../../components/package-schema.ts";
import { componentNames } from "../../scripts/reference/schema.ts";
import { evaluateProgram } from "../programs/evaluate.ts";
import { mistake, useMocks } from "./mocks.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const PROGRAM = "tests/programs/mistakes.ts";

describe("a program full of mistakes", () => {
  // One run: a component with mistakes makes nothing, and what is made of it is not looked at.
  test("is told all of them, each with its place; if docs/mistakes.md is old: npx vitest run mistakes --update", async () => {
    const error = await evaluateProgram("mistakes").catch((reason: Error) => reason);
    const said = (error as Error).message
      .split("\n")
      .filter((line) => line.startsWith("    error: ") || line.startsWith("    MetricRule"));
    await expect(pageOf(said.map((line) => line.replace(/^ {4}(error: )?/, "")))).toMatchFileSnapshot(
      join(ROOT, "docs/mistakes.md"),
    );
  }, 60_000);
});

/** The page: what is written, and what is said of it. Throws where a mistake is told nothing. */
function pageOf(said: string[]): string {
  const [, ...mistakes] = readFileSync(join(ROOT, PROGRAM), "utf8")
    .split(/\n\n(?=\/\/ )/)
    .slice(1);
  const left = new Set(said);
  const sections = mistakes.map((text) => {
    const [comment = "", ...code] = text.trimEnd().split("\n");
    const names = [...text.matchAll(/new \w+\("([^"]+)"/g)].map(([, name]) => name);
    const own = said.filter((line) => names.some((name) => line.includes(`"${name}": `)));
    if (own.length === 0) throw new Error(`nothing is said of: ${comment}`);
    for (const line of own) left.delete(line);
    return [`## ${comment.slice(3)}`, "", "```ts", ...code, "```", "", "```text", ...own, "```", ""].join(
      "\n",
    );
  });
  if (left.size > 0) throw new Error(`of no mistake here: ${[...left].join("\n")}`);
  return [HEAD, ...sections].join("\n");
}

const HEAD = `# Mistakes, and what is said of them

Written by \`npx vitest run mistakes --update\` from \`${PROGRAM}\`, which has all of them: one run of
\`cloudmonitor-relay lint\`, \`review\` or \`local\` shows every one with its place in the text. Under Pulumi the first
component with mistakes stops the program before anything is created.
`;

type Sample = Record<string, unknown>;

/** Arguments with every name that there is, of the right types. What they mean does not matter here. */
function sample(properties: Record<string, SchemaProperty> = {}): Sample {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valueFor(property)]));
}

function valueFor({ type, $ref, items, additionalProperties }: SchemaProperty): unknown {
  if (items) return [valueFor(items)];
  if (additionalProperties) return { any: valueFor(additionalProperties) };
  const object = $ref === undefined ? undefined : packageSchema().types[$ref.replace("#/types/", "")];
  if (object) return object.enum ? object.enum[0]?.value : sample(object.properties);
  return { string: "text", number: 1, boolean: true }[type ?? ""];
}

/** Where each object of arguments is within a sample, with the names that it takes. */
function objects(
  properties: Record<string, SchemaProperty> = {},
  path: string[] = [],
): [string[], string[]][] {
  const nested = Object.entries(properties).flatMap(([name, property]) => {
    let [inner, at] = [property as SchemaProperty | undefined, [...path, name]];
    while (inner?.items ?? inner?.additionalProperties) {
      at = [...at, inner?.items ? "0" : "any"];
      inner = inner?.items ?? inner?.additionalProperties;
    }
    const object = packageSchema().types[inner?.$ref?.replace("#/types/", "") ?? ""];
    return object && !object.enum ? objects(object.properties, at) : [];
  });
  return [[path, Object.keys(properties)], ...nested];
}

describe("any argument that is renamed by one letter is refused by", () => {
  beforeAll(() => useMocks());

  test.each(componentNames())("%s", (name) => {
    const { inputProperties } = packageSchema().resources[componentToken(name)] ?? {};
    const Component = (everything as unknown as Record<string, new (name: string, args: object) => unknown>)[
      name
    ];
    if (!Component) throw new Error(`${name} is no component`);
    const edit = fc.record({
      at: fc.nat(),
      letter: fc.constantFrom(..."abexyz"),
      how: fc.constantFrom(0, 1, 2),
    });
    for (const [path, names] of objects(inputProperties)) {
      fc.assert(
        fc.property(fc.constantFrom(...names), edit, (argument, { at, letter, how }) => {
          const where = at % argument.length;
          // Another letter, one more, or one less.
          const renamed =
            argument.slice(0, where) +
            (how === 2 ? "" : letter) +
            argument.slice(where + (how === 1 ? 0 : 1));
          fc.pre(!names.includes(renamed) && renamed !== "");
          const args = sample(inputProperties);
          const holder = path.reduce((each, step) => each[step] as Sample, args);
          holder[renamed] = holder[argument];
          delete holder[argument];
          expect(mistake(() => new Component("one", args))).toContain(`${renamed} is no argument`);
        }),
        { numRuns: Math.min(20, 4 * names.length) },
      );
    }
  });
});
