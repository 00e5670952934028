import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allPages, ROOT } from "./pages.ts";
import { misspelt } from "./spelling.ts";

const files = allPages().map(({ file }) => file);
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

describe("spelling", () => {
  test.each(files)("of %s: a word that is right stands in tests/docs/words.txt", (file) => {
    expect(misspelt(read(file))).toEqual([]);
  });

  test("is judged in prose alone", () => {
    const page =
      "# A headign\n\nThe recieved `calback` of ECS, see [teh page](wrng.md) at https://exmple.com\n\n```\nxyzzy\n```\n";
    expect(misspelt(page)).toEqual(["headign", "recieved", "teh"]);
  });
});

/** Shorter ones may be said twice, as may what a script writes into every page of a kind. */
const LONG = 160;
const WRITTEN = /^docs\/(?:components|destinations|rule-sets|checks|sources)\//;

test("no paragraph stands in two pages", () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const file of files.filter((each) => !WRITTEN.test(each)))
    for (const paragraph of read(file)
      .replace(/^```[\s\S]*?^```/gm, "")
      .split(/\n{2,}/)) {
      const text = paragraph
        .replace(/\]\([^)]*\)/g, "]")
        .replace(/\s+/g, " ")
        .trim();
      if (text.length < LONG) continue;
      if (seen.has(text)) twice.push(`${file} and ${seen.get(text)}: ${text.slice(0, 60)}`);
      seen.set(text, file);
    }
  expect(twice).toEqual([]);
});
