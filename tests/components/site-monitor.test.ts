import { beforeAll, describe, expect, test } from "vitest";
import {
  AssertionOperator,
  AssertionSubject,
  Comparison,
  DnsRecord,
  HttpMethod,
  metrics,
  Probe,
  ruleSets,
  SiteMonitor,
  type SiteMonitorArgs,
} from "../../components/index.ts";
import { parseValues } from "../../local/cloudmonitor/series.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import type { Plan, Resource } from "../../program/evaluator/plan.ts";
import { loaded } from "../programs/evaluate.ts";
import { mistake, useMocks } from "./mocks.ts";

const address = "https://shop.example.com/health";
const callback = "https://alerts.example.com/callbacks/production?token=made-up-token";
const cities = [{ city: "546", isp: "465" }];
const status200 = {
  subject: AssertionSubject.StatusCode,
  operator: AssertionOperator.Is,
  target: "200",
};

let plan: Plan;

beforeAll(async () => {
  plan = await evaluateInline(() => {
    const shop = new SiteMonitor("shop", {
      address,
      cities,
      interval: "5 minutes",
      timeout: "10 seconds",
      assertions: [status200],
      http: { method: HttpMethod.Post, headers: { "X-B": "2", "X-A": "1" }, body: "{}", lacks: "error" },
      rule: { contactGroups: ["on-call"], callback, owner: "sre" },
    });
    ruleSets.siteMonitor("codes", {
      contactGroups: ["on-call"],
      resources: [{ taskId: shop.taskId }],
      leaveOut: ["availability"],
    });
    new SiteMonitor("bare", { address: "http://bare.example.com" });
    new SiteMonitor("mail", {
      address: "mail.example.com",
      probe: Probe.Pop3,
      port: 110,
      login: { user: "probe", password: "made-up-password" },
    });
    new SiteMonitor("name", {
      address: "example.com",
      probe: Probe.Dns,
      dns: { record: DnsRecord.Mx, expected: ["b.example.com", "a.example.com"] },
    });
    new SiteMonitor("echo", { address: "example.com", probe: Probe.Ping, enabled: false });
    new SiteMonitor("slow", {
      address,
      rule: {
        contactGroups: ["on-call"],
        metric: metrics.siteMonitor.ResponseTime,
        warn: { comparison: Comparison.AtLeast, threshold: 2000 },
        key: "shop-slow",
      },
    });
  });
  await useMocks();
});

const of = (name: string) => plan.resources.find((each) => each.name === name) as Resource;

describe("a site monitor", () => {
  test("writes whatever the provider would take for unchanged", () => {
    expect(plan.diagnostics).toEqual([]);
    expect(of("bare-task-anywhere").inputs).toEqual({
      taskName: "bare",
      taskType: "HTTP",
      address: "http://bare.example.com",
      interval: "1",
      agentGroup: "PC",
      status: "1",
      optionJson: { httpMethod: "get" },
    });
    expect(of("shop-task").inputs).toMatchObject({
      interval: "5",
      ispCities: [{ ...cities[0], type: "IDC" }],
      optionJson: {
        timeout: 10_000,
        assertions: [{ type: "status_code", operator: "is", target: "200" }],
        httpMethod: "post",
        header: "X-A:1\nX-B:2",
        requestContent: "{}",
        matchRule: 0,
        responseContent: "error",
      },
    });
    expect(of("name-task-anywhere").inputs.optionJson).toEqual({
      dnsType: "MX",
      expectValue: "a.example.com\nb.example.com",
      dnsMatchRule: "IN_DNS",
    });
    expect(of("echo-task-anywhere").inputs).toMatchObject({
      status: "2",
      optionJson: { pingNum: 20, failureRate: "0.1" },
    });
  });

  test("keeps headers and passwords secret, and is another task with another password", () => {
    expect(of("shop-task").secrets).toContain("optionJson.header");
    expect(of("mail-task-anywhere").secrets).toContain("optionJson.password");
    expect(of("mail-task-anywhere").options.replacementTrigger).not.toBe("");
    expect(of("bare-task-anywhere").options).toMatchObject({
      replacementTrigger: "",
      replaceOnChanges: ["optionJson.timeout"],
    });
    expect(of("shop-task").options.replaceOnChanges).toEqual(["optionJson"]);
  });

  test("has its rule on availability, with the levels of the ready one, over its interval", () => {
    expect(of("shop-rule").inputs).toMatchObject({
      namespace: "acs_networkmonitor",
      metricName: "Availability",
      resources: '[{"taskId":"shop-task-id"}]',
      period: "300",
      noDataPolicy: "INSUFFICIENT_DATA",
      escalations: {
        critical: { statistics: "Availability", threshold: "50", times: 2 },
        warn: { threshold: "90", times: 3 },
      },
      webhook: `${callback}&rule=shop&label.owner=sre`,
    });
    expect(of("slow-rule").inputs).toMatchObject({
      metricName: "ResponseTime",
      escalations: { warn: { statistics: "Average", threshold: "2000" } },
    });
    expect(of("slow-rule").inputs.escalations).not.toHaveProperty("critical");
    expect(of("codes-status-rule").inputs).toMatchObject({ resources: '[{"taskId":"shop-task-id"}]' });
  });

  test("fires and recovers on this machine", () => {
    const region = loaded(plan);
    expect([...region.siteMonitors.values()].find(({ taskId }) => taskId === "shop-task-id")).toMatchObject({
      taskName: "shop",
      options: { time_out: 10_000, http_method: "post" },
      enabled: true,
    });
    const start = Date.parse("2026-11-20T00:00:00Z");
    region.monitor.feed([
      {
        namespace: "acs_networkmonitor",
        metricName: "Availability",
        resource: { taskId: "shop-task-id" },
        name: undefined,
        interval: 300_000,
        values: parseValues("100 33 33 33 100 100"),
        start,
      },
    ]);
    const said: string[] = [];
    for (let at = start; at <= start + 40 * 60_000; at += 60_000)
      for (const { fields } of region.monitor.check(at))
        said.push(`${fields.alertState} ${fields.triggerLevel} ${fields.curValue} ${fields.instanceName}`);
    expect(said.slice(0, 2)).toEqual([
      "ALERT CRITICAL 33 taskName=shop，address=https://shop.example.com/health",
      "OK OK 100 taskName=shop，address=https://shop.example.com/health",
    ]);
  });
});

