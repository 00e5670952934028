import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { circles, filesOf, importGraph, NOT_OURS, ROOT } from "./imports.ts";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** Folders at the top of the repository. */
const folders = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !NOT_OURS.includes(entry.name))
  .map(({ name }) => name);

/** The cells of each row of the first table below a heading. */
function rows(file: string, heading: string): string[][] {
  const section = read(file).split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const table = section.split("\n").filter((line) => line.startsWith("|"));
  return table.slice(2).map((line) => line.split("|").slice(1, -1));
}

/** Folders that a cell names: `receiver/`, also as a link. */
const named = (cell = "") => [...cell.matchAll(/(?<=[`[])(\w+)\/(?=[`\]])/g)].map(([, name = ""]) => name);

describe("imports", () => {
  const graph = importGraph();
  const roomOf = (file: string) => file.split("/")[0] ?? "";
  const layout = rows("CONTRIBUTING.md", "Where things are").flatMap(([first, , third = ""]) =>
    named(first).map((room) => [room, third.trim()] as const),
  );

  test.each(layout)("of %s/ are those that CONTRIBUTING allows: %s", (room, allowed) => {
    const above = layout
      .slice(
        0,
        layout.findIndex(([each]) => each === room),
      )
      .map(([each]) => each);
    const rooms = allowed === "nothing" ? [] : allowed === "all above" ? above : allowed.split(", ");
    if (allowed === "anything") return;
    // One way: only what stands above it in the table.
    expect(above).toEqual(expect.arrayContaining(rooms));
    const wrong = [...graph]
      .filter(([file]) => roomOf(file) === room)
      .flatMap(([file, targets]) => targets.map((target) => [file, target] as const))
      .filter(([, target]) => ![room, ...rooms].includes(roomOf(target)));
    expect(wrong).toEqual([]);
  });

  test("go in no circles, between no files", () => {
    expect(circles(graph)).toEqual([]);
  });

  test("are found in every form, and circles over several files", () => {
    expect(graph.get("tests/package/layout.test.ts")).toEqual(["tests/package/imports.ts"]);
    // For types only, as a new name, and by the package's own name.
    expect(graph.get("components/silences/args.ts")).toContain("components/metrics/metric.ts");
    expect(graph.get("components/index.ts")).toContain("components/silence.ts");
    expect(graph.get("examples/components/silence.ts")).toContain("components/index.ts");
    const to = (...files: string[]) => files;
    const made = { a: to("b", "x"), b: to("c"), c: to("a"), d: to("d"), e: to("a", "b"), x: to() };
    expect(circles(new Map(Object.entries(made)))).toEqual([["a", "b", "c"], ["d"]]);
  });
});

/** Values that a file exports, by name. */
const VALUE = /^export (?:async )?(?:function\*?|const|let|class) ([A-Za-z_$][\w$]*)/gm;

/** Exported functions, classes and constants whose name stands in no other file. */
function needlessExports(files: ReadonlyMap<string, string>): string[] {
  const homes = new Map<string, number>();
  for (const text of files.values())
    for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g))) homes.set(word, (homes.get(word) ?? 0) + 1);
  return [...files].flatMap(([file, text]) =>
    [...text.matchAll(VALUE)].flatMap(([, name = ""]) => (homes.get(name) === 1 ? [`${file}: ${name}`] : [])),
  );
}

describe("exports", () => {
  test("are none that nobody imports", () => {
    const files = filesOf("**/*.{ts,tsx,mjs}").filter((file) => !file.startsWith("examples/"));
    expect(needlessExports(new Map(files.map((file) => [file, read(file)])))).toEqual([]);
  });

  test("are seen where nobody imports them", () => {
    const files = { "a.ts": "export const used = 1;\nexport function alone() {}", "b.ts": "used;" };
    expect(needlessExports(new Map(Object.entries(files)))).toEqual(["a.ts: alone"]);
  });
});

describe("every top folder stands once in the layout", () => {
  test("of CONTRIBUTING.md", () => {
    expect(
      rows("CONTRIBUTING.md", "Where things are")
        .flatMap(([first]) => named(first))
        .sort(),
    ).toEqual(folders);
  });
});

/** A part that a script writes: its rows may begin alike. */
const WRITTEN = /^<!-- (\w+) -->$[\s\S]*?^<!-- \/\1 -->$/gm;
/** Length from which two beginnings that are alike are one text twice. */
const ALIKE = 60;

/** Table rows and lines of text that stand twice, or begin as another does but for its figures. */
function twice(markdown: string): string[] {
  const texts = markdown.replace(/^```[\s\S]*?^```/gm, "");
  const written = texts.match(WRITTEN) ?? [];
  const tables = written.flatMap((part) => part.split(/\n\n+/));
  return [
    ...tables.flatMap((table) => repeated(table, (line) => line)),
    ...repeated(texts.replace(WRITTEN, ""), (line) => line.replace(/\d+/g, "0").slice(0, ALIKE)),
  ];
}

function repeated(text: string, form: (line: string) => string): string[] {
  const lines = text.split("\n").filter((line) => /\w/.test(line));
  const forms = lines.map(form);
  return lines.filter((line, index) => line.length > ALIKE / 2 && forms.indexOf(form(line)) !== index);
}

describe("Markdown", () => {
  test.each(filesOf("**/*.md"))("of %s says nothing twice", (file) => {
    expect(twice(read(file))).toEqual([]);
  });

  test("is seen to say something twice, letter by letter or with other figures", () => {
    const row = "| a row of a table | that stands in it |";
    const line = "- `cloudmonitor-relay lint`: 42 checks of rules, contacts and receivers, each with a page";
    expect(twice(`${row}\n${row}\n`)).toEqual([row]);
    expect(twice(`${line}\n\n${line.replace("42", "43")}, and more\n`)).toHaveLength(1);
    expect(twice(`<!-- answers -->\n${row}\n${row}\n<!-- /answers -->`)).toEqual([row]);
    expect(twice(`${row}\n\n\`\`\`sh\n${row}\n\`\`\`\n`)).toEqual([]);
  });
});
