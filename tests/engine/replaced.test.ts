import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedCloudflare, serveCloudflare } from "../../local/cloudflare/serve.ts";
import { applicationGroup, contactGroup, openCloud, type TestCloud } from "./clouds.ts";
import { Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/replaced.test.ts ${WITHOUT_ALICLOUD}\n`);

// Both clouds at once: the rule's callbacks reach the Worker that the same program deployed.
describe.skipIf(WITHOUT_ALICLOUD)("with both clouds", { timeout: 120_000 }, () => {
  let cloudflare: ServedCloudflare;
  let cloud: TestCloud;
  let stack: Stack;
  /** What the receiver decided about each callback, with the rule's id, e.g. `opened cpu--0123456789`. */
  const decisions: string[] = [];

  beforeAll(async () => {
    cloudflare = await serveCloudflare({ onDestination: () => {}, onLog: () => {} });
    cloud = await openCloud({
      here: (url) => cloudflare.here(url),
      onPosted: ({ rule }, { body }) => {
        decisions.push(`${JSON.parse(body).decision} ${rule.ruleId}`);
      },
    });
    stack = await Stack.open({
      program: fileURLToPath(new URL("../programs/replaced.ts", import.meta.url)),
      config: cloud.config,
      secrets: {
        ...cloud.secrets,
        callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
        signingSecret: `whsec_${"YWFh".repeat(10)}`,
      },
      env: cloudflare.environment,
    });
    await stack.up();
  }, 60_000);

  afterAll(async () => {
    stack?.close();
    await cloud?.served.stop();
    await cloudflare?.stop();
  });

  const push = (values: string) =>
    fetch(`${cloud.served.url}/_local/metrics?from=now`, {
      method: "PUT",
      body: `series: [{ metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, values: ${values} }]`,
    });
  const ruleIds = () => [...cloud.region.rules.keys()];

  test("a replaced rule is made right after the old one is gone, and what that opened is resolved after", async () => {
    const [before = ""] = ruleIds();
    await push("20x2 97x4");
    expect(decisions).toEqual([`opened ${before}`]);

    cloud.served.api.calls.length = 0;
    await stack.up({ ruleName: "renamed" });
    const writes = cloud.served.api.calls
      .map(({ action }) => action)
      .filter((each) => !/^Describe/.test(each));
    expect(writes).toEqual(["DeleteMetricRules", "PutResourceMetricRule", "PutResourceMetricRule"]);
    const [after = "", ...others] = ruleIds();
    expect(others).toEqual([]);
    expect(after).not.toBe(before);

    decisions.length = 0;
    await push("97x4 20x3");
    expect(decisions).toEqual([`repeated ${after}`, `resolved ${after}`]);
  });

  test("a mail address that is hidden until it is activated is not lost by another change", async () => {
    cloud.served.api.behaviour = { ...cloud.served.api.behaviour, pendingChannels: "hidden" };
    const mail = () => cloud.account.contacts.get("kim")?.channels.Mail;
    // A refresh finds no address, and the next update sends it again: no harm, and over with the activation.
    const hidden = await stack.preview("--refresh");
    expect(hidden.steps).toMatchObject([{ op: "update", name: "kim-contact", inputs: ["channelsMail"] }]);
    await stack.up({ description: "Kim of the night shift" }, "--refresh");
    expect(mail()).toBe("kim@example.com");
    const contact = cloud.account.contacts.get("kim");
    if (contact) contact.activated = ["Mail"];
    expect((await stack.preview("--refresh")).steps).toEqual([]);
    await stack.up({ description: "Kim" });
    expect(mail()).toBe("kim@example.com");
  });
});

// Under one id the new rule and the old one are the same to CloudMonitor.
describe.skipIf(WITHOUT_ALICLOUD)(
  "a rule that is replaced under its own id is there after",
  { timeout: 120_000 },
  () => {
    let cloud: TestCloud;
    let stack: Stack;
    let ids: string[];

    beforeAll(async () => {
      cloud = await openCloud();
      cloud.region.putMonitorGroup(applicationGroup(4711));
      for (const each of ["on-call", "interns"]) cloud.account.groups.set(each, contactGroup(each));
      const program = fileURLToPath(new URL("../programs/replaced-rules.ts", import.meta.url));
      stack = await Stack.open({ program, config: cloud.config, secrets: cloud.secrets, env: {} });
      await stack.up();
      ids = [...cloud.region.rules.keys()].sort();
    }, 60_000);

    afterAll(async () => {
      stack?.close();
      await cloud?.served.stop();
    });

    const held = () =>
      [...cloud.region.rules.values()]
        .map(({ ruleId, ruleName, metricName, contactGroups }) => [
          ruleId,
          ruleName,
          metricName,
          contactGroups,
        ])
        .sort();
    const declared = () => ids.map((id) => [id, id.split("--")[0], "CPUUtilization", "on-call"]);

    test.for([
      ["contact groups", { contactGroups: "interns" }],
      ["name", { ruleName: "renamed" }],
      ["metric", { metricName: "cpu_total" }],
    ] as const)("when a refresh finds another %s", async ([, change]) => {
      for (const rule of [...cloud.region.rules.values()]) cloud.region.putRule({ ...rule, ...change });
      await stack.up({}, "--refresh");
      expect(held()).toEqual(declared());
      expect((await stack.preview("--refresh")).steps).toEqual([]);
    });

    test.for(["DeleteMetricRules", "PutResourceMetricRule", "PutGroupMetricRule"])(
      "when an update that failed at %s is reverted",
      async (action) => {
        const fault = { kind: "error", status: 400, code: "InternalError.Injected", times: 9 } as const;
        cloud.served.api.faults.add({ action, ...fault });
        expect((await stack.tryUp({ ruleName: "later" })).ok).toBe(false);
        cloud.served.api.faults.clear();
        await stack.up({ ruleName: "" });
        expect(held()).toEqual(declared());
        expect((await stack.preview("--refresh")).steps).toEqual([]);
      },
    );
  },
);
