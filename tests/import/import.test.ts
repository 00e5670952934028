import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../components/canonical.ts";
import { Comparison } from "../../components/enums.ts";
import { type Account, type Found, type Part, RESOURCES } from "../../import/account.ts";
import { type ImportedProgram, importProgram } from "../../import/index.ts";
import { withoutEmpty } from "../../import/read/wire.ts";
import type { AccountStore } from "../../local/cloudmonitor/store/account.ts";
import { loadProgram } from "../../local/load/load.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { readProgram } from "../../program/model/program.ts";
import { accounts, SECRETS } from "./accounts.ts";
import { programs } from "./components.ts";
import { AT, evaluateProgram, OPTIONS, PLACE, readFrom } from "./evaluated.ts";
import { putAccount } from "./put.ts";
import { TAG_LOOKUP, thing } from "./shared.ts";

/** What the vendor's client reads of an account that the local CloudMonitor holds. */
function throughTheApi(given: Account): Promise<Account> {
  return readFrom((served) => {
    const account = served.api.clouds.account(AT.account);
    putAccount(given, account, account.region(AT.region));
  });
}

/** The inputs of the resource that declares a part, whether within a component or not. */
function declared(plan: Plan, { importFile }: ImportedProgram, { of, id }: Part): Record<string, unknown> {
  const type = RESOURCES[of];
  const entry = importFile.resources.find((each) => each.type === type && each.id === id);
  const found = plan.resources.find((each) => each.type === type && each.name === entry?.name);
  return found?.inputs ?? {};
}

const bare = (inputs: Record<string, unknown> = {}) => JSON.parse(JSON.stringify(withoutEmpty(inputs)));

/** What an update would send of CloudMonitor's resources, whatever they are called in the program. */
const sent = ({ resources }: Plan) =>
  resources
    .filter(({ type }) => Object.values<string>(RESOURCES).includes(type))
    .map(({ type, inputs }) => `${type} ${canonicalJson(bare(inputs))}`)
    .sort();

const byId = (found: Found[]) =>
  Object.fromEntries(
    found.flatMap(({ parts }) => parts.map(({ of, id, inputs }) => [`${of} ${id}`, bare(inputs)])),
  );

function account(found: Found[]): Account {
  return { found, notes: [] };
}

function metricRule(inputs: Record<string, unknown> = {}, id = "putNewAlarm_user_1"): Found {
  const all = {
    metricAlarmRuleId: id,
    ruleName: "ECS CPU",
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    contactGroups: "on-call",
    resources: '[{"resource":"_ALL"}]',
    escalations: {
      critical: {
        comparisonOperator: Comparison.Above,
        statistics: "Average",
        threshold: "90",
        times: 3,
      },
    },
    period: "60",
    silenceTime: "86400",
    effectiveInterval: "00:00-23:59",
    noDataPolicy: "KEEP_LAST_STATE",
    sendOk: true,
    status: true,
    ...inputs,
  };
  return thing("metric rule", id, all, "ECS CPU");
}

