import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import { type ServedCloudMonitor, serveCloudMonitor } from "../../local/cloudmonitor/serve.ts";
import { relay, relayHere } from "./run.ts";

const KEY = localKey("1100000000000000");
const HOOK = "https://hooks.example.com/made-up-hook";

let served: ServedCloudMonitor;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "relay-import-"));
  served = await serveCloudMonitor({ keys: [KEY], region: "cn-hangzhou" });
  const at = { created: 1, updated: 1 };
  const region = served.api.clouds.account(KEY.account).region("cn-hangzhou");
  region.putRule({
    ...at,
    ruleId: "putNewAlarm_user_1",
    ruleName: "CPU过高",
    namespace: "acs_ecs_dashboard",
    metricName: "CPUUtilization",
    contactGroups: "ops",
    resources: '[{"resource":"_ALL"}]',
    escalations: {
      Critical: {
        ComparisonOperator: "GreaterThanThreshold",
        Statistics: "Average",
        Threshold: "90",
        Times: 3,
      },
    },
    labels: [],
    period: "60",
    silenceTime: 86_400,
    effectiveInterval: "00:00-23:59",
    noDataPolicy: "KEEP_LAST_STATE",
    sendOk: true,
    webhook: HOOK,
    enabled: true,
    targets: [],
  });
  region.putRule({
    ...[...region.rules.values()][0],
    ruleId: "of-a-group",
    ruleName: "shop",
    groupId: "7",
    sendOk: false,
  } as never);
  const refused = { kind: "error", status: 403, code: "Forbidden.RAM", times: 9 } as const;
  served.api.faults.add({ action: "QueryAlertRules", ...refused });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await served.stop();
});

const importInto = (name: string, ...args: string[]) => [
  ...["import", "--region", "cn-hangzhou", "--out", join(folder, name)],
  ...["--endpoint", served.endpoint, "--protocol", "http", ...args],
];
const withKey = (secret = KEY.secret) => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.id,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
});

test("import writes the program, lists what it could not express, and shows no secret", async () => {
  const first = await relay(importInto("first", "--json"), undefined, withKey());
  expect(first.stderr).toBe("");
  const report = JSON.parse(first.stdout);
  expect(report).toMatchObject({
    files: ["rules/ecs.ts", "index.ts", "import.json"],
    counts: expect.arrayContaining([
      { kind: "metric rule", imported: 1, plain: 0 },
      { kind: "group rule", imported: 1, plain: 1 },
    ]),
    secrets: ["callback"],
    notes: [
      { kind: "group rule", name: "shop", text: expect.stringContaining("recoveries are not sent") },
      { kind: "Prometheus rule", text: expect.stringMatching(/not read.*Forbidden.RAM/) },
    ],
  });
  expect(first.stdout).not.toContain("made-up-hook");
  const program = readFileSync(join(folder, "first/rules/ecs.ts"), "utf8");
  expect(program).toContain('new MetricRule("cpu", {');
  expect(program).not.toContain("made-up-hook");
  expect(readFileSync(join(folder, "first/Pulumi.yaml"), "utf8")).toContain("main: index.ts");
  // Written once is not written over.
  const second = await relayHere(importInto("first"), withKey());
  expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining("exists already") });
});

test("import says in one line what CloudMonitor refused and why", async () => {
  const { code, stdout, stderr } = await relayHere(importInto("refused"), withKey("wrong"));
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(
    /^error: cn-hangzhou: SignatureDoesNotMatch.*\(the access key's secret is not the right one\)\n$/,
  );
});
