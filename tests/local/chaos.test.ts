import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { ChaosFigures } from "../../bench/chaos/chaos.ts";

/** `npm run chaos`, with few kills. */
test("what was acknowledged is told, wherever workerd is killed", async () => {
  const args = ["bench/chaos/main.ts", "--kills", "6", "--seed", "20261120", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const figures = JSON.parse(stdout) as ChaosFigures;
  expect(figures).toMatchObject({
    ...{ lost: 0, double: 0, unresolved: 0, deadLetters: 0, waiting: 0 },
    ...{ kills: 6, seed: 20261120 },
  });
  expect(figures.copies).toBeLessThanOrEqual(figures.kills);
  expect(figures.incidents).toBeGreaterThan(20);
}, 120_000);
