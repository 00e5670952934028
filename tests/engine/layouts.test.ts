import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedCloudflare, serveCloudflare } from "../../local/cloudflare/serve.ts";
import { openCloud, type TestCloud } from "./clouds.ts";
import { type Outcome, Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/layouts.test.ts ${WITHOUT_ALICLOUD}\n`);

// As docs/pipeline.md says it: the rules stay where they are, because their ids name the stack.
describe.skipIf(WITHOUT_ALICLOUD)(
  "a stack with everything, moved to a receiver and rules",
  { timeout: 120_000 },
  () => {
    let cloud: TestCloud;
    let cloudflare: ServedCloudflare;
    let rules: Stack;
    let receiver: Stack;

    beforeAll(async () => {
      cloud = await openCloud();
      cloudflare = await serveCloudflare();
      const common = {
        program: fileURLToPath(new URL("../programs/layouts.ts", import.meta.url)),
        secrets: {
          callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
          signingSecret: `whsec_${"YWFh".repeat(10)}`,
        },
        env: cloudflare.environment,
      };
      rules = await Stack.open({
        ...common,
        config: { ...cloud.config, layout: "one" },
        secrets: { ...common.secrets, ...cloud.secrets },
      });
      receiver = await Stack.open({
        ...common,
        name: "receiver",
        config: { layout: "receiver" },
        beside: rules,
      });
      await rules.up();
    }, 120_000);

    afterAll(async () => {
      receiver?.close();
      rules?.close();
      await cloudflare?.stop();
      await cloud?.served.stop();
    });

    const held = () => ({
      rules: [...cloud.region.rules.values()].map(({ ruleId, webhook }) => [ruleId, webhook]).sort(),
      scripts: Object.keys(cloudflare.cloudflare.accounts.list()[0]?.scripts ?? {}),
    });

    /** Without default providers, which come and go with what needs them. */
    const changed = ({ steps }: Outcome) => steps.filter(({ type }) => !type.startsWith("pulumi:providers:"));

    test("replaces, deletes and doubles nothing", async () => {
      const before = held();
      expect(before.rules.length).toBeGreaterThan(1);
      const { deployment } = JSON.parse(await rules.state()) as {
        deployment: { resources: { urn: string }[] };
      };
      const urn = deployment.resources.find((each) => each.urn.includes("AlertReceiver::relay"))?.urn ?? "";
      await rules.move(urn, receiver);
      expect(changed(await receiver.up())).toEqual([]);
      await rules.configure({ layout: "rules" });
      expect(changed(await rules.up())).toEqual([]);
      expect(held()).toEqual(before);
    });

    test("each goes on by itself", async () => {
      for (const stack of [receiver, rules]) expect((await stack.preview("--refresh")).steps).toEqual([]);
      expect((await rules.destroy()).ok).toBe(true);
      expect(held()).toMatchObject({ rules: [], scripts: ["relay"] });
    });
  },
);
