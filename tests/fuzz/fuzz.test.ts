import { expect, test } from "vitest";
import { fuzz, holds } from "../../bench/fuzz/fuzz.ts";

test("hostile bodies: none is an error, a long answer or slow; nor is any that once was", async () => {
  const report = await fuzz({ seed: 1, count: 4000 });
  expect(report.failures).toEqual([]);
  expect(report.longestAnswer).toBeLessThanOrEqual(200);
  expect(holds(report)).toBe(true);
  expect(report.cases).toBeGreaterThan(4000);
  expect(Object.keys(report.statuses)).toEqual(["200", "413"]);
});