describe("an imported program", () => {
  test("declares exactly what the account has, with secrets nowhere in it", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(accounts, async (given) => {
        const read = await throughTheApi(given);
        expect(byId(read.found)).toEqual(byId(given.found));
        const program = await importProgram(read, OPTIONS);
        const plan = await evaluateProgram(program);
        for (const part of given.found.flatMap(({ parts }) => parts)) {
          expect(bare(declared(plan, program, part)), part.id).toEqual(bare(part.inputs));
        }
        const shown = JSON.stringify([program.files, program.importFile, program.notes, program.counts]);
        for (const secret of SECRETS) expect(shown).not.toContain(secret);
        const { resources } = program.importFile;
        expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
      }),
      { numRuns: 3, seed: 4711 },
    );
  });

  test("has the components again by which an account was made, for the same project and stack", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(programs, async (declare) => {
        const config = { "alicloud:region": "cn-hangzhou" };
        const before = await evaluateInline(declare, { ...PLACE, config, lookups: TAG_LOOKUP });
        const read = await readFrom(({ api }) => loadProgram(api, readProgram(before), AT));
        const program = await importProgram(read, { ...OPTIONS, ...PLACE });
        expect(program.notes.map(({ kind }) => kind)).toEqual(["contact"]);
        expect(program.counts.filter(({ plain }) => plain > 0)).toEqual([]);
        expect(sent(await evaluateProgram(program))).toEqual(sent(before));
        // Under another stack their ids would be others, so the provider's own resources stand for them.
        const elsewhere = await importProgram(read, { ...OPTIONS, ...PLACE, stack: "elsewhere" });
        const plain = elsewhere.counts.flatMap((each) => (each.plain > 0 ? [[each.kind, each.plain]] : []));
        expect(plain.map(([kind]) => kind)).toEqual(["group rule", "silence", "Prometheus rule"]);
      }),
      { numRuns: 2, seed: 4711 },
    );
  });

  test("names the vendor's one-click alerts, which it can't hold", async () => {
    const { notes } = await readFrom(({ api }) => {
      api.perform(AT, "EnableActiveMetricRule", { Product: "ecs" });
    });
    expect(notes).toEqual([
      {
        kind: "metric rule",
        text: "the vendor's one-click alerts of ecs are on (CPUUtilization, diskusage_utilization), which no program holds: rules on the same tell people twice",
      },
    ]);
  });

  test("reads like one that somebody wrote", async () => {
    const { files, secrets } = await importProgram(
      account([
        thing("contact", "li", {
          alarmContactName: "li",
          describe: "Li",
          channelsMail: "li@example.com",
          channelsSms: "86-13812340001",
          lang: "zh-cn",
        }),
        thing("contact group", "on-call", { alarmContactGroupName: "on-call", contacts: ["li"] }),
        metricRule({ webhook: "https://hooks.example.com/made-up-hook-1", resources: '[{"userId":"1"}]' }),
      ]),
      { providerVersion: "3.108.0" },
    );
    await expect(files["contacts.ts"]).toMatchFileSnapshot("contacts.golden.txt");
    await expect(files["rules/ecs.ts"]).toMatchFileSnapshot("ecs.golden.txt");
    expect(files["index.ts"]).toBe('import "./contacts.ts";\nimport "./rules/ecs.ts";\n');
    expect(secrets.map(({ name }) => name)).toEqual(["phone", "callback"]);
  });

  test("adopts components and their resources by Pulumi's import file", async () => {
    const { importFile, counts } = await importProgram(
      account([metricRule(), metricRule({ silenceTime: "0" }, "b")]),
      OPTIONS,
    );
    expect(importFile).toEqual({
      resources: [
        { type: "cloudmonitor-relay:index:MetricRule", name: "ecs-cpu", component: true },
        {
          type: RESOURCES["metric rule"],
          name: "ecs-cpu-rule",
          id: "putNewAlarm_user_1",
          parent: "ecs-cpu",
          version: "3.108.0",
        },
        { type: RESOURCES["metric rule"], name: "ecs-cpu-2", id: "b", version: "3.108.0" },
      ],
    });
    // A mute period of nothing is not what the component takes.
    expect(counts.find(({ kind }) => kind === "metric rule")).toEqual({
      kind: "metric rule",
      imported: 2,
      plain: 1,
    });
  });
});

test("what can't be imported, or not wholly, is named once, with the reason", async () => {
  const { notes, found } = await readFrom(({ api }) => {
    const region = api.clouds.account(AT.account).region(AT.region);
    const rule = {
      contactGroups: "on-call",
      period: 60,
      silenceTime: 300,
      labels: [{ key: "a", value: "b" }],
    };
    const metric = { namespace: "acs_ecs_dashboard", metricName: "CPUUtilization" };
    const own = { ruleId: "shop", groupMetricRuleName: "shop", groupId: "7", noDataPolicy: "OK" };
    const groupRule = thing("group rule", "shop", { ...metric, ...rule, ...own });
    putAccount(account([groupRule]), region.account as AccountStore, region);
    const group = { contactGroups: [], tags: [], instances: [], created: 1, updated: 1 };
    region.putMonitorGroup({ ...group, id: 7, name: "by resource group", type: "resMgr" });
    region.putMonitorGroup({ ...group, id: 8, name: "that no rule names", type: "custom" });
    const prometheus = { datasourceConfig: { type: "PROMETHEUS" }, queryConfig: {}, conditionConfig: {} };
    const notifyConfig = { type: "DIRECT_NOTIFY", sendRecoverNotification: true };
    region.alertRules.set("1", { uuid: "1", displayName: "pods", ...prometheus, notifyConfig });
    region.alertRules.set("2", { uuid: "2", displayName: "spans", datasourceConfig: { type: "APM" } });
  });
  expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "group rule shop",
    "Prometheus rule pods",
  ]);
  expect(notes).toEqual([
    {
      kind: "group rule",
      name: "shop",
      text: expect.stringMatching(/^its no-data policy is OK, it has the labels a: the provider's resource/),
    },
    {
      kind: "application group",
      name: "by resource group",
      text: expect.stringMatching(/^is made of a resource group.*by its id, 7$/),
    },
    {
      kind: "Prometheus rule",
      name: "pods",
      text: expect.stringMatching(/^has notifyConfig.sendRecoverNotification, which the provider/),
    },
    { kind: "Prometheus rule", name: "spans", text: "is on data of APM, not of Prometheus: not imported" },
  ]);
});
