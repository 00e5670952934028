import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { deployed, PROGRAMS } from "./programs.ts";

/** Recorded with each release by `npm run record-plans`, of the programs in `released`. */
const RECORDED = new URL("recorded/", import.meta.url);
const fileOf = (name: string) => new URL(`${name}.json`, RECORDED);
const recording = process.env.RECORD_PLANS !== undefined;

/** A line of the changelog that says so allows a release to change what is deployed. */
const ALLOWED = /^## Unreleased\n(?:(?!^## )[\s\S])*\*\*Changes what is deployed/m;

describe("upgrading changes nothing that is deployed, unless the changelog says so:", () => {
  const changelog = readFileSync(new URL("../../CHANGELOG.md", import.meta.url), "utf8");
  const known = PROGRAMS.filter((name) => recording || existsSync(fileOf(name)));

  test.each(known)("%s", async (name) => {
    const text = (plan: unknown) => `${JSON.stringify(plan, null, 1)}\n`;
    if (recording) {
      const now = text(await deployed(name));
      mkdirSync(RECORDED, { recursive: true });
      return writeFileSync(fileOf(name), now);
    }
    const recorded: { urn: string }[] = JSON.parse(readFileSync(fileOf(name), "utf8"));
    const now = await deployed(
      name,
      recorded.map(({ urn }) => urn),
    );
    if (ALLOWED.test(changelog)) return expect(now.length).toBeGreaterThan(0);
    expect(JSON.parse(text(now))).toEqual(recorded);
  });

  test("the changelog's word is looked for in what is not released yet", () => {
    expect(
      ALLOWED.test("# Changelog\n\n## Unreleased\n\n- **Changes what is deployed**: x\n\n## 0.1.0\n"),
    ).toBe(true);
    expect(
      ALLOWED.test("# Changelog\n\n## Unreleased\n\n- a\n\n## 0.1.0\n\n- **Changes what is deployed**\n"),
    ).toBe(false);
  });

  test("what is recorded is a program still", () => {
    expect(known).toEqual(expect.arrayContaining(["index", "accounts", "rule-set"]));
  });
});
