import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LogLevel, MutantResult, PartialStrykerOptions } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { judgedHere } from "./judged.ts";
import type { Room } from "./rooms.ts";
import { soFar } from "./so-far.ts";

export interface RunOptions {
  seed: number;
  /** How many mutants; 0 for all. */
  size: number;
  concurrency: number;
  /** Judges again what an earlier run judged. */
  force: boolean;
  quiet: boolean;
}

const CACHE = "node_modules/.cache/mutation";

const plugins = ["drawn.ts", "so-far.ts"].map((name) => fileURLToPath(new URL(name, import.meta.url)));

/** Judges one room's tests. What an earlier run said of unchanged code and tests is taken over, of a draw as far as it came. */
export async function mutate(name: string, room: Room, options: RunOptions): Promise<MutantResult[]> {
  const { size, quiet, force, concurrency } = options;
  // The tests and the draw run in processes of Stryker's, which hand nothing down but the environment.
  Object.assign(process.env, {
    MUTATION_ROOM: name,
    MUTATION_TESTS: JSON.stringify(room.tests),
    MUTATION_SIZE: size,
    MUTATION_SEED: options.seed,
    MUTATION_JUDGED: `${CACHE}/${name.replaceAll("/", "-")}-drawn.jsonl`,
  });
  if (force) judgedHere().forget();
  const incrementalFile = `${CACHE}/${name.replaceAll("/", "-")}.json`;
  const settings: PartialStrykerOptions = {
    mutate: room.mutate,
    testRunner: "vitest",
    vitest: { configFile: "bench/mutation/vitest.config.ts" },
    coverageAnalysis: "perTest",
    plugins: ["@stryker-mutator/vitest-runner", ...plugins],
    checkers: size > 0 ? ["drawn"] : [],
    concurrency,
    // A mutant that never ends is one that is noticed; one that a busy machine kept waiting is not.
    timeoutMS: 60_000,
    // One that is not drawn would stay so in every later run; those of a draw are remembered in `judged.ts`.
    incremental: size === 0,
    incrementalFile,
    force,
    reporters: ["so-far"],
    logLevel: (quiet ? "off" : "warn") as LogLevel,
    allowConsoleColors: false,
    // A line more at the head of a file would move what tests find in it.
    disableTypeChecks: false,
    warnings: false,
    tempDirName: "dist/mutation",
    cleanTempDir: "always",
    ignorePatterns: ["dist", ".github"],
  };
  const results = await new Stryker(settings).runMutationTest();
  if (size > 0) return soFar.results;
  forgetSurvivors(incrementalFile);
  return results;
}

/**
 * What happens while a module is loaded belongs to no test, so Stryker would take a survivor there over even
 * where a new test notices it.
 */
function forgetSurvivors(file: string): void {
  const report = JSON.parse(readFileSync(file, "utf8")) as {
    files: Record<string, { mutants: MutantResult[] }>;
  };
  for (const each of Object.values(report.files))
    each.mutants = each.mutants.filter((mutant) => !(mutant.static && mutant.status === "Survived"));
  writeFileSync(file, JSON.stringify(report));
}
