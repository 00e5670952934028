import { createHash } from "node:crypto";
import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Location, Mutant, MutantResult, MutantStatus } from "@stryker-mutator/api/core";

/** Begins the reason why a mutant was not run that an earlier run has judged; its status follows. */
export const JUDGED = "judged before: ";

/** Stryker's processes are at home in a copy. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const NOTICED: readonly string[] = ["Killed", "Timeout"];

/** What a line of the file says. */
interface Line {
  /** The mutant and the text of its file. */
  mutant: string;
  status: MutantStatus;
  /** The tests by which it was judged. */
  tests: string;
}

const digest = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** What tells a mutant from any other, of other text too. */
export function mutantOf({ fileName, location, mutatorName, replacement }: Mutant): string {
  const place = [relative(ROOT, fileName), location, mutatorName, replacement];
  return digest([place, readFileSync(fileName, "utf8")]);
}

/** The mutant of a result, whose lines and columns count from 1; a mutant's own count from 0. */
function ofResult({ location: { start, end }, ...mutant }: MutantResult): Mutant {
  const before = ({ line, column }: Location["start"]) => ({ line: line - 1, column: column - 1 });
  return { ...mutant, location: { start: before(start), end: before(end) } };
}

/** All that these globs find, with its text. */
export function testsOf(globs: readonly string[]): string {
  const files = globs.flatMap((glob) => globSync(glob, { cwd: ROOT })).sort();
  return digest(files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
}

/** The verdicts of a room's draw, one a line in a file, so that a run which was stopped is gone on with. */
export class Judged {
  readonly #path: string;
  readonly #tests: string;

  constructor(path: string, tests: string) {
    this.#path = path;
    this.#tests = tests;
  }

  add(result: MutantResult): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const line: Line = {
      mutant: mutantOf(ofResult(result)),
      status: result.status,
      tests: this.#tests,
    };
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`);
  }

  /**
   * What is known: a mutant that was noticed once counts until its file changes, one that was not until a test
   * does.
   */
  known(): ReadonlyMap<string, MutantStatus> {
    if (!existsSync(this.#path)) return new Map();
    const lines = readFileSync(this.#path, "utf8").split("\n").filter(Boolean);
    const all = lines.map((line) => JSON.parse(line) as Line);
    return new Map(
      all
        .filter(({ status, tests }) => NOTICED.includes(status) || tests === this.#tests)
        .map(({ mutant, status }) => [mutant, status]),
    );
  }

  forget(): void {
    rmSync(this.#path, { force: true });
  }
}

/** The one of the run, which Stryker's processes are told of by the environment. */
export function judgedHere(): Judged {
  const { MUTATION_JUDGED = "", MUTATION_TESTS = "[]" } = process.env;
  return new Judged(MUTATION_JUDGED, testsOf(JSON.parse(MUTATION_TESTS) as string[]));
}
