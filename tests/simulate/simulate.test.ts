import { expect, test } from "vitest";
import { simulate, storyOf } from "../../bench/simulate/simulate.ts";

/** In CI other nights each time; elsewhere always the same. */
const FIRST = process.env.CI ? Math.floor(Date.now() / 1000) : 1;

test(`two hundred nights, npm run simulate -- --short --seeds 200 --seed ${FIRST}`, async () => {
  const { failures, seeds } = await simulate({ seed: FIRST, seeds: 200, length: "short" });
  expect(failures).toEqual([]);
  expect(seeds).toBe(200);
}, 300_000);

test("the same seeds give the same log, byte for byte, whatever the number of threads", async () => {
  const nights = { seed: 1, seeds: 9, length: "short" } as const;
  const [one, two] = await Promise.all([
    simulate({ ...nights, threads: 1 }),
    simulate({ ...nights, threads: 2 }),
  ]);
  expect({ ...one, seconds: 0 }).toEqual({ ...two, seconds: 0 });
  expect(one.changed / one.callbacks).toBeGreaterThan(0.5);
});

test("another seed is another night", async () => {
  const digests = await Promise.all(
    [1, 2].map(async (seed) => (await simulate({ seed, seeds: 1, length: "short", threads: 1 })).digest),
  );
  expect(new Set(digests).size).toBe(2);
});

test("more callbacks take more seeds", async () => {
  const { seeds, callbacks } = await simulate({ seed: 1, seeds: 1, callbacks: 300, threads: 1 });
  expect(seeds).toBeGreaterThan(1);
  expect(callbacks).toBeGreaterThanOrEqual(300);
});

/** A receiver that forgets to say that incidents are over. */
const PATCH = {
  file: "receiver/ledger/decide.ts",
  find: 'return { decision: "resolved", track: closed, messages: ["resolved"] };',
  replace: 'return { decision: "resolved", track: closed, messages: [] };',
};

test("a fault in the code is found, and told in its smallest form", async () => {
  const nights = {
    seed: 1,
    seeds: 200,
    length: "short",
    threads: 1,
    patch: PATCH,
    isFirstEnough: true,
  } as const;
  const [failure] = (await simulate(nights)).failures;
  expect(failure?.invariant).toBe("acknowledged is told, or its reason is");
  const story = await storyOf({ seed: failure?.seed ?? 0, length: "short", shrink: true, patch: PATCH });
  expect(story).toContain("has open what is over");
  expect(story.split("\n").filter((line) => line.startsWith("callback: "))).toHaveLength(2);
  expect(story).not.toContain("fault: ");
});

test("a fault that does not fit the code is refused", async () => {
  const patch = { ...PATCH, find: "no such text" };
  await expect(simulate({ seed: 1, seeds: 1, threads: 1, patch })).rejects.toThrow(
    "does not have exactly once",
  );
});
