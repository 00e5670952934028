import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ServedCloudMonitor } from "../../../local/cloudmonitor/serve.ts";
import { control, OTHER_KEY, RULE, rpc, ruleOf, start } from "./kit.ts";

/** A receiver that keeps what it is sent, as `ALERT CRITICAL i-1`. */
let receiver: Server;
let url: string;
const seen: string[] = [];
let server: ServedCloudMonitor;
/** Clients sign with the machine's time, which stands still here; CloudMonitor's own is set. */
const machine = Date.now();
const NOW = Date.parse("2026-11-20T22:00:00Z");

async function begin(stateFile?: string): Promise<ServedCloudMonitor> {
  const begun = await start({ machine: () => machine, stateFile });
  begun.clock.set(NOW);
  return begun;
}

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const fields = new URLSearchParams(body);
    const instance = /instanceId=([^,}]+)/.exec(fields.get("dimensions") ?? "")?.[1];
    seen.push(`${request.url} ${fields.get("alertState")} ${fields.get("triggerLevel")} ${instance}`);
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});

afterAll(() => receiver.close());

beforeEach(async () => {
  seen.length = 0;
  server = await begin();
});

afterEach(() => server.stop());

const put = (changes: Record<string, string> = {}, access = {}) =>
  rpc(server, "PutResourceMetricRule", { ...RULE, Webhook: `${url}/shop`, ...changes }, access);
/** Data that ends now. */
const push = (values: string, query = "", instance = "i-1") =>
  control(
    server,
    `PUT /metrics${query}`,
    JSON.stringify({
      series: [{ metric: "ecs.CPUUtilization", resource: { instanceId: instance }, values }],
    }),
  );

describe("a rule that was put by the API", () => {
  test("fires and recovers by the data that is pushed", async () => {
    await put();
    expect((await push("20x2 97x3 30x2")).body).toEqual({ series: 1, now: "2026-11-20T22:00:00.000Z" });
    expect(seen).toEqual(["/shop ALERT CRITICAL i-1", "/shop OK OK i-1"]);
  });

  test("goes on where the data ended", async () => {
    await put();
    await push("97x3");
    expect((await push("30x2", "?from=now")).body.now).toBe("2026-11-20T22:03:00.000Z");
    expect(seen).toEqual(["/shop ALERT CRITICAL i-1", "/shop OK OK i-1"]);
    const often = { metric: "ecs.CPUUtilization", resource: { instanceId: "i-1" }, values: "1" };
    const refused = await control(
      server,
      "PUT /metrics",
      JSON.stringify({ interval: "15 seconds", series: [often] }),
    );
    expect(refused.body.error).toMatch(
      /^interval: values of CPUUtilization of i-1 have come every 60 seconds/,
    );
  });

  test("fires as it was last put, and shows its state", async () => {
    await put();
    await put({ "Escalations.Critical.Threshold": "99" });
    await push("97x5");
    expect(seen).toEqual([]);
    expect((await ruleOf(server, "cpu-1"))?.AlertState).toBe("OK");
    await put({ "Escalations.Critical.Threshold": "90" });
    await push("97x5");
    expect((await ruleOf(server, "cpu-1"))?.AlertState).toBe("ALARM");
  });

  test("goes on by the clock, which can be set", async () => {
    await put({ NoDataPolicy: "INSUFFICIENT_DATA" });
    await push("20x3");
    await control(server, "PUT /clock", { advance: "10 minutes" });
    expect(seen).toEqual(["/shop INSUFFICIENT_DATA null i-1"]);
  });

  test("is silent while it is disabled, and once it is deleted", async () => {
    await put();
    await rpc(server, "DisableMetricRules", { "RuleId.1": "cpu-1" });
    await push("97x5");
    await rpc(server, "EnableMetricRules", { "RuleId.1": "cpu-1" });
    await rpc(server, "DeleteMetricRules", { "Id.1": "cpu-1" });
    await push("97x5");
    expect(seen).toEqual([]);
  });

  test("is of one account and one region only", async () => {
    await put({ Webhook: `${url}/first` });
    await put({ Webhook: `${url}/other` }, { id: OTHER_KEY.id, secret: OTHER_KEY.secret });
    await put({ Webhook: `${url}/beijing`, RegionId: "cn-beijing" });
    await push("97x5", `?account=${OTHER_KEY.account}`);
    expect(seen).toEqual(["/other ALERT CRITICAL i-1"]);
    await push("97x5", "?region=cn-beijing");
    expect(seen.slice(1)).toEqual(["/beijing ALERT CRITICAL i-1"]);
  });

  test("calls nobody off this machine, and the history says so", async () => {
    await put({ Webhook: "https://alerts.example.com/callbacks/shop" });
    await push("97x3");
    const { AlertLogList } = await rpc(server, "DescribeAlertLogList");
    expect(AlertLogList).toMatchObject([{ Level: "P2", WebhookList: [{ code: "", message: "failed" }] }]);
  });

  test("sends nothing for what a blacklist names", async () => {
    await put({ Resources: '[{"instanceId":"i-1"},{"instanceId":"i-2"}]' });
    await rpc(server, "CreateMetricRuleBlackList", {
      Name: "maintenance",
      Namespace: "acs_ecs_dashboard",
      Category: "ecs",
      "Instances.1": '{"instanceId":"i-1"}',
    });
    await push("97x3");
    await push("97x3", "", "i-2");
    expect(seen).toEqual(["/shop ALERT CRITICAL i-2"]);
    const { AlertLogList } = await rpc(server, "DescribeAlertLogList", { SendStatus: "2" });
    expect(AlertLogList).toMatchObject([{ InstanceId: "i-1", BlackListName: "maintenance" }]);
  });

  test("of an application group watches its instances as they change", async () => {
    const { GroupId } = await rpc(server, "CreateMonitorGroup", { GroupName: "shop" });
    const group = { GroupId: String(GroupId) };
    await rpc(server, "PutGroupMetricRule", { ...RULE, ...group, Category: "ecs", Webhook: `${url}/group` });
    await push("97x3");
    expect(seen).toEqual([]);
    const instance = { Category: "ecs", InstanceId: "i-1", InstanceName: "web", RegionId: "cn-hangzhou" };
    const parameters = Object.entries(instance).map(([name, value]) => [`Instances.1.${name}`, value]);
    await rpc(server, "CreateMonitorGroupInstances", { ...group, ...Object.fromEntries(parameters) });
    await push("97x3", "?from=now");
    expect(seen).toEqual(["/group ALERT CRITICAL i-1"]);
  });
});

