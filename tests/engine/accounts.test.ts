import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCOUNT, OTHER_ACCOUNT, openCloud, REGION, secretOf, type TestCloud } from "./clouds.ts";
import { Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

const CALLBACK = "https://alerts.example.com/callbacks/shop?token=made-up-token";
const OTHER_REGION = "ap-southeast-1";

const programOf = (name: string) => fileURLToPath(new URL(`../programs/${name}.ts`, import.meta.url));

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/accounts.test.ts ${WITHOUT_ALICLOUD}\n`);

// The receiver's stack and a stack of rules for two accounts in two regions, as a pipeline has them.
describe.skipIf(WITHOUT_ALICLOUD)("a stack of rules for two accounts", { timeout: 120_000 }, () => {
  /** One for each region, as the real one has an address for each. */
  let clouds: Record<string, TestCloud>;
  let receiver: Stack;
  let rules: Stack;

  beforeAll(async () => {
    clouds = { [REGION]: await openCloud(), [OTHER_REGION]: await openCloud({ region: OTHER_REGION }) };
    receiver = await Stack.open({
      program: programOf("outputs"),
      name: "receiver",
      config: {},
      secrets: { callback: CALLBACK },
      env: {},
    });
    await receiver.up();
    rules = await Stack.open({
      program: programOf("two-accounts"),
      name: "rules",
      config: {
        endpoints: Object.values(clouds)
          .map(({ served }) => served.endpoint)
          .join(),
        accounts: `${ACCOUNT},${OTHER_ACCOUNT}`,
      },
      secrets: { secret0: secretOf(ACCOUNT), secret1: secretOf(OTHER_ACCOUNT) },
      env: {},
      beside: receiver,
    });
  }, 60_000);

  afterAll(async () => {
    rules?.close();
    receiver?.close();
    await Promise.all(Object.values(clouds ?? {}).map(({ served }) => served.stop()));
  });

  const heldBy = (account: string, region: string) =>
    [...(clouds[region]?.served.api.clouds.account(account).region(region).rules.values() ?? [])].map(
      (rule) => [rule.ruleName, rule.contactGroups, rule.webhook],
    );

  test("puts each rule where it belongs, with the callback of the receiver's stack", async () => {
    await rules.up();
    const expected = [["cpu", "on-call", `${CALLBACK}&rule=cpu`]];
    expect(heldBy(ACCOUNT, REGION)).toEqual(expected);
    expect(heldBy(OTHER_ACCOUNT, OTHER_REGION)).toEqual(expected);
    expect(heldBy(ACCOUNT, OTHER_REGION)).toEqual([]);
    expect(heldBy(OTHER_ACCOUNT, REGION)).toEqual([]);
  });

  test("has nothing to do at the second preview, and keeps no secret in clear", async () => {
    expect((await rules.preview("--refresh")).steps).toEqual([]);
    const state = await rules.state();
    for (const secret of ["made-up-token", secretOf(ACCOUNT), secretOf(OTHER_ACCOUNT)]) {
      expect(state).not.toContain(secret);
    }
  });

  test("leaves nothing in either account", async () => {
    expect((await rules.destroy()).ok).toBe(true);
    expect([...heldBy(ACCOUNT, REGION), ...heldBy(OTHER_ACCOUNT, OTHER_REGION)]).toEqual([]);
  });
});
