import { spawn } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import type { Patch } from "../simulate/platform/load.ts";

const ROOT = new URL("../../", import.meta.url);

/** Inside of the project, so that its packages are found; `dist` is nobody's source. */
const COPY = new URL("dist/planted/", ROOT);

/** What the receiver's tests need. */
const COPIED = [
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
  ...["receiver", "components", "program", "local", "testing", "cli", "tests", "bench", "docs", "examples"],
];

/** The receiver's tests; the simulation itself is not one of them. */
const TESTS = ["tests/receiver"];

/** A throw-away copy of the project, in which faults are planted and tests are run. */
export class Copy {
  static async make(): Promise<Copy> {
    await rm(COPY, { recursive: true, force: true });
    await mkdir(COPY, { recursive: true });
    for (const name of COPIED) await cp(new URL(name, ROOT), new URL(name, COPY), { recursive: true });
    return new Copy();
  }

  /** Names of the tests that fail with a fault in the code; none: it passes them all. */
  async failing({ file, find, replace }: Patch): Promise<string[]> {
    const path = new URL(file, COPY);
    const code = await readFile(path, "utf8");
    await writeFile(
      path,
      code.replace(find, () => replace),
    );
    const output = await vitest();
    await writeFile(path, code);
    const { success, testResults } = JSON.parse(output) as Results;
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.flatMap(({ status, fullName }) => (status === "failed" ? [fullName] : [])),
    );
    return success || failed.length > 0 ? failed : ["a file of tests can't be run"];
  }

  async remove(): Promise<void> {
    await rm(COPY, { recursive: true, force: true });
  }
}

/** What Vitest's JSON says. */
interface Results {
  success: boolean;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

/** Runs the tests in the copy until one fails. Answers what they say. */
function vitest(): Promise<string> {
  const bin = new URL("node_modules/vitest/vitest.mjs", ROOT).pathname;
  const options = ["run", "--bail", "1", "--reporter", "json", "--testTimeout", "90000", ...TESTS];
  const child = spawn(process.execPath, [bin, ...options], {
    cwd: COPY,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)));
  });
}
