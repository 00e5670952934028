import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedCloudflare, serveCloudflare } from "../../local/cloudflare/serve.ts";
import { offlineExcept } from "../../local/offline-environment.ts";
import { ROOT, relayHere } from "../cli/run.ts";
import { recorded, SECRETS } from "../verify/recorded.ts";
import { openCloud, REGION, type TestCloud } from "./clouds.ts";
import { STACK, Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/verify.test.ts ${WITHOUT_ALICLOUD}\n`);

describe.skipIf(WITHOUT_ALICLOUD)("verify, after `pulumi up`", { timeout: 120_000 }, () => {
  let cloud: TestCloud;
  let cloudflare: ServedCloudflare;
  let stack: Stack;

  beforeAll(async () => {
    cloud = await openCloud();
    cloudflare = await serveCloudflare();
    stack = await Stack.open({
      program: fileURLToPath(new URL("../programs/verified.ts", import.meta.url)),
      config: cloud.config,
      secrets: { ...cloud.secrets, ...SECRETS },
      env: {
        ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.config["alicloud:accessKey"] ?? "",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.secrets["alicloud:secretKey"] ?? "",
        ...cloudflare.environment,
        ...offlineExcept([cloud.served.endpoint]),
      },
    });
    await stack.up();
  }, 120_000);

  afterAll(async () => {
    stack?.close();
    await cloudflare?.stop();
    await cloud?.served.stop();
  });

  const verify = (...args: string[]) => {
    const { folder, env } = stack.place;
    return relayHere(["verify", "-C", folder, "--stack", STACK, ...args], env);
  };

  test("asks the engine for its state, and says what is not so", async () => {
    const { code, stdout, stderr } = await verify();
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toMatchInlineSnapshot(`
      "✓ receiver relay: https://alerts.example.com answers on this machine, without HTTPS, and can take callbacks
      ✓ callback shop: at alerts.example.com answers a GET
      ⚠ rule ecs-cpu, rds-disk: in cn-hangzhou has no data → new rules have none for some minutes; else see its metric and resources
      ✓ event rule ecs-events: in cn-hangzhou is there, enabled, with our callback and groups
      ✓ Prometheus rule target-down: in cn-hangzhou is there, enabled, with our callback and groups
      ✗ contact on-call-mail: is not active: nobody has confirmed its mail address → follow the link in the message that CloudMonitor sent there
      ✓ contact group on-call: has its contacts
      ✓ one-click rules in cn-hangzhou: double none of ours
      ✓ webhook object relay-hook: leads to our callback
      ✓ destination bot: Telegram accepts its credential
      ✓ destination chat: Slack accepts its credential
      ✓ destination genie: Opsgenie accepts its credential
      – destination pager: PagerDuty has no call that checks it and pages nobody → only a real message shows it: a fire drill by \`verify --drill\`, or a POST to the callback URL with an empty body, which sends a test
      ✓ destination prometheus: Prometheus Alertmanager accepts its credential
      – destination rehearsal: signed webhook has no call that checks it and pages nobody → only a real message shows it: a fire drill by \`verify --drill\`, or a POST to the callback URL with an empty body, which sends a test
      11 passed, 1 failed, 2 to look at, 2 not checkable
      "
    `);
    for (const secret of Object.values(SECRETS)) expect(stdout).not.toContain(secret);
  });

  test("has nothing to say once the contact is confirmed", async () => {
    const contact = cloud.account.contacts.get("on-call-mail");
    contact?.activated.push("Mail");
    const { code, stdout } = await verify("--json");
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { outcome: string }[] };
    expect([code, ok, checks.filter(({ outcome }) => outcome === "failed")]).toEqual([0, true, []]);
  });

  test("holds a drill, and says how long each stage of it took", async () => {
    const { code, stdout } = await verify("--drill");
    expect(code, stdout).toBe(0);
    const drilled = stdout.split("\n").filter((each) => each.startsWith("✓ drill "));
    expect(drilled.map((each) => each.replace(/[0-9.]+ s/g, "… s"))).toEqual([
      "✓ drill shop: passed: its callback was taken at the public address after … s",
      "✓ drill shop at rehearsal: had the alert after … s, had its recovery after … s",
    ]);
  });

  // Written anew by `npx vitest run tests/engine/verify.test.ts --update`.
  test("its state is what the tests without an engine read", async () => {
    const state = recorded(await stack.exported(), cloud.served.endpoint);
    await expect(state).toMatchFileSnapshot(`${ROOT}/tests/verify/exported.json`);
  });

  test("what is broken in the console is found", async () => {
    // The engine makes rules in any order.
    const rule = [...cloud.region.rules.values()].find(({ ruleName }) => ruleName.startsWith("ecs-cpu"));
    if (rule) cloud.region.putRule({ ...rule, enabled: false });
    const { code, stdout } = await verify();
    expect(code).toBe(1);
    expect(stdout).toContain(`✗ rule ecs-cpu: in ${REGION} is disabled → `);
  });
});
