import { describe, expect, test } from "vitest";
import { firstText, isObject, jsonOf, objectOf, textOf, textsOf } from "../../../receiver/sources/fields.ts";

describe("JSON text", () => {
  /** Longer than what is read whatever it holds. */
  const long = " ".repeat(3000);
  const nested = (depth: number, [open, close]: readonly [string, string]) =>
    `${open.repeat(depth)}1${close.repeat(depth)}`;
  const LISTS = ["[", "]"] as const;
  const OBJECTS = ['{"a":', "}"] as const;
  const object = (colons: number) =>
    `{${Array.from({ length: colons }, (_, index) => `"${index}":1`).join(",")}}`;

  test("is read, or is none", () => {
    expect(jsonOf('{"a":[1]}')).toEqual({ a: [1] });
    expect(jsonOf("null")).toBeNull();
    for (const text of ["", "{", "nothing", '{"a":1}x']) expect(jsonOf(text)).toBeUndefined();
  });

  test.each([LISTS, OBJECTS])("is read 100 levels deep, and no deeper: %s", (...pair) => {
    expect(jsonOf(nested(100, pair) + long)).toBeDefined();
    expect(jsonOf(nested(101, pair) + long)).toBeUndefined();
    // What is as short as this takes no time, however deep it is.
    expect(jsonOf(nested(101, pair))).toBeDefined();
  });

  test("may hold many lists beside each other", () => {
    expect(jsonOf(`[${Array.from({ length: 2000 }, () => "[]").join(",")}]`)).toHaveLength(2000);
    expect(jsonOf(`[${Array.from({ length: 2000 }, () => "{}").join(",")}]`)).toHaveLength(2000);
  });

  test("is read with 4,000 names, and not with more", () => {
    expect(Object.keys(jsonOf(object(4000)) as object)).toHaveLength(4000);
    expect(jsonOf(object(4001))).toBeUndefined();
  });

  test("of up to 3,000 characters is read whatever it holds", () => {
    const deep = nested(101, LISTS);
    expect(jsonOf(deep.padEnd(3000))).toBeDefined();
    expect(jsonOf(deep.padEnd(3001))).toBeUndefined();
  });
});

describe("a value", () => {
  let tooDeep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth++) tooDeep = [tooDeep];

  test.each<[unknown, string | undefined]>([
    ["text", "text"],
    [" ", " "],
    ["", undefined],
    ["null", undefined],
    ["NULL", "NULL"],
    [null, undefined],
    [undefined, undefined],
    [0, "0"],
    [false, "false"],
    [{ a: 1 }, '{"a":1}'],
    [["a", null], '["a",null]'],
    [tooDeep, undefined],
  ])("as text: case %#", (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test("is the first that has a text", () => {
    expect(firstText(undefined, null, "", "null", "first", "second")).toBe("first");
    expect(firstText(0, "second")).toBe("0");
    expect(firstText(undefined, "null")).toBeUndefined();
    expect(firstText()).toBeUndefined();
  });

  test.each<[unknown, object]>([
    [{ a: 1 }, { a: 1 }],
    ['{"a":1}', { a: 1 }],
    [' \n{"a":1}', { a: 1 }],
    ["[1]", {}],
    ["{", {}],
    ['x{"a":1}', {}],
    [[{ a: 1 }], {}],
    [null, {}],
    [1, {}],
    [undefined, {}],
  ])("as an object: %j", (value, object) => {
    expect(objectOf(value)).toEqual(object);
  });

  test("is an object, or not", () => {
    expect([{}, Object.create(null)].every(isObject)).toBe(true);
    expect([[], null, undefined, "{}", 1, () => {}].some(isObject)).toBe(false);
  });
});

test("fields as text: those that have one, and what is nested only if asked for", () => {
  const fields = { a: "1", b: 2, c: "", d: "null", e: null, f: undefined, g: { h: 1 }, i: [1] };
  expect({ ...textsOf(fields) }).toEqual({ a: "1", b: "2" });
  expect({ ...textsOf(fields, true) }).toEqual({ a: "1", b: "2", g: '{"h":1}', i: "[1]" });
  expect(Object.getPrototypeOf(textsOf({}))).toBeNull();
});
