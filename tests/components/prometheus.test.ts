import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  NotifyPolicy,
  type NotifyPolicyArgs,
  PrometheusRule,
  type PrometheusRuleArgs,
  PrometheusRuleFile,
  type PrometheusSeverity,
  PrometheusWebhook,
  type PrometheusWebhookArgs,
} from "../../components/index.ts";
import type { Plan } from "../../program/evaluator/plan.ts";
import { sourceToken } from "../../receiver/config/token.ts";
import { evaluateProgram, named, SECRETS } from "../programs/evaluate.ts";
import { mistake, useMocks } from "./mocks.ts";

let plan: Plan;

beforeAll(async () => {
  plan = await evaluateProgram("prometheus", { "alicloud:region": "cn-hangzhou" });
  await useMocks({ "alicloud:region": "cn-hangzhou" });
});

describe("PrometheusWebhook", () => {
  test("carries the token in a header, never in the URL, and keeps both secret", async () => {
    const { inputs, secrets } = named(plan, "relay-hook-webhook");
    const token = sourceToken(SECRETS.callbackSecret, "prometheus", 1);
    expect(inputs).toMatchObject({
      webhookId: expect.stringMatching(/^relay-hook-[0-9a-f]{10}$/),
      name: "relay-hook",
      url: "https://alerts.example.com/callbacks/prometheus",
      method: "POST",
      contentType: "JSON",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}`, "X-Team": "shop" },
      lang: "zh_CN",
      workspace: "default-cms",
      region: "cn-hangzhou",
      adopt: false,
    });
    expect(secrets).toEqual(["headers", "url"]);
  });

  test("loads its provider by a text that does not change", () => {
    expect(named(plan, "relay-hook-webhook").inputs.__provider).toBe(
      'exports.handler = () => require(require("node:path").resolve("../../components/prometheus/webhook-provider.ts")).webhookProvider;',
    );
  });

  const args: PrometheusWebhookArgs = { callback: "https://alerts.example.com/callbacks/prometheus?token=t" };
  const cases: [string, Partial<PrometheusWebhookArgs>, string][] = [
    [
      "an identifier with spaces",
      { webhookId: "my hook" },
      'webhookId must be 1 to 64 letters, digits, hyphens or underscores, not "my hook"',
    ],
    ["an empty name", { webhookName: " " }, "webhookName must not be empty"],
    [
      "a header that is none",
      { headers: { "X Team": "shop" } },
      'headers must have names of letters, digits and hyphens, not "X Team"',
    ],
    ["half a key pair", { accessKeyId: "id" }, "accessKeyId, accessKeySecret must be given both or neither"],
    ["an unknown protocol", { protocol: "gopher" }, 'protocol must be http or https, not "gopher"'],
    ["a callback that is no URL", { callback: "alerts" }, "callback must be an http or https URL"],
  ];
  test.each(cases)("refuses %s", (_name, changes, message) => {
    expect(mistake(() => new PrometheusWebhook("hook", { ...args, ...changes }))).toBe(
      `PrometheusWebhook "hook": ${message}`,
    );
  });
});

describe("PrometheusRule", () => {
  test("is a rule in simple mode, with the receiver's label", () => {
    const { displayName, ...inputs } = named(plan, "pod-restart-rule").inputs;
    expect(displayName).toMatch(/^pod-restart--[0-9a-f]{10}$/);
    expect(inputs).toEqual({
      workspace: "default-cms",
      datasourceConfig: { type: "PROMETHEUS", instanceId: "rw-1" },
      queryConfig: {
        type: "PROMETHEUS_SINGLE_QUERY",
        expr: "increase(kube_pod_container_status_restarts_total[5m]) > 3",
        enableDataCompleteCheck: true,
      },
      conditionConfig: { type: "PROMETHEUS_SIMPLE_CONDITION", severity: "CRITICAL", durationSecs: 60 },
      scheduleConfig: { type: "FIXED", intervalSecs: 60 },
      notifyConfig: {
        type: "DIRECT_NOTIFY",
        channels: [{ type: "WEBHOOK", identifiers: ["made-by-hand", expect.stringMatching(/^relay-hook-/)] }],
        silenceTimeSecs: 86_400,
        activeDays: [1, 2, 3, 4, 5, 6, 7],
        activeStartTime: "00:00",
        activeEndTime: "23:59",
        utcOffset: "+08:00",
      },
      contentTemplate: "Pod {{ $labels.pod }} restarted",
      labels: { team: "shop", owner: "sre", relay_rule: "pod-restart" },
      annotations: {
        dashboard: "https://g.example.com/d/1",
        relay_open_for: "172800",
        _cms_rule_display_statement: "increase(kube_pod_container_status_restarts_total[5m]) > 3",
      },
      enabled: true,
      armsIntegrationConfig: { enabled: false },
      actionIntegrationConfig: { enabled: false },
    });
  });

  test("that replaces another has another name and the same key, and the new one is made first", () => {
    const [before, after] = [named(plan, "pod-restart-rule"), named(plan, "pod-restart-again-rule")];
    expect(after.inputs.displayName).toMatch(/^pod-restart--/);
    expect(after.inputs.displayName).not.toBe(before.inputs.displayName);
    expect((after.inputs.labels as Record<string, string>).relay_rule).toBe("pod-restart");
    expect(after.options.deleteBeforeReplace).toBe(false);
    expect(after.inputs).toMatchObject({
      conditionConfig: { durationSecs: 300 },
      scheduleConfig: { intervalSecs: 30 },
      notifyConfig: { silenceTimeSecs: 7200 },
      datasourceConfig: { regionId: "cn-hangzhou" },
      enabled: false,
      contentTemplate: "pod-restart: {{ $value }}",
    });
  });

  test("with thresholds is one rule for each severity, each with a key of its own", () => {
    const query = "(histogram_quantile(0.99, sum(rate(http_seconds_bucket[5m])) by (le)))";
    expect(named(plan, "latency-critical").inputs).toMatchObject({
      queryConfig: { expr: `${query} >= 2` },
      conditionConfig: { severity: "CRITICAL" },
      labels: { relay_rule: "latency.critical" },
    });
    expect(named(plan, "latency-warning").inputs).toMatchObject({
      queryConfig: { expr: `${query} >= 0.5` },
      conditionConfig: { severity: "WARNING" },
      labels: { relay_rule: "latency.warning" },
    });
  });

  const args: PrometheusRuleArgs = {
    workspace: "w",
    instanceId: "i",
    expr: "up == 0",
    severity: "CRITICAL",
    webhooks: ["hook"],
  };
  const query = { expr: undefined, severity: undefined, query: "up", thresholds: { critical: 1 } };
  const cases: [string, Partial<PrometheusRuleArgs>, string][] = [
    ["no expression", { expr: undefined }, "expr, query are both missing"],
    ["two expressions", { query: "up" }, "expr, query must not be given both"],
    ["what is not PromQL", { expr: "up >" }, "expr is not PromQL: see position 5, the end"],
    ["an open bracket", { expr: "rate(x[5m]" }, "expr is not PromQL: see position 11, the end"],
    ["an empty expression", { expr: " " }, "expr must not be empty"],
    [
      "an unknown severity",
      { severity: "P1" as never },
      'severity must be one of PrometheusSeverity.Critical, PrometheusSeverity.Info, PrometheusSeverity.Error, PrometheusSeverity.Warning, not "P1"',
    ],
    [
      "thresholds of an expression",
      { thresholds: { critical: 1 } },
      "thresholds go with query, not with expr, whose condition is inside",
    ],
    [
      "a query without thresholds",
      { ...query, thresholds: {} },
      "thresholds must hold at least one of critical, error, warning, info",
    ],
    [
      "a severity of a query",
      { ...query, severity: "INFO" },
      "severity goes with expr; with query the thresholds say the severities",
    ],
    [
      "a threshold that is no number",
      { ...query, thresholds: { error: Number.NaN } },
      "thresholds.error must be a finite number, not NaN",
    ],
    [
      "a threshold of no severity",
      { ...query, thresholds: { p1: 1 } as never },
      "thresholds.p1 is no argument (critical, error, info, warning)",
    ],
    [
      "an unknown comparison",
      { ...query, comparison: "==" as never },
      'comparison must be one of PromComparison.Above, PromComparison.AtLeast, PromComparison.Below, PromComparison.AtMost, not "=="',
    ],
    ["no time at all", { for: "0 seconds" }, 'for must be at least 1 second, not "0 seconds"'],
    [
      "a time that is no duration",
      { every: "often" },
      'every must be a duration such as "90 seconds", "5 minutes" or "1 hour", not "often"',
    ],
    [
      "a short mute period",
      { mutePeriod: "30 seconds" },
      'mutePeriod must be at least 1 minute, not "30 seconds"',
    ],
    ["nobody to notify", { webhooks: [] }, "webhooks, policy are both missing: nobody would be notified"],
    ["two ways to notify", { policy: "p" }, "webhooks, policy must not be given both"],
    ["an empty message", { message: " " }, "message must not be empty: the notification would have no text"],
    [
      "a label of the vendor's",
      { labels: { _cms_rule_id: "x" } },
      'labels._cms_rule_id must have a value, and a name of letters, digits, dots, hyphens or underscores\nPrometheusRule "rule": labels._cms_rule_id is a label of CloudMonitor or of the receiver itself',
    ],
    [
      "the receiver's label",
      { labels: { relay_rule: "x" } },
      "labels.relay_rule is a label of CloudMonitor or of the receiver itself",
    ],
    ["a runbook that is no URL", { runbook: "wiki" }, 'runbook must be an http or https URL, not "wiki"'],
    ["an empty name", { ruleName: "" }, "ruleName must not be empty"],
    [
      "a key that no URL should hold",
      { key: "a b" },
      'key must be 1 to 64 letters, digits, dots, hyphens or underscores, not "a b"',
    ],
  ];
  test.each(cases)("refuses %s", (_name, changes, message) => {
    expect(mistake(() => new PrometheusRule("rule", { ...args, ...changes }))).toBe(
      `PrometheusRule "rule": ${message}`,
    );
  });
});

describe("PrometheusRuleFile", () => {
  test("brings the alerts of a file", () => {
    expect(named(plan, "brought-PodRestarts-rule").inputs).toMatchObject({
      queryConfig: { expr: "increase(kube_pod_container_status_restarts_total[5m]) > 3" },
      conditionConfig: { severity: "CRITICAL", durationSecs: 120 },
      scheduleConfig: { intervalSecs: 30 },
      contentTemplate: "Pod {{ $labels.pod }} restarted {{ $value }} times in 5 minutes",
      labels: {
        team: "shop",
        relay_rule: "PodRestarts",
        runbook_url: "https://runbooks.example.com/pod-restarts",
      },
      annotations: { summary: "{{ $labels.pod }} restarts" },
    });
    expect(named(plan, "brought-NodeDiskFull-rule").inputs).toMatchObject({
      conditionConfig: { severity: "WARNING" },
      scheduleConfig: { intervalSecs: 60 },
      labels: { team: "infra" },
    });
    expect(plan.resources.filter(({ name }) => name.includes("Watchdog"))).toEqual([]);
    expect(named(plan, "brought").outputs.alerts).toEqual(["PodRestarts", "NodeDiskFull"]);
  });

  const refused: [string, string, string[]][] = [
    ["that is none", "rules: []", ["groups: must be a list of groups with rules"]],
    [
      "with what CloudMonitor can't do",
      `groups:
  - name: g
    rules:
      - { record: "job:up:sum", expr: sum(up) }
      - { alert: A, expr: up == 0, keep_firing_for: 5m, labels: { severity: critical } }
      - { alert: B, expr: "up ==", labels: { severity: p1 } }
      - { alert: "C d", expr: up == 0, labels: { severity: info } }
      - { alert: A, expr: up == 1, labels: { severity: info } }`,
      [
        "group g: job:up:sum is a recording rule, which CloudMonitor can't evaluate; leave it with Prometheus",
        "alert A: keep_firing_for is not something that CloudMonitor can do",
        "alert B: expr is not PromQL: see position 6, the end",
        'alert B: labels.severity must be one of critical, page, emergency, error, high, warning, warn, info, informational, none, not "p1"',
        "alert C d: must be named with letters, digits, dots, hyphens or underscores",
        "alert A: stands twice; give each its own name, since incidents are told apart by it",
      ],
    ],
  ];
  test.each(refused)("refuses a file %s", (_name, text, messages) => {
    const file = join(mkdtempSync(join(tmpdir(), "relay-rules-")), "rules.yaml");
    writeFileSync(file, text);
    const message = mistake(
      () => new PrometheusRuleFile("file", { workspace: "w", instanceId: "i", webhooks: ["h"], file }),
    );
    expect(message.split("\n")).toEqual(
      messages.map((each) => `PrometheusRuleFile "file": file ${file}: ${each}`),
    );
  });

  test("refuses a file that is not there, and an exception that is no alert", () => {
    const args = { workspace: "w", instanceId: "i", webhooks: ["h"] };
    expect(mistake(() => new PrometheusRuleFile("file", { ...args, file: "/no/such" }))).toContain("ENOENT");
    const file = "tests/programs/alerts.yaml";
    expect(mistake(() => new PrometheusRuleFile("file", { ...args, file, except: ["Nothing"] }))).toBe(
      `PrometheusRuleFile "file": except names "Nothing", which is no alert of ${file}`,
    );
  });
});

describe("NotifyPolicy", () => {
  test("sends recoveries, for each resource, unless told otherwise", () => {
    expect(named(plan, "everything-policy").inputs).toEqual({
      workspace: "default-cms",
      name: "everything",
      description: "",
      enabled: true,
      subscription: {
        subscribeLegacyEvent: false,
        filterSetting: {
          relation: "OR",
          conditions: [
            { field: "severity", op: "EQ", value: "CRITICAL" },
            { field: "severity", op: "EQ", value: "ERROR" },
          ],
        },
      },
      notifyStrategy: {
        ignoreRestoredNotification: false,
        groupingSetting: { groupingKeys: ["labels._cms_rule_id", "resource.entity.entity_id"] },
        routes: [
          { channels: [{ channelType: "WEBHOOK", receivers: [expect.stringMatching(/^relay-hook-/)] }] },
        ],
      },
    });
    expect(named(plan, "by-policy-rule").inputs.notifyConfig).toMatchObject({
      type: "NOTIFY_POLICY",
      notifyStrategies: ["everything-policy-id"],
    });
  });

  test("has times and filters of its route", () => {
    expect(named(plan, "by-day-policy").inputs.notifyStrategy).toMatchObject({
      routes: [
        {
          filterSetting: {
            relation: "AND",
            conditions: [
              { field: "labels.env", op: "EQ", value: "production" },
              { field: "labels.team", op: "EQ", value: "shop" },
            ],
          },
          effectTimeRange: {
            dayInWeeks: [0, 1, 5],
            startTimeInMinute: 480,
            endTimeInMinute: 1200,
            timeZone: "Europe/Berlin",
          },
        },
      ],
    });
  });

  const args: NotifyPolicyArgs = { workspace: "w", webhooks: ["h"] };
  const cases: [string, Partial<NotifyPolicyArgs>, string][] = [
    [
      "nobody to notify",
      { webhooks: [] },
      "webhooks, contactGroups are both missing: nobody would be notified",
    ],
    [
      "an unknown severity",
      { severities: ["P1" as PrometheusSeverity] },
      'severities[0] must be one of PrometheusSeverity.Critical, PrometheusSeverity.Info, PrometheusSeverity.Error, PrometheusSeverity.Warning, not "P1"',
    ],
    [
      "too many groups",
      { groupBy: ["a", "b", "c", "d", "e", "f"] },
      "groupBy must name 1 to 5 fields, not 6",
    ],
    ["an empty name", { policyName: "" }, "policyName must not be empty"],
    [
      "severity as a filter",
      { filters: [{ field: "severity", value: "CRITICAL" }] },
      "filters[0].field has an argument of its own: severities",
    ],
    [
      "a filter without a value",
      { filters: [{ field: "subject", value: "" }] },
      "filters[0].value is missing",
    ],
    [
      "times over midnight",
      { effectiveInterval: "22:00-06:00" },
      'effectiveInterval must not go over midnight, as "22:00-06:00" does: what CloudMonitor 2.0 makes of that is not documented',
    ],
    [
      "times with an offset",
      { effectiveInterval: "08:00-20:00 +0800" },
      "effectiveInterval must have no offset here: a policy's times are of its timeZone",
    ],
    [
      "the last minute alone",
      { effectiveInterval: "23:59-23:59" },
      "effectiveInterval must begin before 23:59",
    ],
    ["a zone without times", { timeZone: "Asia/Shanghai" }, "timeZone goes with effectiveInterval"],
    [
      "a zone that is none",
      { effectiveInterval: "08:00-20:00", timeZone: "Berlin" },
      'timeZone must be a name such as Asia/Shanghai, not "Berlin"',
    ],
  ];
  test.each(cases)("refuses %s", (_name, changes, message) => {
    expect(mistake(() => new NotifyPolicy("policy", { ...args, ...changes }))).toBe(
      `NotifyPolicy "policy": ${message}`,
    );
  });
});