const MISTAKES: [string, Record<string, unknown>, string][] = [
  ["no scheme", { address: "shop.example.com" }, "address must be an http or https URL"],
  [
    "a scheme for PING",
    { address, probe: "PING" },
    "address must be a host name or an address without a scheme",
  ],
  [
    "a private address",
    { address: "http://192.168.1.1/" },
    "address must be public: probes come from the Internet",
  ],
  [
    "redirects",
    { http: { followRedirects: false } },
    "http.followRedirects is no argument: the alicloud provider",
  ],
  ["a certificate's end", { certificateDays: 14 }, "certificateDays is no argument: the alicloud provider"],
  ["HEAD", { http: { method: "HEAD" } }, `http.method can't be "HEAD": the vendor's pages name it`],
  ["HTTPS", { probe: "HTTPS" }, `probe can't be "HTTPS": HTTP covers both`],
  ["a schedule", { customSchedule: {} }, "customSchedule is no argument: the vendor does not say which day"],
  [
    "an assertion on a header",
    { assertions: [{ subject: "header", operator: "is", target: "x" }] },
    `assertions[0].subject can't be "header": the alicloud provider has no place`,
  ],
  [
    "a text compared as a number",
    { assertions: [{ ...status200, operator: AssertionOperator.Contains }] },
    "assertions[0] can't compare status_code, a number, by contains",
  ],
  [
    "no number",
    { assertions: [{ ...status200, target: "ok" }] },
    'assertions[0] must have a number as target, not "ok"',
  ],
  [
    "a pattern that is none",
    {
      assertions: [{ subject: AssertionSubject.BodyText, operator: AssertionOperator.Matches, target: "(" }],
    },
    "assertions[0] must have a regular expression as target",
  ],
  ["another probe's argument", { dns: {} }, "dns is for DNS and not for HTTP"],
  ["both texts", { http: { contains: "a", lacks: "b" } }, "http.contains, http.lacks must not be given both"],
  ["a body with GET", { http: { body: "x" } }, "http.body goes with HttpMethod.Post only"],
  [
    "a city in words",
    { cities: [{ city: "Beijing", isp: "465" }] },
    'cities[0].city must be an id such as "546", not "Beijing"',
  ],
  ["a city twice", { cities: [...cities, ...cities] }, "cities[1] is the same as another one"],
  ["another interval", { interval: "2 minutes" }, "interval must be 1, 5, 15, 30 or 60 minutes"],
  ["a short name", { taskName: "ab" }, "taskName must be 4 to 100"],
  ["a port that is none", { probe: "TCP", address: "a.example.com", port: 0 }, "port must be a whole number"],
  [
    "a rule without levels",
    { rule: { contactGroups: ["a"], metric: metrics.siteMonitor.StatusCode } },
    "rule.critical, warn, info are all missing",
  ],
];

test.each(MISTAKES)("%s is refused", async (_, args, message) => {
  const given = { address, ...args } as SiteMonitorArgs;
  expect(await mistake(() => new SiteMonitor("site", given))).toContain(message);
});
