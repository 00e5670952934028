import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LIKELY } from "../../../local/cloudmonitor/api/options.ts";
import type { ServedCloudMonitor } from "../../../local/cloudmonitor/serve.ts";
import { control, RULE, refusal, roa, rpc, start } from "./kit.ts";

let server: ServedCloudMonitor;

beforeAll(async () => {
  server = await start();
});

afterAll(() => server.stop());

beforeEach(() => {
  server.api.behaviour = LIKELY;
});

describe("contacts", () => {
  const contact = { ContactName: "kim", Describe: "first line", "Channels.Mail": "kim@example.com" };
  const kim = async () => {
    const { Contacts } = await rpc(server, "DescribeContactList", { ContactName: "kim" });
    return (Contacts as { Contact: Record<string, unknown>[] }).Contact[0];
  };

  test("are put whole, with the language of the region, and deleted from their groups", async () => {
    await rpc(server, "PutContact", {
      ...contact,
      "Channels.DingWebHook": "https://oapi.dingtalk.com/robot/send",
    });
    await rpc(server, "PutContactGroup", { ContactGroupName: "ops", "ContactNames.1": "kim" });
    expect(await kim()).toMatchObject({
      Name: "kim",
      Desc: "first line",
      Lang: "zh-cn",
      Channels: { Mail: "kim@example.com", DingWebHook: "https://oapi.dingtalk.com/robot/send" },
      ContactGroups: { ContactGroup: ["ops"] },
    });
    await rpc(server, "PutContact", { ...contact, Lang: "en" });
    await rpc(server, "PutContact", contact);
    expect(await kim()).toMatchObject({ Lang: "en", Channels: { Mail: "kim@example.com" } });
    await rpc(server, "DeleteContact", { ContactName: "kim" });
    const { ContactGroupList } = await rpc(server, "DescribeContactGroupList");
    expect(ContactGroupList).toMatchObject({ ContactGroup: [{ Name: "ops", Contacts: { Contact: [] } }] });
    const again = rpc(server, "DeleteContact", { ContactName: "kim" });
    expect(await refusal(again)).toMatchObject({ code: "ContactNotExists", status: 404 });
  });

  test("hide a mail address until its link was followed, if the server is told to be such a one", async () => {
    server.api.behaviour = { ...LIKELY, pendingChannels: "hidden" };
    await rpc(server, "PutContact", contact);
    expect((await kim())?.Channels).toEqual({});
    await control(server, "PUT /contacts/kim/activation");
    expect((await kim())?.Channels).toEqual({ Mail: "kim@example.com" });
    await rpc(server, "PutContact", { ...contact, "Channels.Mail": "kim@example.org" });
    expect((await kim())?.Channels).toEqual({});
  });

  test("need a description and a channel", async () => {
    const { Describe: _, ...nameless } = contact;
    expect(await refusal(rpc(server, "PutContact", nameless))).toMatchObject({ code: "MissingDescribe" });
    const silent = rpc(server, "PutContact", { ContactName: "kim", Describe: "x" });
    expect(await refusal(silent)).toMatchObject({ code: "InvalidParameterValue", status: 400 });
  });
});

describe("contact groups", () => {
  const group = async (name: string) => {
    const { ContactGroupList } = await rpc(server, "DescribeContactGroupList", { PageSize: "100" });
    const all = (ContactGroupList as { ContactGroup: Record<string, unknown>[] }).ContactGroup;
    return all.find(({ Name }) => Name === name);
  };

  test.each([
    ["reset", { Describe: "", Contacts: { Contact: ["a"] } }],
    ["kept", { Describe: "day", Contacts: { Contact: ["a"] } }],
  ] as const)("what a call leaves out is %s", async (omittedGroupFields, expected) => {
    server.api.behaviour = { ...LIKELY, omittedGroupFields };
    await rpc(server, "PutContactGroup", { ContactGroupName: "g", Describe: "day", "ContactNames.1": "b" });
    await rpc(server, "PutContactGroup", { ContactGroupName: "g", "ContactNames.1": "a" });
    expect(await group("g")).toMatchObject(expected);
  });

  test("take a hundred contacts and not one more", async () => {
    const names = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`ContactNames.${n + 1}`, `c-${n}`]));
    await rpc(server, "PutContactGroup", { ContactGroupName: "many", ...names(100) });
    const call = rpc(server, "PutContactGroup", { ContactGroupName: "many", ...names(101) });
    expect(await refusal(call)).toMatchObject({ code: "InvalidParameterValue", status: 400 });
  });
});

