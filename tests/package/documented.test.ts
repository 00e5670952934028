import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, ROOT), "utf8");
const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;

/** Names in code marks in the first column of the tables below a heading. */
function listed(text: string, heading: string): string[] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `") || line.startsWith("| ["));
  return rows.flatMap((row) =>
    [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`|\[([^\]]+)\]/g)].map((m) => m[1] ?? m[2] ?? ""),
  );
}

test("CONTRIBUTING tells of every dependency why it is there, and of none that is not", () => {
  const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifest;
  const names = [...new Set([dependencies, devDependencies, peerDependencies].flatMap(Object.keys))];
  expect(listed(read("CONTRIBUTING.md"), "Why each dependency is there").sort()).toEqual(names.sort());
});
