import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allPages, type Page, ROOT, readPage, targetOf } from "./pages.ts";

const pages = new Map(allPages().map((page) => [page.file, page]));

/** What is wrong with the links of a page: they lead nowhere, or to a heading that is not there. */
function broken(page: Page): string[] {
  return page.links.flatMap((link) => {
    const target = targetOf(page, link);
    if (!target) return [];
    if (target.file !== page.file && !existsSync(join(ROOT, target.file)))
      return [`${link}: there is no ${target.file}`];
    const anchors = target.file === page.file ? page.anchors : pages.get(target.file)?.anchors;
    return target.anchor === "" || !anchors || anchors.has(target.anchor) ? [] : [`${link}: no such heading`];
  });
}

describe("every link", () => {
  test.each([...pages.keys()])("of %s leads to a file, and to a heading of it", (file) => {
    expect(broken(pages.get(file) as Page)).toEqual([]);
  });

  test("would be missed", () => {
    const page = readPage(
      "docs/x.md",
      "# One *two*\n\n[a](nowhere.md) [b](#one-two) [c](#three) [d](https://x.example)\n",
    );
    expect(broken(page)).toEqual(["nowhere.md: there is no docs/nowhere.md", "#three: no such heading"]);
  });
});

test("every page is reached from the README", () => {
  const reached = new Set<string>();
  const visit = (file: string) => {
    const page = pages.get(file) ?? pages.get(`${file}/README.md`);
    if (!page || reached.has(page.file)) return;
    reached.add(page.file);
    for (const link of page.links) {
      const target = targetOf(page, link);
      if (target) visit(target.file);
    }
  };
  visit("README.md");
  expect([...pages.keys()].filter((file) => !reached.has(file))).toEqual([]);
});
