import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("every order of four callbacks, until nothing new is reached", async () => {
  const bounds = ["--callbacks", "4", "--stops", "0", "--bad-answers", "0"];
  const { stdout } = await promisify(execFile)(process.execPath, [
    "bench/simulate/exhaustive/main.ts",
    ...bounds,
    "--json",
  ]);
  const { isComplete, violations, runs, states } = JSON.parse(stdout);
  expect({ isComplete, violations }).toEqual({ isComplete: true, violations: [] });
  // Without states that are told apart, each order would be followed.
  expect(states).toBeLessThan(runs);
  expect(runs).toBe(59);
}, 120_000);
