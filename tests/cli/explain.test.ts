import { expect, test } from "vitest";
import type { Explanation } from "../../program/explain.ts";
import { relay, relayHere } from "./run.ts";

const form = "tests/payloads/metric-firing-ecs-memory.form";

test("explain says which incident, which route and which requests, as JSON", async () => {
  const config = ["itoc360Token=itoc-token-0001", "ilertKey=ilert-key-0001", "flashdutyKey=flash-key-0001"];
  const settings = config.flatMap((each) => ["--config", each]);
  const args = ["explain", "--source", "production", form, "--parameters", "rule=ecs-memory", "--json"];
  const { code, stdout, stderr } = await relay([...args, ...settings]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^made up, because the configuration has none: cloudflareAccountId, hostname, /);
  const { alerts, problems } = JSON.parse(stdout) as Explanation;
  expect(problems).toEqual([]);
  expect(alerts).toMatchObject([
    {
      kind: "metric",
      state: "firing",
      level: "warn",
      identity: expect.stringContaining('"ecs-memory"') as string,
      destinations: ["itoc360", "ilert", "flashduty"],
      requests: [{ destination: "itoc360" }, { destination: "ilert" }, { destination: "flashduty" }],
    },
  ]);
  for (const secret of config) expect(stdout).not.toContain(secret.split("=")[1]);
});

test("explain says what is wrong with what it is asked, and ends with 2", async () => {
  const { code, stdout, stderr } = await relayHere(["explain", "--source", "staging", form]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe('error: no receiver of this program has a source "staging"; there is production\n');
});
