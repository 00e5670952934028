import { expect, test } from "vitest";
import { health } from "../../receiver/console/health.ts";
import type { Env } from "../../receiver/env.ts";
import { SECRET, TEST_BINDINGS } from "./bindings.ts";

/** A Worker with one destination, whose ledgers answer as `answer` says. */
function worker(answer: () => boolean) {
  const asked: string[] = [];
  const config = {
    destinations: { hook: { kind: "webhook", severities: {} } },
    sources: Object.fromEntries(["one", "two"].map((name) => [name, { deliverTo: ["hook"] }])),
  };
  const env: Env = {
    CONFIG: config,
    CALLBACK_SECRET: SECRET,
    DESTINATION_HOOK: TEST_BINDINGS.DESTINATION_HOOK,
    LEDGER: {
      getByName: (name: string) => ({
        isThere: async () => {
          asked.push(name);
          return answer();
        },
      }),
    },
  };
  return { env, asked };
}

test("GET /health asks one object, once in ten seconds", async () => {
  const { env, asked } = worker(() => true);
  for (const now of [0, 1, 9_999]) {
    const response = await health(env, now);
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    expect(response.headers.get("cache-control")).toBe("max-age=10");
  }
  expect(asked).toEqual(["one"]);
  await health(env, 10_000);
  expect(asked).toEqual(["one", "one"]);
});

test("GET /health answers 503 where the object does not answer", async () => {
  const { env } = worker(() => {
    throw new Error("overloaded");
  });
  const response = await health(env, 0);
  expect([response.status, await response.json()]).toEqual([503, { ok: false, problem: "overloaded" }]);
});
