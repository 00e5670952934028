import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Mutant, MutantResult } from "@stryker-mutator/api/core";
import { afterAll, describe, expect, test } from "vitest";
import { draw } from "../../bench/mutation/drawn.ts";
import { EQUIVALENT } from "../../bench/mutation/equivalent.ts";
import { Judged, mutantOf, testsOf } from "../../bench/mutation/judged.ts";
import { ROOMS, roomsOf } from "../../bench/mutation/rooms.ts";
import { scoreOf } from "../../bench/mutation/score.ts";

const FILE = "receiver/callers.ts";
const SOURCE = readFileSync(FILE, "utf8").split("\n");
/** A mutant of the first place in the file where this text stands. */
function mutant(text: string, status: MutantResult["status"], id = text): MutantResult {
  const line = SOURCE.findIndex((each) => each.includes(text));
  const column = (SOURCE[line] ?? "").indexOf(text);
  const location = {
    start: { line: line + 1, column: column + 1 },
    end: { line: line + 1, column: column + 1 + text.length },
  };
  return { id, fileName: resolve(FILE), location, mutatorName: "Some", replacement: "x", status };
}

describe("a draw", () => {
  const mutants = Array.from({ length: 50 }, (_, index) => ({
    ...mutant("parts.length === 4", "Killed", String(index)),
    replacement: String(index),
  }));

  test("has as many as are asked for, the same ones by the same seed", () => {
    const first = draw(mutants, 10, 1);
    expect(first.size).toBe(10);
    expect(draw(mutants.toReversed(), 10, 1)).toEqual(first);
    expect(draw(mutants, 10, 2)).not.toEqual(first);
    expect(draw(mutants, 100, 1).size).toBe(50);
  });

  test("of fewer is part of the draw of more", () => {
    expect([...draw(mutants, 5, 3)].every((id) => draw(mutants, 20, 3).has(id))).toBe(true);
  });
});

describe("what a run has judged before it was stopped", () => {
  const folder = mkdtempSync(join(tmpdir(), "judged-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "room", "drawn.jsonl");
  const noticed = mutant("parts.length === 4", "Killed");
  const late = mutant("number * 256", "Timeout");
  const alive = mutant("+part < 256", "Survived");
  /** As Stryker has it fromZero it is run: its lines and columns count from 0. */
  const asked = ({ location: { start, end }, ...rest }: MutantResult): Mutant => {
    const fromZero = ({ line, column }: typeof start) => ({ line: line - 1, column: column - 1 });
    return { ...rest, location: { start: fromZero(start), end: fromZero(end) } };
  };
  const keys = (judged: Judged) => [...judged.known().keys()];

  test("is known to the next one, until it is forgotten", () => {
    const judged = new Judged(path, "tests");
    expect(keys(judged)).toEqual([]);
    for (const each of [noticed, late, alive]) judged.add(each);
    expect([...new Judged(path, "tests").known()]).toEqual(
      [noticed, late, alive].map((each) => [mutantOf(asked(each)), each.status]),
    );
    expect(keys(new Judged(path, "other tests"))).toEqual([noticed, late].map(asked).map(mutantOf));
    judged.forget();
    expect(keys(judged)).toEqual([]);
  });

  test("is told apart by place, change and text of the file, and by every test", () => {
    const others = [noticed, late, { ...noticed, replacement: "y" }, { ...noticed, mutatorName: "Other" }];
    const elsewhere = { ...noticed, fileName: resolve("receiver/glob.ts") };
    expect(new Set([...others, elsewhere].map(mutantOf)).size).toBe(5);
    expect(mutantOf({ ...noticed, id: "of another run" })).toBe(mutantOf(noticed));
    expect(testsOf(["tests/mutation/*.ts"])).not.toBe(testsOf(["tests/fuzz/*.ts"]));
  });
});

describe("a score", () => {
  const [, room] = roomsOf(FILE)[0] ?? ["", { mutate: [], tests: [], goal: 0 }];
  const results = [
    mutant("parts.length === 4", "Killed"),
    mutant("number * 256", "Timeout"),
    mutant("+part < 256", "Survived"),
    mutant("ranges.some", "NoCoverage"),
    mutant("export", "CompileError"),
    { ...mutant("export", "Survived"), fileName: resolve("receiver/glob.ts") },
  ];

  test("is the share of the mutants of the room that were noticed", () => {
    const { score, survivors } = scoreOf(room, results, []);
    expect(score).toEqual({
      mutants: 4,
      killed: 1,
      timedOut: 1,
      survived: 1,
      notCovered: 1,
      equivalent: 0,
      percent: 50,
      goal: 85,
      met: false,
    });
    expect(survivors).toMatchObject([
      { file: FILE, original: "+part < 256", replacement: "x", covered: true },
      { file: FILE, original: "ranges.some", covered: false },
    ]);
    const line = SOURCE.findIndex((each) => each.includes("+part < 256"));
    expect(survivors[0]?.place).toMatch(new RegExp(`^${FILE}:${line + 1}:\\d+$`));
  });

  test("leaves out what no test can notice, and says which entries of that list are not needed", () => {
    const entry = (text: string) => ({
      file: FILE,
      line: SOURCE.find((each) => each.includes(text))?.trim() ?? "",
      replacement: "x",
      why: "made up",
    });
    const known = [entry("+part < 256"), entry("export function isOfAnother")];
    const { score, survivors, needless } = scoreOf(room, results, known);
    expect(score).toMatchObject({ mutants: 3, equivalent: 1, percent: 66.6 });
    expect(survivors.map(({ original }) => original)).toEqual(["ranges.some"]);
    expect(needless).toEqual([known[1]]);
  });

  test("of no mutants meets no goal", () => {
    expect(scoreOf(room, [], []).score).toMatchObject({ mutants: 0, met: false });
  });
});

describe("rooms", () => {
  test.each(Object.entries(ROOMS))("%s has files and tests", (_, { mutate, tests }) => {
    for (const glob of [...mutate, ...tests]) expect(globSync(glob), glob).not.toEqual([]);
  });

  test("are named, are all below a folder, or are that of a file", () => {
    expect(roomsOf("checks").map(([name]) => name)).toEqual(["checks"]);
    expect(roomsOf("receiver").length).toBeGreaterThan(3);
    expect(roomsOf("receiver").every(([name]) => name.startsWith("receiver/"))).toBe(true);
    expect(roomsOf(FILE)).toMatchObject([[FILE, { mutate: [FILE], goal: ROOMS["receiver/routing"]?.goal }]]);
    expect(roomsOf("receiver/worker.ts")).toEqual([]);
  });
});

test("what is listed as equivalent stands in the code, once in the list and with a reason", () => {
  for (const { file, line, why } of EQUIVALENT) {
    expect(
      readFileSync(file, "utf8")
        .split("\n")
        .map((each) => each.trim()),
      file,
    ).toContain(line);
    expect(why.length).toBeGreaterThan(10);
  }
  const keys = EQUIVALENT.map(({ file, line, replacement }) => JSON.stringify([file, line, replacement]));
  expect(new Set(keys).size).toBe(keys.length);
});
