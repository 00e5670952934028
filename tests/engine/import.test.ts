import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Comparison, GroupMetricRule, metrics, PrometheusRule, Silence } from "../../components/index.ts";
import { importProgram, readAccount, readingClient } from "../../import/index.ts";
import { loadProgram } from "../../local/load/load.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { readProgram } from "../../program/model/program.ts";
import { ACCOUNT, applicationGroup, openCloud, REGION, secretOf, type TestCloud } from "./clouds.ts";
import { STACK, Stack, WITHOUT_ALICLOUD } from "./pulumi.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Id of an application group. */
const SHOP = "73000001";
const CALLBACK = "https://hooks.example.com/made-up-hook";

const providerVersion = String(
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@pulumi/alicloud/package.json"), "utf8"))
    .version,
).replace(/^v/, "");

if (WITHOUT_ALICLOUD) writeSync(2, `tests/engine/import.test.ts ${WITHOUT_ALICLOUD}\n`);

// What another program made in the account, as if by hand, is read and adopted.
/** Steps that concern the account: the engine may note its provider anew, without any input that differs. */
const ofAccount = ({ steps }: { steps: readonly { type: string; inputs: readonly unknown[] }[] }) =>
  steps.filter(({ type, inputs }) => !type.startsWith("pulumi:providers:") || inputs.length > 0);

