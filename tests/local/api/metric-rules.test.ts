import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LIKELY } from "../../../local/cloudmonitor/api/options.ts";
import type { ServedCloudMonitor } from "../../../local/cloudmonitor/serve.ts";
import { cms, KEY, OTHER_KEY, RULE, refusal, rpc, ruleOf, sdk, start } from "./kit.ts";

let server: ServedCloudMonitor;

beforeAll(async () => {
  server = await start({ limits: { rules: 30 } });
});

afterAll(() => server.stop());

beforeEach(async () => {
  server.api.behaviour = LIKELY;
  const region = server.api.clouds.account(KEY.account).region("cn-hangzhou");
  for (const id of [...region.rules.keys()]) region.deleteRule(id);
});

const put = (changes: Record<string, string> = {}) =>
  rpc(server, "PutResourceMetricRule", { ...RULE, ...changes });

describe("PutResourceMetricRule", () => {
  test("by the SDK, read back by the SDK", async () => {
    const client = cms(server);
    const critical = new sdk.PutResourceMetricRuleRequestEscalationsCritical({
      statistics: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: "95",
      times: 3,
    });
    await client.putResourceMetricRule(
      new sdk.PutResourceMetricRuleRequest({
        ruleId: "by-sdk",
        ruleName: "By SDK",
        namespace: "acs_ecs_dashboard",
        metricName: "CPUUtilization",
        resources: '[{"instanceId":"i-1"},{"instanceId":"i-2"}]',
        contactGroups: "ops,night",
        escalations: new sdk.PutResourceMetricRuleRequestEscalations({ critical }),
        labels: [new sdk.PutResourceMetricRuleRequestLabels({ key: "team", value: "shop" })],
        webhook: "https://alerts.example.com/callbacks/shop?token=t&rule=cpu",
        noDataPolicy: "INSUFFICIENT_DATA",
      }),
    );
    const { body } = await client.describeMetricRuleList(
      new sdk.DescribeMetricRuleListRequest({ ruleIds: "by-sdk" }),
    );
    expect(body?.total).toBe("1");
    expect(body?.alarms?.alarm?.[0]).toMatchObject({
      ruleId: "by-sdk",
      ruleName: "By SDK",
      contactGroups: "ops,night",
      resources: '[{"instanceId":"i-1"},{"instanceId":"i-2"}]',
      escalations: {
        critical: {
          statistics: "Average",
          comparisonOperator: "GreaterThanThreshold",
          threshold: "95",
          times: 3,
        },
      },
      labels: { labels: [{ key: "team", value: "shop" }] },
      webhook: "https://alerts.example.com/callbacks/shop?token=t&rule=cpu",
      noDataPolicy: "INSUFFICIENT_DATA",
      enableState: true,
      alertState: "INSUFFICIENT_DATA",
      // Defaults of the server: the metric's own period, a day of silence, all day.
      period: "60",
      silenceTime: 86_400,
      effectiveInterval: "00:00-23:59",
    });
  });

  const whole = {
    ...RULE,
    Webhook: "https://alerts.example.com/",
    SilenceTime: "300",
    NoDataPolicy: "OK",
    SendOK: "false",
    NoEffectiveInterval: "01:00-02:00",
    "Labels.1.Key": "team",
    "Labels.1.Value": "shop",
    "Escalations.Warn.Statistics": "Average",
    "Escalations.Warn.ComparisonOperator": "GreaterThanThreshold",
    "Escalations.Warn.Threshold": "80",
    "Escalations.Warn.Times": "3",
  };

  test("replaces the whole rule: what a call leaves out is the default again", async () => {
    await put(whole);
    expect(await ruleOf(server, "cpu-1")).toMatchObject({
      SendOK: false,
      NoDataPolicy: "OK",
      SilenceTime: 300,
    });
    await put();
    const rule = await ruleOf(server, "cpu-1");
    expect(rule).toMatchObject({
      Webhook: "",
      SilenceTime: 86_400,
      NoDataPolicy: "KEEP_LAST_STATE",
      SendOK: true,
      NoEffectiveInterval: "",
    });
    expect(rule).not.toHaveProperty("Labels");
    expect(Object.keys(rule?.Escalations as object)).toEqual(["Critical"]);
  });

  test("or keeps what a call leaves out, if the server is told to be such a one", async () => {
    server.api.behaviour = { ...LIKELY, omittedRuleFields: "kept" };
    await put(whole);
    await put({ RuleName: "renamed" });
    expect(await ruleOf(server, "cpu-1")).toMatchObject({
      RuleName: "renamed",
      Webhook: "https://alerts.example.com/",
      SilenceTime: 300,
      SendOK: false,
      Labels: { Labels: [{ Key: "team", Value: "shop" }] },
      Escalations: { Warn: { Threshold: "80" } },
    });
  });

  test("keeps composite expressions and Prometheus queries in the shapes that are read back", async () => {
    const { "Escalations.Critical.Statistics": _s, ...rest } = RULE;
    const without = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("Escal")));
    const prefix = "CompositeExpression.ExpressionList.1";
    await rpc(server, "PutResourceMetricRule", {
      ...without,
      "CompositeExpression.Level": "WARN",
      "CompositeExpression.Times": "2",
      "CompositeExpression.ExpressionListJoin": "&&",
      [`${prefix}.MetricName`]: "cpu_total",
      [`${prefix}.Statistics`]: "$Average",
      [`${prefix}.ComparisonOperator`]: "GreaterThanThreshold",
      [`${prefix}.Threshold`]: "90",
      [`${prefix}.Period`]: "60",
    });
    expect((await ruleOf(server, "cpu-1"))?.CompositeExpression).toEqual({
      Level: "WARN",
      Times: 2,
      ExpressionListJoin: "&&",
      ExpressionList: {
        ExpressionList: [
          {
            MetricName: "cpu_total",
            Statistics: "$Average",
            ComparisonOperator: "GreaterThanThreshold",
            Threshold: "90",
            Period: 60,
          },
        ],
      },
    });
    await rpc(server, "PutResourceMetricRule", {
      ...without,
      RuleId: "prom",
      Namespace: "acs_prometheus",
      MetricName: "shop",
      Resources: "",
      "Prometheus.PromQL": "up == 0",
      "Prometheus.Level": "2",
      "Prometheus.Times": "1",
      "Prometheus.Annotations.1.Key": "summary",
      "Prometheus.Annotations.1.Value": "down",
    });
    expect((await ruleOf(server, "prom"))?.Prometheus).toEqual({
      PromQL: "up == 0",
      Level: "CRITICAL",
      Times: 1,
      Annotations: { Annotations: [{ Key: "summary", Value: "down" }] },
    });
  });

  const wrong: [string, Record<string, string>, string, number][] = [
    ["no name", { RuleName: "" }, "MissingRuleName", 400],
    ["no contact group", { ContactGroups: "" }, "MissingContactGroups", 400],
    ["no resources", { Resources: "" }, "MissingResources", 400],
    ["resources that are no JSON", { Resources: "i-1" }, "InvalidParameterValue", 400],
    ["resources that are no list", { Resources: '{"instanceId":"i-1"}' }, "InvalidParameterValue", 400],
    [
      "an unknown operator",
      { "Escalations.Critical.ComparisonOperator": ">=" },
      "InvalidParameterValue",
      400,
    ],
    [
      "a statistic that the metric doesn't list",
      { "Escalations.Critical.Statistics": "Sum" },
      "InvalidParameterValue",
      400,
    ],
    [
      "a threshold that is no number",
      { "Escalations.Critical.Threshold": "high" },
      "InvalidParameterValue",
      400,
    ],
    ["half a level", { "Escalations.Critical.Times": "" }, "MissingEscalationsCriticalTimes", 400],
    ["a silence of two days", { SilenceTime: "172800" }, "InvalidParameterValue", 400],
    ["an unknown policy", { NoDataPolicy: "PANIC" }, "InvalidParameterValue", 400],
    ["a webhook that is no URL", { Webhook: "alerts" }, "InvalidParameterValue", 400],
  ];
  test.each(wrong)("refuses %s", async (_name, changes, code, status) => {
    expect(await refusal(put(changes))).toMatchObject({ code, status });
    expect(await ruleOf(server, "cpu-1")).toBeUndefined();
  });

  test("a refusal never repeats a webhook's address", async () => {
    expect((await refusal(put({ Webhook: "ftp://x/?token=abc" }))).message).not.toContain("abc");
  });

  test("refuses one rule too many, but not a change", async () => {
    for (let n = 1; n <= 30; n++) await put({ RuleId: `r-${n}` });
    expect(await refusal(put({ RuleId: "r-31" }))).toMatchObject({ code: "ResourceOverLimit", status: 429 });
    await put({ RuleId: "r-1", RuleName: "changed" });
  });

  test("refuses unknown groups and metrics, if the server is told to be such a one", async () => {
    server.api.behaviour = { ...LIKELY, unknownContacts: "refused", unknownMetrics: "refused" };
    expect(await refusal(put({ MetricName: "CpuUsage" }))).toMatchObject({ code: "InvalidParameterValue" });
    expect(await refusal(put())).toMatchObject({ code: "ContactGroup.NotExists", status: 404 });
    await rpc(server, "PutContactGroup", { ContactGroupName: "ops" });
    await put();
  });
});