describe("application groups", () => {
  test("hold instances, tags and rules, and take their rules with them", async () => {
    const { GroupId } = await rpc(server, "CreateMonitorGroup", { GroupName: "shop", ContactGroups: "ops" });
    const id = String(GroupId);
    const taken = rpc(server, "CreateMonitorGroup", { GroupName: "shop" });
    expect(await refusal(taken)).toMatchObject({ code: "ResourceExist", status: 409 });
    await rpc(server, "ModifyMonitorGroup", {
      GroupId: id,
      GroupName: "the shop",
      ContactGroups: "ops,night",
    });
    await rpc(server, "AddTags", { "GroupIds.1": id, "Tag.1.Key": "team", "Tag.1.Value": "shop" });
    await rpc(server, "CreateMonitorGroupInstances", {
      GroupId: id,
      "Instances.1.Category": "ECS",
      "Instances.1.InstanceId": "i-1",
      "Instances.1.InstanceName": "web",
      "Instances.1.RegionId": "cn-hangzhou",
    });
    const { Resources } = await rpc(server, "DescribeMonitorGroups", { GroupId: id });
    expect(Resources).toMatchObject({
      Resource: [
        {
          GroupName: "the shop",
          Tags: { Tag: [{ Key: "team", Value: "shop" }] },
          ContactGroups: { ContactGroup: [{ Name: "ops" }, { Name: "night" }] },
        },
      ],
    });
    await rpc(server, "PutGroupMetricRule", { ...RULE, RuleId: "of-group", GroupId: id, Category: "ecs" });
    const { Alarms } = await rpc(server, "DescribeMetricRuleList", { GroupId: id });
    expect(Alarms).toMatchObject({
      Alarm: [{ RuleId: "of-group", GroupId: id, GroupName: "the shop", Dimensions: "[]" }],
    });
    await rpc(server, "DeleteMonitorGroup", { GroupId: id });
    expect((await rpc(server, "DescribeMetricRuleList", { GroupId: id })).Total).toBe("0");
    const orphan = rpc(server, "PutGroupMetricRule", { ...RULE, GroupId: id });
    expect(await refusal(orphan)).toMatchObject({ code: "ResourceNotFound", status: 404 });
  });

  test("are made by tags too", async () => {
    const { Id } = await rpc(server, "CreateDynamicTagGroup", {
      TagKey: "team",
      "ContactGroupList.1": "ops",
      "MatchExpress.1.TagValue": "shop",
      "MatchExpress.1.TagValueMatchFunction": "equals",
    });
    const { TagGroupList } = await rpc(server, "DescribeDynamicTagRuleList", {
      DynamicTagRuleId: String(Id),
    });
    expect(TagGroupList).toMatchObject({ TagGroup: [{ TagKey: "team", Status: "FINISH" }] });
    const { Resources } = await rpc(server, "DescribeMonitorGroups", { DynamicTagRuleId: String(Id) });
    expect(Resources).toMatchObject({ Resource: [{ GroupName: "team-shop", Type: "tag" }] });
    await rpc(server, "DeleteDynamicTagGroup", { DynamicTagRuleId: String(Id) });
    expect((await rpc(server, "DescribeDynamicTagRuleList")).Total).toBe(0);
    expect((await rpc(server, "DescribeMonitorGroups")).Total).toBe(0);
  });
});

