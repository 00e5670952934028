import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCloud, type TestCloud } from "./clouds.ts";
import { Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

// Stacks that were deployed by the version whose sets declared each rule as a component.

let cloud: TestCloud;
let stack: Stack;
let before: string;

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/rule-sets.test.ts ${WITHOUT_ALICLOUD}\n`);

describe.skipIf(WITHOUT_ALICLOUD)("ready rules of the version before", { timeout: 120_000 }, () => {
  /** The rules with all that they say, as the cloud has them. */
  const rules = () => JSON.stringify([...cloud.region.rules].sort());

  beforeEach(async () => {
    cloud = await openCloud();
    stack = await Stack.open({
      program: fileURLToPath(new URL("../programs/rule-sets.ts", import.meta.url)),
      config: { ...cloud.config, former: "true" },
      secrets: { ...cloud.secrets, callback: "https://a.example.com/callbacks/shop?token=made-up-token" },
      env: {},
    });
    // Two sets, the component around one, the stack and its provider; a component and a resource for each rule.
    expect((await stack.up()).changes).toEqual({ create: 18 });
    before = rules();
    expect(cloud.region.rules.size).toBe(7);
  }, 120_000);

  afterEach(async () => {
    stack.close();
    await cloud.served.stop();
  });

  /** An update by this version, which only forgets the components. */
  const upgrade = async (config: Record<string, string>, others: Record<string, number> = {}) => {
    const calls = cloud.served.api.calls.length;
    const { changes, steps } = await stack.up({ former: "false", ...config });
    expect(changes).toEqual({ unchanged: 11, delete: 7, ...others });
    expect(new Set(steps.filter(({ op }) => op === "delete").map(({ type }) => type))).toEqual(
      new Set(["cloudmonitor-relay:index:MetricRule"]),
    );
    const made = cloud.served.api.calls.slice(calls).map(({ action }) => action);
    expect(made.filter((action) => /^(Put|Create|Delete)/.test(action))).toEqual([]);
    expect(rules()).toBe(before);
    expect((await stack.up()).changes).toEqual({ unchanged: 11 + (others.create ?? 0) });
  };

  test("are taken over, and none is replaced", () => upgrade({}));

  test("are taken over by a set that is renamed with an alias in the same update", () =>
    upgrade({ name: "store" }));

  test("are taken over where the component around their set is renamed", () => upgrade({ team: "crew" }));

  test("are taken over where the component around their set is renamed and moved", () =>
    upgrade({ team: "crew", moved: "true" }, { create: 1 }));
});