test("PutResourceMetricRules tells which of many failed", async () => {
  const rules = Object.entries(RULE).flatMap(([name, value]) => [
    [`Rules.1.${name}`, value],
    [`Rules.2.${name}`, name === "RuleId" ? "cpu-2" : name.endsWith("Threshold") ? "high" : value],
  ]);
  const answer = await rpc(server, "PutResourceMetricRules", Object.fromEntries(rules));
  expect(answer.FailedListResult).toMatchObject({
    Target: [{ RuleId: "cpu-2", Result: { Code: "InvalidParameterValue", Success: false } }],
  });
  expect(await ruleOf(server, "cpu-1")).toBeDefined();
});

describe("DescribeMetricRuleList", () => {
  test("pages, and filters by name, metric, state", async () => {
    for (let n = 1; n <= 12; n++) await put({ RuleId: `r-${n}`, RuleName: `rule ${n}` });
    const list = async (query: Record<string, string>) => {
      const { Total, Alarms } = await rpc(server, "DescribeMetricRuleList", query);
      return [Total, ...(Alarms as { Alarm: { RuleId: string }[] }).Alarm.map(({ RuleId }) => RuleId)];
    };
    expect((await list({})).length).toBe(11);
    expect(await list({ Page: "3", PageSize: "5" })).toEqual(["12", "r-11", "r-12"]);
    expect(await list({ RuleName: "rule 1", PageSize: "2" })).toEqual(["4", "r-1", "r-10"]);
    expect(await list({ MetricName: "memory_usedutilization" })).toEqual(["0"]);
    await rpc(server, "DisableMetricRules", { "RuleId.1": "r-3", "RuleId.2": "r-4" });
    expect(await list({ EnableState: "false" })).toEqual(["2", "r-3", "r-4"]);
    await rpc(server, "EnableMetricRules", { "RuleId.1": "r-3" });
    expect(await list({ EnableState: "false" })).toEqual(["1", "r-4"]);
    expect(await refusal(list({ PageSize: "0" }))).toMatchObject({ code: "InvalidParameterValue" });
  });

  test("is of one account and one region", async () => {
    await put();
    const other = await rpc(
      server,
      "DescribeMetricRuleList",
      {},
      { id: OTHER_KEY.id, secret: OTHER_KEY.secret },
    );
    expect(other.Total).toBe("0");
    const elsewhere = await rpc(server, "DescribeMetricRuleList", { RegionId: "cn-beijing" });
    expect(elsewhere.Total).toBe("0");
  });

  test("can answer as a server that writes JSON anew and shows empty levels", async () => {
    await put({ Resources: '[{"instanceId":"i-1","device":"/dev/vda"}]' });
    server.api.behaviour = { ...LIKELY, resources: "reformatted", absentLevels: "empty" };
    expect(await ruleOf(server, "cpu-1")).toMatchObject({
      Resources: '[{"instanceId": "i-1", "device": "/dev/vda"}]',
      Escalations: { Warn: {}, Info: {} },
    });
  });
});

