import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { rulePolicies } from "../../checks/policy/index.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { memoryApi } from "../../local/cloudmonitor/memory.ts";
import { parseValues } from "../../local/cloudmonitor/series.ts";
import { serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import type { Ready } from "../../local/events.ts";
import { loadProgram } from "../../local/load/load.ts";
import { LOCAL_ACCOUNT } from "../../program/evaluator/lookups.ts";
import { explain } from "../../program/explain.ts";
import type { Program } from "../../program/model/program.ts";
import { ruleBehind } from "../../program/model/rule-behind.ts";
import { programOf } from "../../program/project/program.ts";
import { splitQuery } from "../../receiver/sources/parameters.ts";
import type { Review } from "../../review/review.ts";
import { rehearse, series } from "../../testing/index.ts";
import { Repository } from "../review/repository.ts";
import { jsonLines, ROOT, relay, relayHere } from "./run.ts";

/** One program with something of every kind, through every command: all of them see the same. */
const FOLDER = join(ROOT, "tests", "programs", "every-kind");

const METRIC_RULES = ["both", "cpu", "members", "older"];
const OTHER_KIND = "1 resource of another kind is";

/** Names without the hash of what replaces a thing, sorted. */
const plain = (names: Iterable<string>) =>
  [...names].map((name) => name.replace(/--[0-9a-f]{10}$/, "")).sort();

let program: Program;

beforeAll(async () => {
  ({ program } = await programOf({ directory: FOLDER, stack: "prod" }));
});

test("local has all of it in the CloudMonitor whose address it says", { timeout: 60_000 }, async () => {
  let state: Promise<unknown> | undefined;
  const args = ["local", "--no-scenario", "--json", "-C", FOLDER];
  const { stdout } = await relay(args, (text, end) => {
    if (state || !text.includes('"event":"live"')) return;
    const ready = jsonLines(text)[0] as unknown as Ready;
    state = fetch(`${ready.cloudmonitor}/_local/state`)
      .then((response) => response.json())
      .finally(end);
  });
  const { accounts } = (await state) as { accounts: Record<string, { regions: Record<string, never> }> };
  const region = accounts[LOCAL_ACCOUNT]?.regions["cn-hangzhou"] as unknown as Record<
    string,
    Record<string, string>[]
  >;
  const names = (list: string, name: string) => plain((region[list] ?? []).map((each) => each[name] ?? ""));
  expect(names("rules", "ruleName")).toEqual(METRIC_RULES);
  expect(names("eventRules", "name")).toEqual(["failover"]);
  expect(names("alertRules", "displayName")).toEqual(["down"]);
  expect(names("blackLists", "name")).toEqual(["night"]);
  expect(names("monitorGroups", "name")).toEqual(["shop"]);
  expect(jsonLines(stdout)[0]).toMatchObject({
    rules: 4,
    notLookedAt: { "alicloud:cms/namespace:Namespace": 1 },
  });
});

test("lint looks at every rule, by the stack's file where stackConfigDir says", async () => {
  const { stdout } = await relayHere(["lint", "-C", FOLDER, "--stack", "prod", "--format", "json"]);
  const { findings, notLookedAt } = JSON.parse(stdout) as {
    findings: { check: string; component: { name: string }; message: string }[];
    notLookedAt: Record<string, number>;
  };
  const of = (check: string) => findings.filter((each) => each.check === check);
  expect(
    of("rule-name")
      .map(({ component }) => component.name)
      .sort(),
  ).toEqual([...METRIC_RULES, "down"].sort());
  expect(of("over-quota").map(({ message }) => message)).toEqual([
    expect.stringContaining("declares 6 rules"),
  ]);
  expect(notLookedAt).toEqual({ "alicloud:cms/namespace:Namespace": 1 });
  const { stdout: text } = await relayHere(["lint", "-C", FOLDER]);
  expect(text).toContain(`${OTHER_KIND} not looked at: alicloud:cms/namespace:Namespace`);
});

test("the policy pack looks at every rule", async () => {
  const found = (name: string, parameters: Record<string, unknown>) => {
    const violations: string[] = [];
    const resources = program.resources.map(
      ({ urn, type, name, parent, inputs, outputs, custom, options }) => ({
        ...{ urn, type, name, opts: { ...options, parent }, props: custom ? inputs : outputs },
      }),
    );
    for (const { validateStack } of rulePolicies().filter((each) => each.name === name)) {
      const report = (message: string) => violations.push(message.split(" ")[0] ?? "");
      (validateStack as (args: unknown, report: unknown) => void)(
        { resources, getConfig: () => parameters },
        report,
      );
    }
    return violations.sort();
  };
  expect(found("rule-name", { pattern: "^another name$" })).toEqual([...METRIC_RULES, "down"].sort());
  expect(found("over-quota", { rules: 5 })).toHaveLength(1);
  expect(found("over-quota", { rules: 6 })).toEqual([]);
});

test("review says of every rule what a change means", { timeout: 60_000 }, async () => {
  const repository = new Repository();
  const text = readFileSync(join(FOLDER, "index.ts"), "utf8");
  const files = (threshold: number) => ({
    "alerts/Pulumi.yaml": readFileSync(join(FOLDER, "Pulumi.yaml"), "utf8"),
    "alerts/index.ts": text.replace("../../../components", join(ROOT, "components")),
    "alerts/stacks/Pulumi.prod.yaml": `config:\n  every-kind:threshold: ${threshold}\n`,
  });
  repository.write(files(90));
  repository.commit("Base");
  repository.write(files(95));
  const { stdout, stderr } = await relayHere([
    "review",
    "-C",
    join(repository.folder, "alerts"),
    "--base",
    "HEAD",
    "--json",
  ]);
  expect(stderr).toBe("");
  const { stacks, comment } = JSON.parse(stdout) as Review & { comment: string };
  const changed = stacks[0]?.changes.filter(({ sentences }) => sentences.length > 0);
  expect(changed?.map(({ title }) => title).sort()).toEqual(
    [...METRIC_RULES, "down", "failover", "site"].sort(),
  );
  expect(stacks[0]?.stacks).toEqual(["prod"]);
  expect(comment).toContain(
    `${OTHER_KIND} compared only property by property: alicloud:cms/namespace:Namespace`,
  );
});

describe("explain sees the rule behind each callback:", () => {
  /** What CloudMonitor posts while the processor is busy, of each rule once. */
  function callbacks() {
    const api = memoryApi("cn-hangzhou");
    const at = { account: LOCAL_ACCOUNT, region: "cn-hangzhou" };
    loadProgram(api, program, at);
    const { monitor } = api.clouds.account(at.account).region(at.region);
    const start = Date.parse("2026-11-20T06:00:00Z");
    monitor.feed(
      ["CPUUtilization", "memory_usedutilization"].map((name) => ({
        namespace: "acs_ecs_dashboard",
        metricName: name,
        resource: { instanceId: "i-1" },
        name: undefined,
        start,
        interval: 60_000,
        values: parseValues("99x9"),
      })),
    );
    const posted = Array.from({ length: 10 }, (_, minute) => monitor.check(start + minute * 60_000)).flat();
    return posted.map(({ url, fields }) => ({ url, body: new URLSearchParams(fields).toString() }));
  }

  async function explained(url: string, body: string): Promise<string[]> {
    const { search, pathname } = new URL(url);
    const [receiver] = program.receivers;
    if (!receiver) throw new Error("no receiver");
    const source = pathname.split("/")[2] ?? "";
    const { alerts } = await explain({
      config: receiver.config,
      source,
      body,
      parameters: splitQuery(search).parameters,
      access: () => undefined,
      declaredBy: (alert) => ruleBehind(program, source, alert)?.component,
      now: Date.now(),
    });
    return alerts.map(({ declaredBy }) => `${declaredBy?.name} ${declaredBy?.position?.file}`);
  }
  const here = (name: string) => `${name} ${join(FOLDER, "index.ts")}`;

  test("rules on metrics", async () => {
    const said = await Promise.all(callbacks().map(({ url, body }) => explained(url, body)));
    expect(said.flat().sort()).toEqual(METRIC_RULES.map(here));
  });

  test("a rule on events", async () => {
    const body = readFileSync(join(ROOT, "tests/payloads/event-rule-state-change.json"), "utf8");
    const url = program.eventRules[0]?.callback?.url ?? "";
    expect(await explained(url, body)).toEqual([here("failover")]);
  });

  test("a rule of Prometheus", async () => {
    const body = readFileSync(join(ROOT, "tests/payloads/prometheus-alertmanager-firing.json"), "utf8");
    const labelled = body.replace('"labels": {', '"labels": {"relay_rule": "down",');
    const url = program.prometheusWebhooks[0]?.callback?.url ?? "";
    expect(await explained(url, labelled)).toEqual([here("down")]);
  });

  test("and the command names its line", async () => {
    const older = callbacks().find(({ body }) => body.includes("older"));
    const file = join(mkdtempSync(join(tmpdir(), "relay-callback-")), "body");
    writeFileSync(file, older?.body ?? "");
    const { stdout } = await relayHere(["explain", "-C", FOLDER, "--source", "production", file]);
    expect(stdout).toMatch(/declared by Alarm "older" \(.*every-kind\/index\.ts:\d+:\d+\)/);
  });
});

test("rehearse pages by every rule on metrics, and keeps silent about what a silence names", async () => {
  const busy = (instanceId: string) => [
    series("ecs.CPUUtilization", { instanceId }, "20x9 99x9 20x9"),
    series("ecs.memory_usedutilization", { instanceId }, "20x9 99x9 20x9"),
  ];
  const night = await rehearse({ program: FOLDER, data: [...busy("i-1"), ...busy("i-2")] });
  const pages = night.incidents.map(({ rule, resource }) => `${rule} ${resource}`).sort();
  // The older resource's id is the cloud's own; the members of the group are those that are declared.
  expect(pages).toEqual(["both i-1", "cpu i-1", "members i-1", "older-id i-1"]);
  expect(night.notEvaluated).toEqual({});
});

test("import writes a program that declares the same", { timeout: 120_000 }, async () => {
  const key = localKey(LOCAL_ACCOUNT);
  const served = await serveCloudMonitor({ keys: [key], region: "cn-hangzhou" });
  try {
    loadProgram(served.api, program, { account: LOCAL_ACCOUNT, region: "cn-hangzhou" });
    const out = join(new Repository().folder, "imported");
    const { stdout, stderr } = await relayHere(
      [
        ...["import", "--region", "cn-hangzhou", "--out", out, "--json"],
        ...["--endpoint", served.endpoint, "--protocol", "http"],
      ],
      { ALIBABA_CLOUD_ACCESS_KEY_ID: key.id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.secret },
    );
    expect(stderr).toBe("");
    const { files, secrets } = JSON.parse(stdout) as { files: string[]; secrets: string[] };
    for (const file of files.filter((each) => each.endsWith(".ts"))) {
      const text = readFileSync(join(out, file), "utf8");
      const components = JSON.stringify(join(ROOT, "components/index.ts"));
      writeFileSync(join(out, file), text.replaceAll('"cloudmonitor-relay"', components));
    }
    const config = Object.fromEntries(secrets.map((name) => [name, "https://alerts.example.com/made-up"]));
    const { program: imported } = await programOf({ directory: out, config });
    const names = ({ metricRules, eventRules, prometheusRules, silences }: Program) => ({
      metric: metricRules.map(({ ruleName }) => ruleName).sort(),
      event: eventRules.map(({ ruleName }) => ruleName),
      prometheus: prometheusRules.map(({ ruleName, key }) => `${ruleName} ${key}`),
      silences: silences.map(({ silenceName }) => silenceName),
    });
    expect(names(imported)).toEqual(names(program));
  } finally {
    await served.stop();
  }
});
