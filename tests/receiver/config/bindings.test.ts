import { describe, expect, test } from "vitest";
import {
  BINDING,
  COMPATIBILITY_DATE,
  CRON,
  configBinding,
  destinationBinding,
  OBJECTS,
} from "../../../receiver/config/bindings.ts";
import { mergeConfig, type RelayConfig } from "../../../receiver/config/config.ts";
import { MIGRATIONS } from "../../../receiver/config/migrations.ts";
import { readAccess, readSecret } from "../../../receiver/env.ts";

test("names of what is deployed stay as they are", () => {
  expect(BINDING).toMatchObject({ config: "CONFIG", secret: "CALLBACK_SECRET", ledger: "LEDGER" });
  expect([0, 1, 2, 11].map(configBinding)).toEqual(["CONFIG", "CONFIG_2", "CONFIG_3", "CONFIG_12"]);
  expect(destinationBinding("on-call-eu1")).toBe("DESTINATION_ON_CALL_EU1");
  expect(OBJECTS).toEqual({ LEDGER: "Ledger", DELIVERY: "Delivery" });
  // Of the published ones each stays; another one may follow.
  expect(MIGRATIONS.slice(0, 2)).toEqual([
    { tag: "v1", newSqliteClasses: ["Ledger"] },
    { tag: "v2", newSqliteClasses: ["Delivery"] },
  ]);
  expect(CRON).toBe("*/5 * * * *");
  expect(COMPATIBILITY_DATE).toBe("2026-07-01");
});

describe("the configuration in parts", () => {
  const source = { generation: 1, deliverTo: ["a"], language: "en" as const, severities: {} };
  const route = (name: string) => ({ name, when: {}, deliverTo: ["a"] });
  const merged = (...parts: RelayConfig[]) =>
    mergeConfig((name) => parts[["CONFIG", "CONFIG_2", "CONFIG_3"].indexOf(name)]);

  test("is what all of them hold, up to the first that is missing", () => {
    const a = { kind: "ilert" as const, severities: {} };
    const first = { destinations: { a }, sources: { one: source } };
    const third = { destinations: { b: a }, sources: { two: source } };
    expect(merged(first, { destinations: {}, sources: {} }, third)).toEqual({
      destinations: { a, b: a },
      sources: { one: source, two: source },
    });
    expect(merged()).toEqual({ destinations: {}, sources: {} });
    const gap = (name: string) => ({ CONFIG: first, CONFIG_3: third })[name];
    expect(mergeConfig(gap)).toEqual(first);
  });

  test("has a source's routes in the order of its parts, and all else of the source from the first", () => {
    const part = (...routes: string[]): RelayConfig => ({
      destinations: {},
      sources: { one: { routes: routes.map(route) } as RelayConfig["sources"][string] },
    });
    const begun = { destinations: {}, sources: { one: { ...source, routes: [route("a")] } } };
    expect(merged(begun, part("b", "c"), part("d")).sources.one).toEqual({
      ...source,
      routes: ["a", "b", "c", "d"].map(route),
    });
    const without = { destinations: {}, sources: { one: source } };
    expect(merged(without, part("b")).sources.one?.routes).toEqual([route("b")]);
    expect(merged(without, without).sources.one).toEqual(source);
  });
});

test("the operator's generation stands in the part that has one", () => {
  const empty = { destinations: {}, sources: {} };
  const parts = (...generations: (number | undefined)[]) =>
    mergeConfig((name) => {
      const index = ["CONFIG", "CONFIG_2"].indexOf(name);
      if (index >= generations.length || index < 0) return undefined;
      const operatorGeneration = generations[index];
      return { ...empty, ...(operatorGeneration !== undefined && { operatorGeneration }) };
    });
  expect(parts(2, undefined)).toEqual({ ...empty, operatorGeneration: 2 });
  expect(parts(undefined, 3)).toEqual({ ...empty, operatorGeneration: 3 });
  expect(parts(undefined, undefined)).toStrictEqual(empty);
});

describe("a secret binding", () => {
  test("of the stack is a text, or missing", () => {
    expect(readSecret({ CALLBACK_SECRET: "made-up" })).toBe("made-up");
    for (const missing of [undefined, "", 7, null])
      expect(() => readSecret({ CALLBACK_SECRET: missing })).toThrow(
        "the secret binding CALLBACK_SECRET is missing",
      );
  });

  test.each<[unknown, object | undefined]>([
    ['{"url":"https://a.example.com"}', { url: "https://a.example.com", credential: "", headers: undefined }],
    [
      '{"url":"https://a.example.com","credential":"c","headers":{"x-a":"b"},"other":1}',
      { url: "https://a.example.com", credential: "c", headers: { "x-a": "b" } },
    ],
    ['{"credential":"c"}', undefined],
    ['{"url":7}', undefined],
    ["{", undefined],
    ["null", undefined],
    [undefined, undefined],
  ])("of a destination, %j, is its access, or unreadable", (binding, access) => {
    expect(readAccess({ DESTINATION_ON_CALL: binding }, "on-call")).toEqual(access);
  });
});
