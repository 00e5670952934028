import { describe, expect, test } from "vitest";
import {
  matches,
  operatorToken,
  sourceToken,
  sourceTokens,
  statusToken,
} from "../../receiver/config/token.ts";

const SECRET = "a-stack-secret-that-is-made-up-for-tests";

describe("a callback token", () => {
  test("is 192 bits in base64url: 32 characters that need no escaping", async () => {
    for (let generation = 1; generation < 40; generation++) {
      expect(sourceToken(SECRET, "production", generation)).toMatch(/^[A-Za-z0-9_-]{32}$/);
    }
  });

  test("differs by secret, source and generation, and from the status token", async () => {
    const tokens = await Promise.all([
      sourceToken(SECRET, "production", 1),
      sourceToken(SECRET, "production", 2),
      sourceToken(SECRET, "staging", 1),
      sourceToken(`${SECRET}2`, "production", 1),
      // A name that ends like a generation must not meet another source's token.
      sourceToken(SECRET, "production\n1", 1),
      statusToken(SECRET),
      operatorToken(SECRET, 1),
      operatorToken(SECRET, 2),
    ]);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test("never changes: rules in the cloud hold it, and bookmarks the others", async () => {
    expect(sourceToken(SECRET, "production", 1)).toBe("jbMEXIlf9jSkG93MjB4bs9rRG97Yobi6");
    expect([statusToken(SECRET), operatorToken(SECRET, 1)]).toEqual([
      "EjMhvkAQ6802dMNoI_SUidXDuRoRseHS",
      "buPGWyzgJVdo6_Tg-fwv7oxN_IhrZW9l",
    ]);
  });

  test("stays valid for one generation after it was replaced", async () => {
    expect(sourceTokens(SECRET, "production", 1)).toHaveLength(1);
    expect(sourceTokens(SECRET, "production", 5)).toEqual([
      sourceToken(SECRET, "production", 5),
      sourceToken(SECRET, "production", 4),
    ]);
  });
});

describe("comparing", () => {
  test.each([
    ["abc", ["abc"], true],
    ["abc", ["xyz", "abc"], true],
    ["abd", ["abc"], false],
    ["ab", ["abc"], false],
    ["abcabc", ["abc"], false],
    ["", ["abc"], false],
    ["abc", [], false],
  ])("%s with %j is %s", (given, valid, expected) => {
    expect(matches(given, valid)).toBe(expected);
  });
});

describe("a token that is given", () => {
  const valid = ["abcd", "efgh"];
  test.each([
    ["abcd", true],
    ["efgh", true],
    ["abce", false],
    ["bbcd", false],
    ["abcdabcd", false],
    ["abc", false],
    ["ab", false],
    ["", false],
    ["abgh", false],
  ])("%j is valid: %s", (given, is) => {
    expect(matches(given, valid)).toBe(is);
  });

  test("is never valid where none is", () => {
    expect(matches("", [])).toBe(false);
    expect(matches("abcd", [])).toBe(false);
    expect(matches("abab", ["ab"])).toBe(false);
    expect(matches("", [""])).toBe(true);
  });

  test("is valid though it is valid twice", () => {
    expect(matches("abcd", ["abcd", "abcd"])).toBe(true);
  });
});