describe("event rules", () => {
  const rule = (name: string) => ({
    RuleName: name,
    EventType: "SYSTEM",
    "EventPattern.1.Product": "ECS",
    "EventPattern.1.LevelList.1": "CRITICAL",
  });
  const target = (id: string, url: string) => ({
    "WebhookParameters.1.Id": id,
    "WebhookParameters.1.Url": url,
    "WebhookParameters.1.Method": "POST",
  });
  const urls = async (name: string) => {
    const { WebhookParameters } = await rpc(server, "DescribeEventRuleTargetList", { RuleName: name });
    const all = (WebhookParameters as { WebhookParameter: { Url: string }[] }).WebhookParameter;
    return all.map(({ Url }) => Url);
  };

  test("list by prefix, ten at a time, and without the disabled ones", async () => {
    for (let n = 1; n <= 12; n++) await rpc(server, "PutEventRule", rule(`ev-${n}`));
    const list = async (query: Record<string, string>) => {
      const { Total, EventRules } = await rpc(server, "DescribeEventRuleList", query);
      return [Total, (EventRules as { EventRule: unknown[] }).EventRule.length];
    };
    expect(await list({ NamePrefix: "ev-1" })).toEqual([4, 4]);
    expect(await list({})).toEqual([12, 10]);
    await rpc(server, "DisableEventRules", { "RuleNames.1": "ev-1" });
    expect(await list({})).toEqual([11, 10]);
    expect(await list({ IsEnable: "false" })).toEqual([1, 1]);
    server.api.behaviour = { ...LIKELY, disabledEventRules: "listed" };
    expect(await list({})).toEqual([12, 10]);
  });

  test.each([
    ["kept", ["https://a.example.com/", "https://b.example.com/"]],
    ["removed", ["https://b.example.com/"]],
  ] as const)("targets that a call doesn't name are %s", async (unnamedEventTargets, expected) => {
    server.api.behaviour = { ...LIKELY, unnamedEventTargets };
    const name = `targets-${unnamedEventTargets}`;
    await rpc(server, "PutEventRule", rule(name));
    await rpc(server, "PutEventRuleTargets", { RuleName: name, ...target("1", "https://a.example.com/") });
    await rpc(server, "PutEventRuleTargets", { RuleName: name, ...target("2", "https://b.example.com/") });
    expect(await urls(name)).toEqual(expected);
    await rpc(server, "DeleteEventRuleTargets", { RuleName: name, "Ids.1": "2" });
    expect(await urls(name)).toEqual(expected.slice(0, -1));
  });

  test("take five targets of a kind and not one more, and then none of the call", async () => {
    await rpc(server, "PutEventRule", rule("full"));
    for (let n = 1; n <= 5; n++) {
      await rpc(server, "PutEventRuleTargets", {
        RuleName: "full",
        ...target(`${n}`, `https://${n}.example.com/`),
      });
    }
    const sixth = {
      ...target("6", "https://6.example.com/"),
      "ContactParameters.1.Id": "c",
      "ContactParameters.1.ContactGroupName": "ops",
    };
    const call = rpc(server, "PutEventRuleTargets", { RuleName: "full", ...sixth });
    expect(await refusal(call)).toMatchObject({ code: "InvalidParameterValue" });
    const { ContactParameters } = await rpc(server, "DescribeEventRuleTargetList", { RuleName: "full" });
    expect(ContactParameters).toEqual({ ContactParameter: [] });
  });
});

