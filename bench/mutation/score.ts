import { readFileSync } from "node:fs";
import { matchesGlob, relative } from "node:path";
import type { MutantResult } from "@stryker-mutator/api/core";
import { EQUIVALENT, type Equivalent } from "./equivalent.ts";
import type { Room } from "./rooms.ts";

/** A mutant that the tests did not notice. */
export interface Survivor {
  /** `receiver/glob.ts:15:16` */
  place: string;
  file: string;
  line: string;
  mutator: string;
  original: string;
  replacement: string;
  /** Whether a test runs it at all. */
  covered: boolean;
}

export interface Score {
  mutants: number;
  killed: number;
  timedOut: number;
  survived: number;
  notCovered: number;
  /** Survivors that no test can notice, which count as if they were not there. */
  equivalent: number;
  percent: number;
  goal: number;
  met: boolean;
}

/** What became of a room's mutants; `needless` are entries of the list of equivalents that were not needed. */
export function scoreOf(
  room: Room,
  results: readonly MutantResult[],
  equivalents: readonly Equivalent[] = EQUIVALENT,
): { score: Score; survivors: Survivor[]; needless: Equivalent[] } {
  const own = results.filter(({ fileName }) =>
    room.mutate.some((glob) => matchesGlob(relative(process.cwd(), fileName), glob)),
  );
  const count = (status: MutantResult["status"]) => own.filter((each) => each.status === status).length;
  const alive = own.filter(({ status }) => status === "Survived" || status === "NoCoverage").map(survivorOf);
  const known = (survivor: Survivor, { file, line, replacement }: Equivalent) =>
    survivor.file === file && survivor.line === line && survivor.replacement === replacement;
  const survivors = alive.filter((each) => !equivalents.some((entry) => known(each, entry)));

  const [killed, timedOut] = [count("Killed"), count("Timeout")];
  const mutants = killed + timedOut + survivors.length;
  const percent = mutants === 0 ? 100 : Math.floor(((killed + timedOut) / mutants) * 1000) / 10;
  const notCovered = survivors.filter(({ covered }) => !covered).length;
  return {
    score: {
      mutants,
      killed,
      timedOut,
      survived: survivors.length - notCovered,
      notCovered,
      equivalent: alive.length - survivors.length,
      percent,
      goal: room.goal,
      met: mutants > 0 && percent >= room.goal,
    },
    survivors,
    needless: equivalents.filter(
      (entry) =>
        room.mutate.some((glob) => matchesGlob(entry.file, glob)) &&
        !alive.some((each) => known(each, entry)),
    ),
  };
}

function survivorOf({ fileName, location, mutatorName, replacement, status }: MutantResult): Survivor {
  const file = relative(process.cwd(), fileName);
  const lines = readFileSync(fileName, "utf8").split("\n");
  const { start, end } = location;
  const part = lines.slice(start.line - 1, end.line);
  const last = part.length - 1;
  const original = part
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join("\n");
  return {
    place: `${file}:${start.line}:${start.column}`,
    file,
    line: (lines[start.line - 1] ?? "").trim(),
    mutator: mutatorName,
    original,
    replacement,
    covered: status === "Survived",
  };
}
