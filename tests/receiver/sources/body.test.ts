import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBody, decodeForm, expand } from "../../../receiver/sources/body.ts";
import { decodePart, parseForm } from "../../../receiver/sources/form.ts";

const NO_JSON = { error: "begins like JSON but is no JSON that can be read" };
const NO_OBJECT = { error: "JSON, but not an object or a list of objects", unknown: true };
const TOO_MANY = { error: "more than 200 fields" };
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, "1"]));

describe("a body", () => {
  test.each<[string, unknown]>([
    ['{"a":1}', [{ a: 1 }]],
    [' \n{"a":1}\t', [{ a: 1 }]],
    ['[{"a":1},{"b":2}]', [{ a: 1 }, { b: 2 }]],
    ["a=1&b=2", [{ a: "1", b: "2" }]],
    ["  a=1", [{ a: "1" }]],
    ['a={"b":1}', [{ a: '{"b":1}' }]],
    ["", [{}]],
    ["{", NO_JSON],
    ["[", NO_JSON],
    ["[]", NO_OBJECT],
    ["[1]", NO_OBJECT],
    ['[{"a":1},null]', NO_OBJECT],
    ['[[{"a":1}]]', NO_OBJECT],
  ])("%j by what it begins with", (text, bodies) => {
    expect(decodeBody(text)).toEqual(bodies);
  });

  test("of 200 fields or objects is read, of more is not", () => {
    const form = (count: number) => new URLSearchParams(many(count)).toString();
    const list = (count: number) => JSON.stringify(Array.from({ length: count }, () => ({ a: 1 })));
    for (const text of [form(200), JSON.stringify(many(200)), JSON.stringify([{}, many(200)]), list(200)])
      expect(decodeBody(text)).toBeInstanceOf(Array);
    for (const text of [form(201), JSON.stringify(many(201)), JSON.stringify([{}, many(201)]), list(201)])
      expect(decodeBody(text)).toEqual(TOO_MANY);
  });

  test.each<[string, unknown]>([
    // The event push channel's JSON, as a parameter of a form or of a URL.
    ["body=%7B%22alert%22%3A1%7D", [{ alert: 1 }]],
    ["data= %7B%22alert%22%3A1%7D", [{ alert: 1 }]],
    ["body={}&data={1", [{}]],
    ["body={1", NO_JSON],
    ["body=text", [{ body: "text" }]],
    ["body=x{}", [{ body: "x{}" }]],
    // In these shapes `body` and `data` are fields as any other.
    ["alert={}&body={1", [{ alert: "{}", body: "{1" }]],
    ["status=firing&data={1", [{ status: "firing", data: "{1" }]],
  ])("whose whole JSON stands in one parameter: %s", (text, bodies) => {
    expect(decodeForm(text)).toEqual(bodies);
  });
});

test("what senders write as text of JSON is read, and all else left as it is", () => {
  const fields = { a: '{"x":1}', b: "[1]", c: "{x", d: " {}", e: "text", f: 1, g: null, h: '"[1]"' };
  expect(expand(fields)).toEqual({ ...fields, a: { x: 1 }, b: [1] });
  const short = { a: "{}", b: "[ ]\n", c: "{}:{}", d: "[]:x", e: "[FIRING:1] cpu" };
  expect(expand(short)).toEqual({ ...short, a: {}, b: [] });
  expect(Object.keys(expand(JSON.parse('{"__proto__":"[]"}') as object as Record<string, unknown>))).toEqual([
    "__proto__",
  ]);
});

describe("a form", () => {
  test.each([
    ["a", "a"],
    ["a+b", "a b"],
    ["a%20b", "a b"],
    ["%E4%B8%AD%e6%96%87", "中文"],
    ["unit%", "unit%"],
    ["100%25", "100%"],
    ["1+1%", "1 1%"],
    ["%E4%B8%AD %", "中 %"],
    ["%zz%41", "%zzA"],
    ["%E4%41%zz", "%E4%41%zz"],
    ["%41%E4x%42", "%41%E4xB"],
    ["$Average>=95", "$Average>=95"],
  ])("has %j for %j", (part, text) => {
    expect(decodePart(part)).toBe(text);
  });

  test.each([
    ["a=1&b=2", { a: "1", b: "2" }],
    ["a=1&a=2", { a: "1" }],
    ["a=", { a: "" }],
    ["a", { a: "" }],
    ["a&b=1", { a: "", b: "1" }],
    ["=1", { "": "1" }],
    ["a=b=c", { a: "b=c" }],
    ["a=1%262&b%3D=3", { a: "1&2", "b=": "3" }],
    ["&&a=1&&", { a: "1" }],
    ["", {}],
    ["unit=%&x=1", { unit: "%", x: "1" }],
  ])("%j", (text, fields) => {
    expect(parseForm(text, 10)).toEqual(fields);
  });

  test("is read up to so many fields", () => {
    expect(parseForm("a=1&&b=2", 2)).toEqual({ a: "1", b: "2" });
    expect(parseForm("a=1&a=2&a=3", 2)).toBeUndefined();
  });

  test("as URLSearchParams writes it is read as it was", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 20 });
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 10 }), (fields) => {
        expect(parseForm(new URLSearchParams(fields).toString(), 10)).toEqual({ ...fields });
      }),
    );
  });
});
