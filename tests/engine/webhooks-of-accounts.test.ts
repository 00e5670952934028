import { mkdtempSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCOUNT, OTHER_ACCOUNT, openCloud, REGION, secretOf, type TestCloud } from "./clouds.ts";
import { Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

const ROLE = `acs:ram::${OTHER_ACCOUNT}:role/monitoring`;
const TOKEN = "made-up-token-of-the-identity-provider";

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/webhooks-of-accounts.test.ts ${WITHOUT_ALICLOUD}\n`);

describe.skipIf(WITHOUT_ALICLOUD)(
  "webhook objects follow their account's provider",
  { timeout: 120_000 },
  () => {
    let cloud: TestCloud;
    let stack: Stack;
    let folder: string;

    const held = () => cloud.served.api.clouds.account(OTHER_ACCOUNT).region(REGION).webhooks;
    const languages = () => [...held()].map(([id, { lang }]) => [id, lang]).sort();

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "relay-token-"));
      writeFileSync(join(folder, "token"), TOKEN);
      cloud = await openCloud();
      stack = await Stack.open({
        program: fileURLToPath(new URL("../programs/webhooks-of-accounts.ts", import.meta.url)),
        config: {
          ...cloud.config,
          "alicloud:assumeRole": JSON.stringify({ roleArn: ROLE, sessionName: "as-stack" }),
          endpoint: cloud.served.endpoint,
          role: ROLE,
          key: `local-${ACCOUNT}`,
          identityProvider: `acs:ram::${OTHER_ACCOUNT}:oidc-provider/ci`,
          tokenFile: join(folder, "token"),
        },
        secrets: {
          ...cloud.secrets,
          secret: secretOf(ACCOUNT),
          callback: "https://alerts.example.com/callbacks/shop?token=made-up-token",
        },
        env: {},
      });
      await stack.up();
    }, 120_000);

    afterAll(async () => {
      stack?.close();
      rmSync(folder, { recursive: true, force: true });
      await cloud?.served.stop();
    });

    test("are made in the account of the role, by each way there", () => {
      expect([...held().keys()].sort()).toEqual(["as-stack", "by-role", "by-token"]);
      expect(cloud.region.webhooks.size).toBe(0);
    });

    test("have a way to credentials in the state, and no credential", async () => {
      const state = await stack.state();
      expect(state).toContain('"sessionName": "as-stack"');
      expect(state).toContain('"roleSessionName": "by-token"');
      for (const secret of [TOKEN, "STS.", secretOf(ACCOUNT), "made-up-token"])
        expect(state).not.toContain(secret);
    });

    test("are read, changed and deleted by sessions of those runs", async () => {
      expect((await stack.preview("--refresh")).steps).toEqual([]);
      expect((await stack.up({ language: "zh" })).changes).toMatchObject({ update: 3 });
      expect(languages()).toEqual(["as-stack", "by-role", "by-token"].map((id) => [id, "zh_CN"]));
      expect((await stack.destroy()).ok).toBe(true);
      expect(held().size).toBe(0);
    });
  },
);