describe.skipIf(WITHOUT_ALICLOUD)("an account that has rules already", { timeout: 120_000 }, () => {
  let cloud: TestCloud;
  let folder: string;

  beforeAll(async () => {
    cloud = await openCloud();
    folder = mkdtempSync(join(ROOT, "dist", "imported-"));
    const { account, region } = cloud;
    const at = { created: 1, updated: 1 };
    account.contacts.set("li", {
      ...at,
      name: "li",
      describe: "Li",
      lang: "zh-cn",
      channels: { Mail: "li@example.com", SMS: "86-13812340001" },
      activated: ["Mail", "SMS"],
      dingTalkWebhook: undefined,
    });
    for (const name of ["on-call", "dba"]) {
      account.groups.set(name, { ...at, name, describe: "", contacts: ["li"], enableSubscribed: false });
    }
    const level = {
      ComparisonOperator: "GreaterThanThreshold",
      Statistics: "Average",
      Threshold: "90",
      Times: 3,
    };
    const rule = {
      ...at,
      namespace: "acs_ecs_dashboard",
      metricName: "CPUUtilization",
      contactGroups: "on-call,dba",
      resources: '[{"userId":"1100000000000000"}]',
      escalations: { Critical: level, Warn: { ...level, Threshold: "80" } },
      labels: [],
      period: "60",
      silenceTime: 86400,
      effectiveInterval: "00:00-23:59",
      noDataPolicy: "KEEP_LAST_STATE",
      sendOk: true,
      webhook: CALLBACK,
      enabled: true,
      targets: [],
    };
    region.putRule({ ...rule, ruleId: "putNewAlarm_user_1", ruleName: "CPU过高" });
    region.putRule({
      ...rule,
      ruleId: "putNewAlarm_user_2",
      ruleName: "quiet",
      silenceTime: 0,
      enabled: false,
    });
    region.putRule({
      ...rule,
      ruleId: "putNewAlarm_user_3",
      ruleName: "disk",
      metricName: "diskusage_utilization",
      resources: '[{"instanceId": "i-1"}]',
      emailSubject: "Disk",
      noEffectiveInterval: "02:00-03:00",
      contactGroups: "dba",
    });
    region.eventRules.set("disks", {
      name: "disks",
      eventType: "SYSTEM",
      description: "",
      silenceTime: 0,
      state: "ENABLED",
      patterns: [
        {
          Product: "ECS",
          NameList: ["Disk:Stalled:Executing"],
          LevelList: ["*"],
          StatusList: [],
          EventTypeList: ["*"],
        },
      ],
      targets: {
        ContactParameters: [{ Id: "1", ContactGroupName: "on-call", Level: "4" }],
        WebhookParameters: [{ Id: "2", Protocol: "http", Method: "POST", Url: CALLBACK }],
        FcParameters: [],
        SlsParameters: [],
        MnsParameters: [],
        OpenApiParameters: [],
      },
    });
    // An application group by id, and what the components make of it in this project and stack.
    region.putMonitorGroup({
      ...applicationGroup(Number(SHOP)),
      name: "shop",
      contactGroups: ["on-call"],
      instances: [{ Category: "ECS", InstanceId: "i-1", InstanceName: "web", RegionId: REGION }],
    });
    const plan = await evaluateInline(
      () => {
        const on = { contactGroups: ["on-call"], metric: metrics.ecs.CPUUtilization, callback: CALLBACK };
        const critical = { comparison: Comparison.AtLeast, threshold: 90 };
        new GroupMetricRule("shop-cpu", { ...on, critical, group: SHOP, effectiveInterval: "08:00-18:00" });
        const window = "22:00 to 06:00 daily until 2026-12-01";
        new Silence("night", {
          resources: [{ instanceId: "i-1" }],
          metrics: [on.metric],
          window,
          groups: [SHOP],
        });
        const source = { workspace: "shop", instanceId: "prom-1", webhooks: ["relay"] };
        new PrometheusRule("pods", { ...source, query: "up", thresholds: { critical: 3, info: 1 } });
      },
      { project: "relay", stack: STACK },
    );
    loadProgram(cloud.served.api, readProgram(plan), { account: ACCOUNT, region: REGION });
    // The same kinds as somebody made them by hand.
    region.putRule({ ...rule, ruleId: "by-hand", ruleName: "by hand", groupId: SHOP, silenceTime: 60 });
    const tag = ["sho", "pay"].map((each) => ({ TagValue: each, TagValueMatchFunction: "startWith" }));
    region.dynamicTags.set("tag-1", {
      ...{ id: "tag-1", tagKey: "team", tagRegionId: REGION, contactGroups: ["on-call"] },
      ...{ templateIds: [], relation: "and", expressions: tag },
    });
    const tagged = { type: "tag", name: "team-shop", dynamicTagRuleId: "tag-1" };
    region.putMonitorGroup({ ...applicationGroup(73000002), ...tagged });
    region.putRule({ ...rule, ruleId: "by-tag", ruleName: "by tag", groupId: "73000002" });
    const [silence] = region.blackLists.values();
    if (silence)
      region.blackLists.set("by-hand", { ...silence, id: "by-hand", name: "by hand", enabled: false });
    const [prometheus] = region.alertRules.values();
    region.alertRules.set("by-hand", { ...prometheus, uuid: "by-hand", displayName: "by hand", labels: {} });
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cloud?.served.stop();
  });

  test("is read, adopted, and changed by nothing", async () => {
    const { served, config, secrets } = cloud;
    const before = JSON.stringify(served.api.clouds.snapshot());
    const key = { accessKeyId: `local-${ACCOUNT}`, accessKeySecret: secretOf(ACCOUNT) };
    const client = readingClient({ region: REGION, endpoint: served.endpoint, protocol: "http", ...key });
    const program = await importProgram(await readAccount(client), {
      package: join(ROOT, "components/index.ts"),
      providerVersion,
      project: "relay",
      stack: STACK,
    });
    expect(served.api.calls.every(({ action }) => /^(Describe|Query)/.test(action))).toBe(true);
    expect(program.notes).toEqual([]);
    expect(program.counts.map(({ imported, plain }) => [imported, plain])).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
      [0, 0],
      [3, 1],
      [3, 2],
      [2, 1],
      [1, 1],
      [2, 1],
    ]);
    for (const [file, text] of Object.entries({
      ...program.files,
      "import.json": JSON.stringify(program.importFile),
    })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const stack = await Stack.open({
      program: join(folder, "index.ts"),
      config,
      secrets: { ...secrets, ...Object.fromEntries(program.secrets.map(({ name, value }) => [name, value])) },
      env: {},
    });
    try {
      const imported = await stack.import(join(folder, "import.json"));
      expect(imported.ok, imported.output.slice(-2000)).toBe(true);
      const preview = await stack.preview();
      expect(preview.ok, preview.output.slice(-2000)).toBe(true);
      expect(ofAccount(preview)).toEqual([]);
      served.api.calls.length = 0;
      expect(ofAccount(await stack.up())).toEqual([]);
      expect(ofAccount(await stack.preview("--refresh"))).toEqual([]);
      expect(JSON.stringify(served.api.clouds.snapshot())).toBe(before);
      const state = await stack.state();
      for (const secret of ["made-up-hook", "86-13812340001"]) expect(state).not.toContain(secret);
    } finally {
      stack.close();
    }
  });
});
