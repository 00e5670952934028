import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { type ServedCloudMonitor, serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

const ACCOUNT = "1100000000000000";
const REGION = "cn-hangzhou";

let served: ServedCloudMonitor;
let stack: Stack;

// By hand: the test runner would make a paragraph of one line.
if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/moved.test.ts ${WITHOUT_ALICLOUD}\n`);

describe.skipIf(WITHOUT_ALICLOUD)("an account's monitoring", { timeout: 120_000 }, () => {
  let created = 0;

  beforeAll(async () => {
    const key = localKey(ACCOUNT);
    served = await serveCloudMonitor({ keys: [key], region: REGION, wait: async () => {} });
    stack = await Stack.open({
      program: fileURLToPath(new URL("../programs/accounts.ts", import.meta.url)),
      config: {
        "alicloud:region": REGION,
        "alicloud:accessKey": key.id,
        "alicloud:protocol": "HTTP",
        "alicloud:endpoints": JSON.stringify([{ cms: served.endpoint, sts: served.endpoint }]),
      },
      secrets: {
        "alicloud:secretKey": key.secret,
        callback: "https://a.example.com/callbacks/asia?token=made-up-token",
      },
      env: {},
    });
    created = (await stack.up()).changes.create ?? 0;
  }, 120_000);

  afterAll(async () => {
    stack.close();
    await served.stop();
  });

  const ids = () => [...served.api.clouds.account(ACCOUNT).region(REGION).rules.keys()].sort();

  test("names every rule with the id that it has in the cloud", async () => {
    const { ruleIds } = (await stack.outputs()) as { ruleIds: Record<string, string> };
    expect(Object.values(ruleIds).sort()).toEqual(ids());
    expect(ids()).toHaveLength(6);
  });

  test("is renamed and then moved, and nothing is replaced", async () => {
    const before = ids();
    expect((await stack.up({ name: "singapore" })).changes).toEqual({ unchanged: created });
    expect((await stack.up({ moved: "true" })).changes).toEqual({ unchanged: created, create: 1 });
    expect(ids()).toEqual(before);
  });
});