test("metric data is read back, by period and statistic", async () => {
  await push("10 20 30 40");
  const metric = { Namespace: "acs_ecs_dashboard", MetricName: "CPUUtilization" };
  const from = { StartTime: "2026-11-20 21:56:00", EndTime: "2026-11-20 22:00:00" };
  const points = async (query: Record<string, string>) => {
    const { Datapoints } = await rpc(server, "DescribeMetricList", { ...metric, ...from, ...query });
    return JSON.parse(String(Datapoints)) as Record<string, unknown>[];
  };
  expect((await points({})).map(({ Average }) => Average)).toEqual([10, 20, 30, 40]);
  expect(await points({ Period: "120", Dimensions: '[{"instanceId":"i-1"}]' })).toMatchObject([
    {
      timestamp: Date.parse("2026-11-20T21:56:00Z"),
      instanceId: "i-1",
      Average: 15,
      Maximum: 20,
      Minimum: 10,
    },
    { Average: 35 },
  ]);
  expect(await points({ Dimensions: '{"instanceId":"i-9"}' })).toEqual([]);
  const first = await rpc(server, "DescribeMetricList", { ...metric, ...from, Length: "3" });
  expect(await points({ NextToken: String(first.NextToken), Length: "3" })).toHaveLength(1);
  const { Resources, TotalCount } = await rpc(server, "DescribeMetricMetaList", metric);
  expect(TotalCount).toBe("1");
  expect(Resources).toMatchObject({ Resource: [{ Unit: "%", Statistics: "Average,Minimum,Maximum" }] });
});

describe("a state file", () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-state-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, "state.json");

  test("carries everything over a restart, and rules are live again", async () => {
    const before = await begin(stateFile);
    await rpc(before, "PutContact", {
      ContactName: "kim",
      Describe: "x",
      "Channels.Mail": "kim@example.com",
    });
    await rpc(before, "PutContactGroup", { ContactGroupName: "ops", "ContactNames.1": "kim" });
    await rpc(before, "PutResourceMetricRule", { ...RULE, Webhook: `${url}/kept` });
    await rpc(before, "PutEventRule", { RuleName: "ev", "EventPattern.1.Product": "ECS" });
    const kept = (await control(before, "GET /state")).body;
    await before.stop();
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);

    await server.stop();
    server = await begin(stateFile);
    expect((await control(server, "GET /state")).body).toEqual(kept);
    await push("97x3");
    expect(seen).toEqual(["/kept ALERT CRITICAL i-1"]);
  });

  test("that is something else is refused, and left as it is", async () => {
    const other = join(folder, "other.json");
    writeFileSync(other, '{"name":"package"}');
    await expect(begin(other)).rejects.toThrow(/other\.json is no state of the local CloudMonitor/);
    expect(readFileSync(other, "utf8")).toBe('{"name":"package"}');
  });
});
