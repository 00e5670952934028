import { beforeAll, describe, expect, test } from "vitest";
import { EventBridgeRule, type EventBridgeRuleArgs, EventRule, events } from "../../components/index.ts";
import { eventRequests } from "../../local/cloudmonitor/events.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan, Resource } from "../../program/evaluator/plan.ts";
import { readProgram } from "../../program/model/program.ts";
import { loaded } from "../programs/evaluate.ts";
import { openText } from "../programs/open-text.ts";
import { mistake, useMocks } from "./mocks.ts";

const token = "made-up-token-0123";
const callback = `https://alerts.example.com/callbacks/production?token=${token}`;
const config = { "alicloud:region": "cn-hangzhou" };

let plan: Plan;

beforeAll(async () => {
  plan = await evaluateInline(
    () => {
      const common = { events: [events.ecs.Disk_Stalled_Executing], callback, owner: "sre", key: "disks" };
      new EventRule("disks", common);
      new EventBridgeRule("disks-too", { ...common, deadLetterQueue: "acs:mns:q" });
      new EventBridgeRule("rds", { product: "RDS", callback, enabled: false });
      new EventBridgeRule("own", { product: "VPN", eventSources: ["acs.vpn-new"], callback });
    },
    { config },
  );
  await useMocks(config);
});

const of = (name: string) => plan.resources.find((each) => each.name === name) as Resource;

describe("a rule of EventBridge", () => {
  test("declares a connection with the token, an API destination without it, and a rule that tries for a day", () => {
    expect(plan.diagnostics).toEqual([]);
    const { ruleName } = of("disks-too-rule").inputs;
    expect(ruleName).toMatch(/^disks-too-[0-9a-f]{10}$/);
    expect(of("disks-too-connection").inputs).toMatchObject({
      connectionName: ruleName,
      networkParameters: { networkType: "PublicNetwork" },
      authParameters: {
        authorizationType: "API_KEY_AUTH",
        apiKeyAuthParameters: { apiKeyName: "Authorization", apiKeyValue: `Bearer ${token}` },
      },
    });
    expect(of("disks-too-destination").inputs.httpApiParameters).toEqual({
      endpoint: "https://alerts.example.com/callbacks/production?rule=disks&label.owner=sre",
      method: "POST",
    });
    expect(of("disks-too-rule").inputs).toMatchObject({
      eventBusName: "default",
      status: "ENABLE",
      filterPattern:
        '{"data":{"name":["Disk:Stalled:Executed","Disk:Stalled:Executing"]},"source":["acs.ecs","acs:ecs"]}',
      targets: [
        {
          type: "acs.api.destination",
          endpoint: `acs:api-destination:cn-hangzhou:1100000000000000:name/${ruleName}`,
          pushRetryStrategy: "EXPONENTIAL_DECAY_RETRY",
          deadLetterQueue: { arn: "acs:mns:q" },
        },
      ],
    });
    expect(of("rds-rule").inputs).toMatchObject({
      status: "DISABLE",
      filterPattern: '{"source":["acs.rds","acs:rds"]}',
    });
    expect(of("own-rule").inputs.filterPattern).toBe('{"source":["acs.vpn-new"]}');
    for (const resource of plan.resources) expect(openText(resource), resource.name).not.toContain(token);
  });

  test("has the key, the address and the queue in the model of the program", () => {
    const { eventBridgeRules, eventRules } = readProgram({ ...plan, region: "cn-hangzhou" });
    expect(eventBridgeRules[0]).toMatchObject({
      key: "disks",
      ruleName: "disks-too",
      sources: ["acs.ecs", "acs:ecs"],
      callback: { source: "production", rule: "disks", labels: { owner: "sre" } },
      deadLetterQueue: "acs:mns:q",
    });
    expect(eventBridgeRules[0]?.key).toBe(eventRules[0]?.key);
  });

  test("gets the events that it matches on this machine, signed in by the header", () => {
    const region = loaded(plan);
    const stalled = { id: "1", source: "acs.ecs", type: "ecs:x", data: { name: "Disk:Stalled:Executing" } };
    const requests = (event: Record<string, unknown>) =>
      eventRequests(region, event, Date.parse("2026-11-20T00:00:00Z"));
    const [request, ...more] = requests(stalled);
    expect(more).toEqual([]);
    expect(request).toMatchObject({
      url: "https://alerts.example.com/callbacks/production?rule=disks&label.owner=sre",
      headers: { authorization: `Bearer ${token}` },
    });
    expect(JSON.parse(request?.body ?? "")).toMatchObject({
      ...stalled,
      specversion: "1.0",
      aliyuneventbusname: "default",
      aliyunregionid: "cn-hangzhou",
    });
    expect(requests({ ...stalled, data: { name: "Disk:Other" } })).toEqual([]);
    expect(requests({ ...stalled, source: "acs.oss" })).toEqual([]);
    // It is switched off.
    expect(requests({ source: "acs.rds", data: {} })).toEqual([]);
  });
});

test.each<[string, Partial<EventBridgeRuleArgs>, string]>([
  ["nothing to listen to", { product: undefined }, "events, product are both missing"],
  ["a name in Chinese", { ruleName: "磁盘" }, "ruleName must be 2 to 101 letters"],
  ["no source", { eventSources: [] }, "eventSources must not be an empty list"],
  ["a source that is none", { eventSources: ["a b"] }, "eventSources[0] must be a source such as acs.ecs"],
  ["an empty bus", { eventBus: "" }, "eventBus must not be empty"],
])("%s is refused", (_, args, message) => {
  const given = { product: "ECS", callback, ...args } as EventBridgeRuleArgs;
  expect(mistake(() => new EventBridgeRule("rule", given))).toContain(message);
});