test("blacklists", async () => {
  const list = {
    Name: "maintenance",
    Namespace: "acs_ecs_dashboard",
    Category: "ecs",
    "Instances.1": '{"instanceId":"i-1"}',
    "Metrics.1.MetricName": "CPUUtilization",
  };
  const { Id } = await rpc(server, "CreateMetricRuleBlackList", list);
  expect(await refusal(rpc(server, "CreateMetricRuleBlackList", list))).toMatchObject({ status: 409 });
  await rpc(server, "ModifyMetricRuleBlackList", {
    Id: String(Id),
    Category: "ecs",
    EffectiveTime: "03:00-04:59",
  });
  const { DescribeMetricRuleBlackList } = await rpc(server, "DescribeMetricRuleBlackList", {
    "Ids.1": String(Id),
  });
  expect(DescribeMetricRuleBlackList).toMatchObject([
    {
      Name: "maintenance",
      IsEnable: true,
      EffectiveTime: "03:00-04:59",
      Instances: [{ instanceId: "i-1" }],
    },
  ]);
  await rpc(server, "DeleteMetricRuleBlackList", { Id: String(Id) });
  expect((await rpc(server, "DescribeMetricRuleBlackList")).Total).toBe(0);
});

describe("API 2024-03-30", () => {
  test("alert rules: blocks are replaced whole, unknown ids delete nothing", async () => {
    const rule = {
      displayName: "pods",
      datasourceConfig: { type: "PROMETHEUS", instanceId: "rw-1" },
      queryConfig: { type: "PROMETHEUS_SINGLE_QUERY", expr: "up == 0" },
      conditionConfig: { type: "PROMETHEUS_SIMPLE_CONDITION", severity: "CRITICAL", durationSecs: 60 },
      scheduleConfig: { type: "FIXED", intervalSecs: 60 },
    };
    const manage = (body: unknown) => roa(server, "POST /manageAlertRules", { body });
    const { data } = await manage({ action: "CREATE", ...rule });
    const { uuid } = (data as { alertRule: { uuid: string } }).alertRule;
    await manage({
      action: "UPDATE",
      uuid,
      displayName: "all pods",
      conditionConfig: { severity: "WARNING" },
    });
    const query = { body: { filter: { uuid: { eq: uuid } } } };
    expect(await roa(server, "POST /queryAlertRules", query)).toMatchObject({
      success: true,
      data: {
        totalCount: 1,
        alertRules: [
          {
            displayName: "all pods",
            severityLevels: ["WARNING"],
            conditionConfig: { severity: "WARNING" },
            enabled: true,
          },
        ],
      },
    });
    const { queryConfig: _, ...half } = rule;
    expect(await refusal(manage({ action: "CREATE", ...half }))).toMatchObject({
      code: "InvalidParameter",
      status: 400,
    });
    expect(await manage({ action: "BATCH_DELETE", uuidList: ["nobody"] })).toMatchObject({
      data: { deletedCount: 0 },
    });
    await manage({ action: "DELETE", uuid });
    expect(await roa(server, "POST /queryAlertRules", query)).toMatchObject({ data: { alertRules: [] } });
  });

  test("notify policies: names are unique, an update needs the newest version", async () => {
    const path = "/api/eventbase/notify-policy";
    const query = { workspace: "w" };
    const body = {
      name: "page",
      notifyStrategy: { routes: [{ channels: [{ channelType: "WEBHOOK", receivers: ["relay"] }] }] },
    };
    const { notifyPolicy } = await roa(server, `POST ${path}/create`, { body, query });
    const { uuid, version } = notifyPolicy as { uuid: string; version: number };
    const taken = await refusal(roa(server, `POST ${path}/create`, { body, query }));
    expect(taken).toMatchObject({ code: "ConflictName", status: 409 });
    await roa(server, `PUT ${path}/${uuid}/disable`, { query });
    const update = (of: number) =>
      roa(server, `PUT ${path}/update`, { query, body: { uuid, version: of, name: "page us" } });
    expect(await refusal(update(version))).toMatchObject({ code: "OptimisticLockFailed" });
    await update(version + 1);
    const own = { query: { uuid, workspace: "w" } };
    expect(await roa(server, `GET ${path}`, own)).toMatchObject({
      notifyPolicy: { name: "page us", enabled: false, ...{ notifyStrategy: body.notifyStrategy } },
    });
    await roa(server, `DELETE ${path}`, own);
    expect(await refusal(roa(server, `GET ${path}`, own))).toMatchObject({ code: "NotFound", status: 404 });
  });
});
