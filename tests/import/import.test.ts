import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Comparison } from "../../components/enums.ts";
import { type Account, type Found, type Part, RESOURCES } from "../../import/account.ts";
import { type ImportedProgram, importProgram, readAccount, readingClient } from "../../import/index.ts";
import { withoutEmpty } from "../../import/read/wire.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { evaluate } from "../../program/evaluator/evaluate.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { LOCAL_LOOKUPS } from "../../program/evaluator/lookups.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { accounts, SECRETS } from "./accounts.ts";
import { made, programs } from "./components.ts";
import { putAccount } from "./put.ts";
import { TAG_LOOKUP, thing } from "./shared.ts";

/** Where the imported program is evaluated. */
const PLACE = { project: "imported", stack: "test" };
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OPTIONS = { package: join(ROOT, "components/index.ts"), providerVersion: "3.108.0" };

/** Gives each resource the id that `pulumi import` would have found it by. */
function adopted({ importFile }: ImportedProgram): string {
  const ids = importFile.resources.flatMap(({ type, name, id }) => (id ? [[`${type} ${name}`, id]] : []));
  return `import * as pulumi from "@pulumi/pulumi";

const ids = new Map<string, string>(${JSON.stringify(ids)});
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
  const id = ids.get(\`\${type} \${name}\`);
  return id === undefined ? undefined : { props, opts: { ...opts, import: id } };
});
`;
}

/** Writes the program below the repository, so that it finds its packages, and evaluates it. */
async function evaluateProgram(program: ImportedProgram): Promise<Plan> {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "dist", "imported-"));
  try {
    for (const [file, text] of Object.entries(program.files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const index = join(folder, "index.ts");
    writeFileSync(join(folder, "adopted.ts"), adopted(program));
    writeFileSync(index, `import "./adopted.ts";\n${program.files["index.ts"]}`);
    const config = Object.fromEntries(program.secrets.map(({ name, value }) => [`imported:${name}`, value]));
    return await evaluate({
      directory: folder,
      main: "index.ts",
      ...PLACE,
      config,
      secretKeys: Object.keys(config),
      lookups: { ...LOCAL_LOOKUPS, ...TAG_LOOKUP },
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

/** The inputs of the resource that declares a part, whether within a component or not. */
function declared(plan: Plan, { importFile }: ImportedProgram, { of, id }: Part): Record<string, unknown> {
  const type = RESOURCES[of];
  const entry = importFile.resources.find((each) => each.type === type && each.id === id);
  const found = plan.resources.find((each) => each.type === type && each.name === entry?.name);
  return found?.inputs ?? {};
}

const bare = (inputs: Record<string, unknown> = {}) => JSON.parse(JSON.stringify(withoutEmpty(inputs)));

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
        const before = made(await evaluateInline(declare, { ...PLACE, config, lookups: TAG_LOOKUP }));
        const read = await throughTheApi(account(before));
        expect(byId(read.found)).toEqual(byId(before));
        const program = await importProgram(read, { ...OPTIONS, ...PLACE });
        expect(program.notes).toEqual([]);
        expect(program.counts.filter(({ plain }) => plain > 0)).toEqual([]);
        const plan = await evaluateProgram(program);
        for (const part of before.flatMap(({ parts }) => parts))
          expect(bare(declared(plan, program, part)), part.id).toEqual(bare(part.inputs));
        // Under another stack their ids would be others, so the provider's own resources stand for them.
        const elsewhere = await importProgram(read, { ...OPTIONS, ...PLACE, stack: "elsewhere" });
        const plain = elsewhere.counts.flatMap((each) => (each.plain > 0 ? [[each.kind, each.plain]] : []));
        expect(plain.map(([kind]) => kind)).toEqual(["group rule", "silence", "Prometheus rule"]);
      }),
      { numRuns: 2, seed: 4711 },
    );
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
