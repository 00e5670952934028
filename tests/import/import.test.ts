import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Account, type Found, RESOURCES } from "../../import/account.ts";
import { type ImportedProgram, importProgram, readAccount, readingClient } from "../../import/index.ts";
import { innerName } from "../../import/resolve.ts";
import { withoutEmpty } from "../../import/wire.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { evaluate } from "../../program/evaluator/evaluate.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { accounts, putAccount, SECRETS } from "./accounts.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OPTIONS = { package: join(ROOT, "components/index.ts"), providerVersion: "3.108.0" };

/** Writes the program below the repository, so that it finds its packages, and evaluates it. */
async function evaluateProgram(program: ImportedProgram): Promise<Plan> {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "dist", "imported-"));
  try {
    for (const [file, text] of Object.entries(program.files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const config = Object.fromEntries(program.secrets.map(({ name, value }) => [`imported:${name}`, value]));
    return await evaluate({
      directory: folder,
      main: "index.ts",
      project: "imported",
      stack: "test",
      config,
      secretKeys: Object.keys(config),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the vendor's client reads of an account that the local CloudMonitor holds. */
async function throughTheApi(given: Account): Promise<Account> {
  const key = localKey("1100000000000000");
  const served = await serveCloudMonitor({ keys: [key], region: "cn-hangzhou" });
  try {
    const account = served.api.clouds.account(key.account);
    putAccount(given, account, account.region("cn-hangzhou"));
    return await readAccount(
      readingClient({
        region: "cn-hangzhou",
        endpoint: served.endpoint,
        protocol: "http",
        accessKeyId: key.id,
        accessKeySecret: key.secret,
      }),
    );
  } finally {
    await served.stop();
  }
}

/** The resource that declares it, whether within a component or not. */
function declared(
  plan: Plan,
  { importFile }: ImportedProgram,
  found: Found,
): Record<string, unknown> | undefined {
  const { type } = RESOURCES[found.kind];
  const entry = importFile.resources.find((each) => each.type === type && each.id === found.id);
  return plan.resources.find((each) => each.type === type && each.name === entry?.name)?.inputs;
}

const bare = (inputs: Record<string, unknown> = {}) => JSON.parse(JSON.stringify(withoutEmpty(inputs)));

function account(found: Found[]): Account {
  return { found, notes: [] };
}

function metricRule(inputs: Record<string, unknown> = {}): Found {
  return {
    kind: "metric rule",
    id: "putNewAlarm_user_1",
    name: "ECS CPU",
    inputs: {
      metricAlarmRuleId: "putNewAlarm_user_1",
      ruleName: "ECS CPU",
      namespace: "acs_ecs_dashboard",
      metricName: "CPUUtilization",
      contactGroups: "on-call",
      resources: '[{"resource":"_ALL"}]',
      escalations: {
        critical: {
          comparisonOperator: Comparisons.above,
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
    },
  };
}

const Comparisons = { above: "GreaterThanThreshold" };

describe("an imported program", () => {
  test("declares exactly what the account has, with secrets nowhere in it", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(accounts, async (given) => {
        const read = await throughTheApi(given);
        const byId = (found: Found[]) =>
          Object.fromEntries(found.map((each) => [`${each.kind} ${each.id}`, bare(each.inputs)]));
        expect(byId(read.found)).toEqual(byId(given.found));
        const program = await importProgram(read, OPTIONS);
        const plan = await evaluateProgram(program);
        for (const found of given.found) {
          expect(bare(declared(plan, program, found)), found.id).toEqual(bare(found.inputs));
        }
        const shown = JSON.stringify([program.files, program.importFile, program.notes, program.counts]);
        for (const secret of SECRETS) expect(shown).not.toContain(secret);
        const { resources } = program.importFile;
        expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
      }),
      { numRuns: 3, seed: 4711 },
    );
  });

  test("reads like one that somebody wrote", async () => {
    const { files, secrets } = await importProgram(
      account([
        {
          kind: "contact",
          id: "li",
          name: "li",
          inputs: {
            alarmContactName: "li",
            describe: "Li",
            channelsMail: "li@example.com",
            channelsSms: "86-13812340001",
            lang: "zh-cn",
          },
        },
        {
          kind: "contact group",
          id: "on-call",
          name: "on-call",
          inputs: { alarmContactGroupName: "on-call", contacts: ["li"] },
        },
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
      account([metricRule(), { ...metricRule({ silenceTime: "0" }), id: "b", name: "ECS CPU" }]),
      OPTIONS,
    );
    expect(importFile).toEqual({
      resources: [
        { type: "cloudmonitor-relay:index:MetricRule", name: "ecs-cpu", component: true },
        {
          type: RESOURCES["metric rule"].type,
          name: "ecs-cpu-rule",
          id: "putNewAlarm_user_1",
          parent: "ecs-cpu",
          version: "3.108.0",
        },
        { type: RESOURCES["metric rule"].type, name: "ecs-cpu-2", id: "b", version: "3.108.0" },
      ],
    });
    // A mute period of nothing is not what the component takes.
    expect(counts.find(({ kind }) => kind === "metric rule")).toEqual({
      kind: "metric rule",
      imported: 2,
      plain: 1,
    });
    expect(innerName(metricRule(), "ecs-cpu")).toBe("ecs-cpu-rule");
  });
});