test("DeleteMetricRules, and what becomes of an id that isn't there", async () => {
  await put();
  await rpc(server, "DeleteMetricRules", { "Id.1": "cpu-1", "Id.2": "nobody" });
  expect(await ruleOf(server, "cpu-1")).toBeUndefined();
  server.api.behaviour = { ...LIKELY, deletingUnknownRules: "fails" };
  expect(await refusal(rpc(server, "DeleteMetricRules", { "Id.1": "nobody" }))).toMatchObject({
    code: "ResourceNotFound",
    status: 404,
  });
  expect(await refusal(rpc(server, "DisableMetricRules", { "RuleId.1": "nobody" }))).toMatchObject({
    status: 404,
  });
});

test("targets are added and overwritten by id, and deleted by id", async () => {
  await put();
  const target = (id: string, queue: string, at = 1) => ({
    [`Targets.${at}.Id`]: id,
    [`Targets.${at}.Arn`]: `acs:mns:cn-hangzhou:1:/queues/${queue}/messages`,
    [`Targets.${at}.Level`]: "WARN",
  });
  await rpc(server, "PutMetricRuleTargets", { RuleId: "cpu-1", ...target("1", "a"), ...target("2", "b", 2) });
  await rpc(server, "PutMetricRuleTargets", { RuleId: "cpu-1", ...target("2", "c") });
  const list = async () => {
    const { Targets } = await rpc(server, "DescribeMetricRuleTargets", { RuleId: "cpu-1" });
    return (Targets as { Target: { Id: string; Arn: string }[] }).Target.map(
      ({ Id, Arn }) => `${Id} ${Arn.split("/")[2]}`,
    );
  };
  expect(await list()).toEqual(["1 a", "2 c"]);
  // A change of the rule leaves them alone.
  await put({ RuleName: "renamed" });
  await rpc(server, "DeleteMetricRuleTargets", { RuleId: "cpu-1", "TargetIds.1": "1" });
  expect(await list()).toEqual(["2 c"]);
});
