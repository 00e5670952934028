import { describe, expect, test } from "vitest";
import type { Alert } from "../../../receiver/alert.ts";
import { linksOf } from "../../../receiver/message/links.ts";
import { noteOf } from "../../../receiver/message/note.ts";

/** Nothing but what links are made of. */
function alert(changes: Partial<Alert> = {}): Alert {
  const rule = { key: "cpu", name: "cpu" };
  return { kind: "metric", state: "firing", rule, dimensions: {}, fields: {}, ...changes };
}
const hrefs = (changes: Partial<Alert>) =>
  Object.fromEntries(
    Object.entries(linksOf(alert(changes), { language: "en", console: "alibabacloud.com" })).map(
      ([name, { href }]) => [name, href],
    ),
  );

const CONSOLE = "https://cloudmonitor.console.alibabacloud.com";
const rule = { key: "cpu", name: "cpu", id: "cpu--0123456789" };
const chart = { namespace: "acs_ecs_dashboard", dimensions: { instanceId: "i-1" } };

describe("a link to the rule", () => {
  test("leads to the list of rules, in the alert's region or in all", () => {
    expect(hrefs({ rule }).rule).toBe(`${CONSOLE}/alert/rule?ruleId=cpu--0123456789&region=all`);
    expect(hrefs({ rule, region: "cn-beijing" }).rule).toMatch(/&region=cn-beijing$/);
  });

  test("of CloudMonitor 2.0 leads to its page there, and of ARMS nowhere", () => {
    const id = "38e9ddd8-d349-4b01-cde4-b3179ca262fc";
    expect(hrefs({ kind: "prometheus", rule: { ...rule, id } }).rule).toBe(
      `https://cmsnext.console.alibabacloud.com/alert/rule/${id}`,
    );
    expect(hrefs({ kind: "prometheus", rule: { ...rule, id: "1234567" } })).toEqual({});
    expect(hrefs({ kind: "prometheus" })).toEqual({});
  });

  test.each(["alertRuleUrl", "ruleUrl", "generatorURL", "alert_url"])(
    "may be given by the body as %s",
    (name) => {
      for (const kind of ["metric", "prometheus", "grafana", "log-service"] as const)
        expect(hrefs({ kind, rule, fields: { [name]: "https://a.example.com/r" } }).rule).toBe(
          "https://a.example.com/r",
        );
    },
  );

  test("is the first of those that the body gives", () => {
    const fields = { alert_url: "https://4/", generatorURL: "https://3/", ruleUrl: "https://2/" };
    expect(hrefs({ fields }).rule).toBe("https://0.0.0.2/");
    expect(hrefs({ fields: { ...fields, alertRuleUrl: "https://1/" } }).rule).toBe("https://0.0.0.1/");
  });
});

describe("a link to the charts", () => {
  test.each([
    ["acs_ecs_dashboard", "ecs"],
    ["acs_ecs", "ecs"],
    ["acs_mns_new", "mns_new"],
    ["ECS", "ecs"],
    ["my_acs_dashboard_x", "my_acs_dashboard_x"],
  ])("of %s is by the category %s", (namespace, category) => {
    expect(hrefs({ ...chart, namespace }).resource).toBe(
      `${CONSOLE}/productMonitorChart?category=${category}&dimension=instanceId%3Ai-1&region=all`,
    );
  });

  test.each([
    [{ userId: "1", instanceId: "i-1" }, "instanceId%3Ai-1"],
    [{ event: "e", resourceId: "r", reason: "x", resource: "y", port: "80" }, "port%3A80"],
    [{ myEvent: "e" }, "myEvent%3Ae"],
    [{ eventName: "e" }, "eventName%3Ae"],
  ])("is by the first dimension that has charts: %j", (dimensions, dimension) => {
    expect(hrefs({ ...chart, dimensions }).resource).toContain(`&dimension=${dimension}&`);
  });

  test("is none where nothing has charts", () => {
    expect(hrefs({ ...chart, dimensions: { userId: "1" } })).toEqual({});
    expect(hrefs({ ...chart, namespace: undefined })).toEqual({});
    expect(hrefs({ ...chart, kind: "prometheus" })).toEqual({});
  });

  test.each(["entityUrl", "query_url", "dashboard_url"])("may be given by the body as %s", (name) => {
    expect(hrefs({ ...chart, fields: { [name]: "https://a.example.com/c" } }).resource).toBe(
      "https://a.example.com/c",
    );
  });
});

test.each(["grafana", "log-service"] as const)(
  "what %s watches has no page in CloudMonitor's console",
  (kind) => {
    expect(hrefs({ kind, rule, ...chart })).toEqual({});
  },
);

test("a runbook is found by either name", () => {
  expect(hrefs({ fields: { runbook: "https://b.example.com/" } })).toEqual({
    runbook: "https://b.example.com/",
  });
  expect(
    hrefs({ labels: { runbook_url: "https://a.example.com/" }, fields: { runbook: "https://b/" } }),
  ).toEqual({
    runbook: "https://a.example.com/",
  });
});

test("texts of links are in the source's language, and the site is the account's, never the language's", () => {
  const all = { rule, ...chart, fields: { runbook: "https://b.example.com/" } };
  const zh = linksOf(alert(all), { language: "zh", console: "aliyun.com" });
  expect(Object.values(zh).map(({ text }) => text)).toEqual(["报警规则", "监控图表", "处理手册"]);
  expect(new URL(zh.rule?.href ?? "").host).toBe("cloudmonitor.console.aliyun.com");
  const abroad = linksOf(alert(all), { language: "zh", console: "alibabacloud.com" });
  expect(new URL(abroad.rule?.href ?? "").host).toBe("cloudmonitor.console.alibabacloud.com");
  expect(Object.keys(linksOf(alert(all), { language: "zh" }))).toEqual(["runbook"]);
  const prometheus = { kind: "prometheus", rule: { ...rule, id: "a-b" } } as const;
  expect(linksOf(alert(prometheus), { language: "en" })).toEqual({});
});

describe("an address", () => {
  const runbook = (text: string) => hrefs({ fields: { runbook: text } }).runbook;
  const long = (length: number) => `https://a.example.com/${"x".repeat(length - 22)}`;

  test.each([
    ["http://a.example.com/", "http://a.example.com/"],
    ["HTTPS://A.example.com", "https://a.example.com/"],
    ["https://a.example.com/?a=b|c(d)#e", "https://a.example.com/?a=b%7cc%28d%29#e"],
    ["https:///nowhere", undefined],
    ["xhttps://a.example.com/", undefined],
    ["see https://a.example.com/", undefined],
    ["ftp://a.example.com/", undefined],
    ["https://[oops", undefined],
    ["wiki page 7", undefined],
  ])("%s is %s", (text, href) => {
    expect(runbook(text)).toBe(href);
  });

  test("may have a thousand characters", () => {
    expect(runbook(long(1000))).toHaveLength(1000);
    expect(runbook(long(1001))).toBeUndefined();
  });
});

test("a note is the first of its names that the alert has: dimension, label or field", () => {
  const given = alert({
    dimensions: { a: "1" },
    labels: { a: "2", b: "3" },
    fields: { b: "4", c: "5", d: "" },
  });
  expect(noteOf(given, "a")).toBe("1");
  expect(noteOf(given, "b")).toBe("3");
  expect(noteOf(given, "c", "a")).toBe("5");
  expect(noteOf(given, "d", "toString", "c")).toBe("5");
  expect(noteOf(given, "d")).toBeUndefined();
  expect(noteOf(alert(), "a")).toBeUndefined();
});
