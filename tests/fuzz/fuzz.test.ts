import { Session } from "node:inspector/promises";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { bodyOf } from "../../bench/fuzz/bodies.ts";
import { branchesOf, covered } from "../../bench/fuzz/branches.ts";
import { dictionary } from "../../bench/fuzz/dictionary.ts";
import { coverageOf, fuzz, holds, realBodies } from "../../bench/fuzz/fuzz.ts";
import { type Recorded, wrongWith } from "../../bench/fuzz/invariants.ts";
import { Random } from "../../bench/random.ts";

test("hostile bodies: none is an error, a long answer, slow or lost; nor is any that once was", async () => {
  const report = await fuzz({ seed: 1, count: 4000 });
  expect(report.failures).toEqual([]);
  expect(report.longestAnswer).toBeLessThanOrEqual(200);
  expect(holds(report)).toBe(true);
  expect(report.cases).toBeGreaterThan(4000);
  expect(Object.keys(report.statuses)).toEqual(["200", "413"]);
});

test("a seed is the same body each time, and half of all are real ones, field by field", () => {
  const real = realBodies();
  const made = (seed: number) => bodyOf(new Random(seed), real);
  const seeds = Array.from({ length: 500 }, (_, index) => index);
  expect(seeds.map(made)).toEqual(seeds.map(made));
  const fields = seeds.map((seed) => made(seed).maker).filter((maker) => maker === "fieldByField");
  expect(fields.length / seeds.length).toBeGreaterThan(0.4);
});

test("the dictionary has what the parsers look for, in every language", () => {
  const { names, words } = dictionary();
  expect(names).toEqual(
    expect.arrayContaining(["alertState", "preTriggerLevel", "aliyuneventbusname", "rulename"]),
  );
  expect(words).toEqual(
    expect.arrayContaining(["INSUFFICIENT_DATA", "严重", "恢复", "DatasourceNoData", "claim"]),
  );
});

describe("the branches that were taken", () => {
  test("are counted as V8 saw them", async () => {
    const text = `export function f(a, b) {
  if (a > 1) return a && b;
  const c = b ? "yes" : "no";
  switch (c) {
    case "yes":
      return b ?? 1;
    default:
      return c || 2;
  }
}
`;
    const session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    const url = `data:text/javascript,${encodeURIComponent(text)}`;
    const { f } = (await import(/* @vite-ignore */ url)) as { f(a: number, b: unknown): unknown };
    const missed = async () => {
      const { result } = await session.post("Profiler.takePreciseCoverage");
      const script = result.find((each) => each.url === url);
      return script && covered("f.ts", text, script);
    };
    f(1, true);
    expect(await missed()).toEqual({
      branches: 9,
      taken: 3,
      missed: ["f.ts:2 if", "f.ts:2 &&", "f.ts:3 :", "f.ts:6 ??", "f.ts:7 case", "f.ts:8 ||"],
    });
    for (const [a, b] of [
      [2, 1],
      [1, false],
    ] as const)
      f(a, b);
    await session.post("Profiler.stopPreciseCoverage");
    session.disconnect();
  });

  test("of the parsers are most after a few thousand bodies", async () => {
    const { branches, taken, missed } = await coverageOf(1, 3000);
    expect(branches).toBeGreaterThan(400);
    expect(taken + missed.length).toBe(branches);
    expect(taken / branches).toBeGreaterThan(0.8);
    expect(missed.every((each) => /^receiver\/sources\/[\w-]+\.ts:\d+ \S+$/.test(each))).toBe(true);
  });

  test("have to be enough for the report to hold", () => {
    const report = { failures: [], micros: { p50: 1, p99: 1, max: 1 } };
    const of = (taken: number) => ({ ...report, coverage: { branches: 100, taken, missed: [] } });
    expect([94, 95, 100].map((taken) => holds(of(taken) as never))).toEqual([false, true, true]);
    expect(holds({ ...report, coverage: undefined } as never)).toBe(true);
  });

  test("are both ways of an if without else", () => {
    const source = ts.createSourceFile("a.ts", "if (a) b();", ts.ScriptTarget.Latest, true);
    expect(branchesOf(source).map(({ what }) => what)).toEqual(["if", "else"]);
  });
});

describe("what became of a body is wrong", () => {
  const submission = {
    identity: '["r"]',
    state: "firing",
    level: "warn",
    time: 1,
    rule: "r",
    destinations: ["flash"],
  };
  const accepted = (changes: object = {}): Recorded => ({
    accepted: { callback: {}, submissions: [{ ...submission, ...changes }] },
  });
  const quarantined = (reason: string): Recorded => ({ quarantined: { entry: { reason, body: "b" } } });
  const about = { secrets: ["s3cret"], body: "b" };
  const OPENED = '{"decision":"opened"}';

  test.each<[string, string, Recorded[]]>([
    ["an alert that is taken", OPENED, [accepted()]],
    ["a body that is kept", '{"decision":"quarantined","reason":"x"}', [quarantined("x")]],
    ["both", '{"decisions":{"opened":1,"quarantined":1}}', [accepted(), quarantined("x")]],
    ["what says nothing", '{"decision":"nothing"}', []],
    ["what is refused, and kept", "the body is longer than 65536 bytes\n", [quarantined("too long")]],
  ])("not for %s", (_, answer, recorded) => {
    expect(wrongWith(answer, recorded, about)).toBeUndefined();
  });

  test.each<[string, string, Recorded[], RegExp]>([
    ["an alert that is lost", OPENED, [], /^0 alerts/],
    ["a body that is not kept", '{"decision":"quarantined"}', [], /^quarantined/],
    ["one that is kept unsaid", '{"decision":"nothing"}', [quarantined("x")], /^quarantined/],
    ["an outcome without a name", '{"decision":"dropped"}', [], /without a name: dropped/],
    ["one that is refused and forgotten", "too long\n", [], /nothing is kept/],
    [
      "a control character in a reason",
      '{"decision":"quarantined"}',
      [quarantined("a\u0007")],
      /control characters/,
    ],
    ["a control character in the answer", '{"decision":"nothing","a":"\u0007"}', [], /control character/],
    ["a reason that is empty", '{"decision":"quarantined"}', [quarantined("")], /empty/],
    ["a secret in the answer", '{"decision":"nothing","a":"s3cret"}', [], /secret/],
    ["a secret in what is kept", '{"decision":"quarantined"}', [quarantined("s3cret")], /secret/],
    ["no identity", OPENED, [accepted({ identity: "" })], /identity/],
    ["no state", OPENED, [accepted({ state: "?" })], /state/],
    ["no level", OPENED, [accepted({ level: "?" })], /level/],
    ["no time", OPENED, [accepted({ time: Number.NaN })], /time/],
    ["no test", OPENED, [accepted({ test: "?" })], /test/],
  ])("for %s", (_, answer, recorded, why) => {
    expect(wrongWith(answer, recorded, about)).toMatch(why);
  });

  test("not for what the sender's own body holds", () => {
    expect(
      wrongWith('{"decision":"nothing","a":"s3cret"}', [], { ...about, body: "s3cret" }),
    ).toBeUndefined();
  });
});
