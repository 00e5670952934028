import { writeSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { type ServedCloudMonitor, serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import type { RegionStore } from "../../local/cloudmonitor/store/region.ts";
import { Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

// The life of a program's CloudMonitor side with the real engine and the real provider, from nothing to
// nothing; each test goes on where the one before ended.

const ACCOUNT = "1100000000000000";
const REGION = "cn-hangzhou";
/** Components, what they are made of, and the stack. */
const RESOURCES = 19;

let served: ServedCloudMonitor;
let region: RegionStore;
let stack: Stack;
/** A receiver that keeps what it is sent, as `ALERT CRITICAL`. */
let receiver: Server;
const seen: string[] = [];

// By hand: the test runner would make a paragraph of one line.
if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/cloudmonitor.test.ts ${WITHOUT_ALICLOUD}\n`);

describe.skipIf(WITHOUT_ALICLOUD)("a program's CloudMonitor side", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    receiver = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const fields = new URLSearchParams(body);
      seen.push(`${fields.get("alertState")} ${fields.get("triggerLevel")}`);
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const key = localKey(ACCOUNT);
    served = await serveCloudMonitor({ keys: [key], region: REGION, wait: async () => {} });
    region = served.api.clouds.account(ACCOUNT).region(REGION);
    const port = (receiver.address() as AddressInfo).port;
    stack = await Stack.open({
      program: fileURLToPath(new URL("../programs/cloudmonitor.ts", import.meta.url)),
      config: {
        "alicloud:region": REGION,
        "alicloud:accessKey": key.id,
        "alicloud:protocol": "HTTP",
        "alicloud:endpoints": JSON.stringify([{ cms: served.endpoint, sts: served.endpoint }]),
      },
      secrets: {
        "alicloud:secretKey": key.secret,
        callback: `http://127.0.0.1:${port}/callbacks/shop?token=made-up-token`,
      },
      env: {},
    });
  }, 60_000);

  afterAll(async () => {
    stack.close();
    receiver.close();
    await served.stop();
  });

  /** The alert rules in the cloud, by name. */
  const rules = () => new Map([...region.rules.values()].map((rule) => [rule.ruleName, rule]));
  const push = (values: string) =>
    fetch(`${served.url}/_local/metrics?from=now`, {
      method: "PUT",
      body: `series: [{ metric: ecs.CPUUtilization, resource: { instanceId: i-1 }, values: ${values} }]`,
    });

  test("begins from nothing, and its rules fire", async () => {
    expect(await stack.up()).toMatchObject({ ok: true, changes: { create: RESOURCES } });
    expect([...region.account.contacts.keys()]).toEqual(["kim"]);
    expect([...region.account.groups.values()]).toMatchObject([{ name: "on-call", contacts: ["kim"] }]);
    expect([...rules().keys()].sort()).toEqual(["cpu", "shop-disk"]);
    expect(region.eventRules.size).toBe(1);
    expect(region.blackLists.size).toBe(1);
    expect([...region.webhooks.values()]).toMatchObject([
      { headers: { Authorization: "Bearer made-up-token" } },
    ]);
    expect(region.alertRules.size).toBe(1);
    await push("20x2 97x3 20x2");
    expect(seen).toEqual(["ALERT CRITICAL", "OK OK"]);
  });

  test("has nothing to do at the second preview, and keeps no secret in clear", async () => {
    expect(await stack.preview("--refresh")).toMatchObject({ ok: true, changes: { unchanged: RESOURCES } });
    const state = await stack.state();
    for (const secret of ["made-up-token", localKey(ACCOUNT).secret]) expect(state).not.toContain(secret);
  });

  test("changes a threshold in place", async () => {
    const before = rules().get("cpu")?.ruleId;
    expect(await stack.up({ threshold: "98" })).toMatchObject({ changes: { update: 1 } });
    const changed = rules().get("cpu");
    expect(changed?.ruleId).toBe(before);
    expect(changed?.escalations).toMatchObject({ Critical: { Threshold: "98" } });
  });

  test("makes another rule for another level, and what is in the cloud is what fires", async () => {
    const before = rules().get("cpu")?.ruleId;
    expect(await stack.up({ warn: "true" })).toMatchObject({ changes: { replace: 1 } });
    const changed = rules().get("cpu");
    expect(changed?.ruleId).not.toBe(before);
    expect(changed?.escalations).toMatchObject({ Critical: { Threshold: "98" }, Warn: { Threshold: "80" } });
    seen.length = 0;
    await push("97x4 20x2");
    expect(seen).toEqual(["ALERT WARN", "OK OK"]);
  });

  test("really removes a level that the program doesn't name any more", async () => {
    expect(await stack.up({ warn: "false" })).toMatchObject({ changes: { replace: 1 } });
    expect(Object.keys(rules().get("cpu")?.escalations ?? {})).toEqual(["Critical"]);
    expect(await stack.preview("--refresh")).toMatchObject({ changes: { unchanged: RESOURCES } });
  });

  test("finds and repairs what somebody changed or deleted by hand", async () => {
    const rule = rules().get("cpu");
    if (!rule) throw new Error("the rule is not there");
    region.putRule({ ...rule, silenceTime: 60 });
    region.deleteRule(rules().get("shop-disk")?.ruleId ?? "");
    expect(await stack.preview("--refresh")).toMatchObject({ changes: { create: 1, update: 1 } });
    expect(await stack.up({}, "--refresh")).toMatchObject({ ok: true });
    expect(rules().get("cpu")?.silenceTime).toBe(rule.silenceTime);
    expect(rules().has("shop-disk")).toBe(true);
  });

  test("goes on after an update that failed in the middle, with nothing doubled", async () => {
    served.api.faults.add({
      action: "PutResourceMetricRule",
      kind: "error",
      status: 400,
      code: "Refused",
      done: true,
    });
    const failed = await stack.tryUp({ threshold: "95" });
    expect(failed).toMatchObject({ ok: false });
    expect(failed.output).toContain("Refused");
    expect(await stack.up()).toMatchObject({ ok: true });
    expect(rules().get("cpu")?.escalations.Critical?.Threshold).toBe("95");
    expect(rules().size).toBe(2);
    expect(await stack.preview("--refresh")).toMatchObject({ changes: { unchanged: RESOURCES } });
  });

  test("ends with nothing left", async () => {
    expect(await stack.destroy()).toMatchObject({ ok: true });
    const { contacts, groups } = region.account;
    const { alertLog: _, ...left } = region.snapshot();
    expect([...contacts.values(), ...groups.values(), ...Object.values(left).flat()]).toEqual([]);
  });
});
