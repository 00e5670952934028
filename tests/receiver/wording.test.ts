import { describe, expect, test } from "vitest";
import type { Alert } from "../../receiver/alert.ts";
import type { Template } from "../../receiver/config/config.ts";
import { linksOf } from "../../receiver/message/links.ts";
import { FIELDS, fieldsIn } from "../../receiver/message/template.ts";
import { type Circumstances, wordingOf } from "../../receiver/message/wording.ts";
import { sample } from "./destinations/samples.ts";
import { one, payload } from "./sources/read.ts";

const { alert } = sample("ilert", { step: "escalated" });
const AT = Date.parse("2026-11-20T08:04:00Z");

function write(
  changes: Partial<Alert> = {},
  settings: Partial<Circumstances["settings"]> = {},
  template?: Template,
) {
  return wordingOf(
    { ...alert, ...changes },
    {
      level: "critical",
      at: AT,
      openedAt: AT,
      source: "production",
      settings: { language: "en", ...settings },
      template,
    },
  );
}

describe("the texts of a message", () => {
  test("in English, times in UTC unless the source says otherwise", () => {
    const { title, headline, text } = write();
    expect(title).toBe("web-1 · CPU usage 97.4 % (≥ 95 %) · ECS CPU");
    expect(headline).toBe("[Critical] web-1 · CPU usage 97.4 % (≥ 95 %) · ECS CPU");
    expect(text.split("\n")).toEqual([
      "[Critical] CPU usage 97.4 %",
      "Condition: Average ≥ 95 % for 4 min",
      "Resource: web-1 (instanceId=i-bp1example)",
      "Region: China (Hangzhou) (cn-hangzhou)",
      "Account: 1100000000000000",
      "Rule: ECS CPU (ecs-cpu--0123456789)",
      "Owner: shop-team",
      "Time: 2026-11-20 08:04:00 UTC",
    ]);
  });

  test("in Chinese, in the zone and with the name of the account", () => {
    const { title, headline, text } = write(
      { state: "resolved", value: "41" },
      { language: "zh", timeZone: "Asia/Shanghai", accountName: "商城" },
    );
    expect(title).toBe("web-1 · CPU 使用率 41% (≥ 95%) · ECS CPU");
    expect(headline).toBe(`[已恢复] ${title}`);
    expect(text).toMatch(/^\[已恢复\] CPU 使用率 41%\n级别：严重\n触发条件：平均值 ≥ 95%，已持续 4 分钟\n/);
    expect(text).toContain("账号：商城 (1100000000000000)");
    expect(text).toMatch(/时间：2026-11-20 16:04:00 UTC\+08:00$/);
  });

  test.each([
    ["America/New_York", "2026-11-20 03:04:00 UTC-05:00"],
    ["Asia/Kolkata", "2026-11-20 13:34:00 UTC+05:30"],
  ])("a time in %s", (timeZone, time) => {
    expect(write({}, { timeZone }).text).toContain(`Time: ${time}`);
  });

  test("say when no data arrives, and leave out what is not known", () => {
    const nothing = {
      resourceName: undefined,
      condition: undefined,
      duration: undefined,
      region: undefined,
      account: undefined,
      fields: {},
      dimensions: {},
    };
    expect(write({ ...nothing, state: "no-data" }).text).toBe(
      "[Critical] CPU usage: no data\nRule: ECS CPU (ecs-cpu--0123456789)\nTime: 2026-11-20 08:04:00 UTC",
    );
    expect(write({ ...nothing, value: undefined }).text).toMatch(/^\[Critical\] CPU usage\nRule/);
  });

  test.each([
    ["97.4", "%", "97.4 %"],
    ["3", "count", "3"],
    ["3", "次", "3 次"],
    ["3", undefined, "3"],
  ])("value %s, unit %s", (value, unit, text) => {
    expect(write({ value, unit }).text).toContain(`CPU usage ${text}\n`);
  });

  test("a title is one line, whatever the rule is called", () => {
    expect(write({ rule: { key: "k", id: undefined, name: "a\n b" } }).title).toMatch(/ · a b$/);
  });
});

describe("the texts of other sources", () => {
  const textOf = (name: string) => {
    const alert = one(payload(name));
    const { headline, text, links } = wordingOf(alert, {
      level: alert.level ?? "critical",
      at: alert.time ?? AT,
      openedAt: AT,
      source: "production",
      settings: { language: "en", console: "aliyun.com" },
      template: undefined,
    });
    return { headline, lines: text.split("\n"), links: Object.keys(links), rule: links.rule?.href };
  };

  test("an event says what happened, and what the product says about it", () => {
    const { headline, lines, links } = textOf("event-rule-state-change.json");
    expect(headline).toMatch(
      /^\[Info\] zabank-[^·]+ · Instance changed state · ECS Event-triggered Alert Rule \(New\)$/,
    );
    expect(lines.slice(0, 3)).toEqual([
      "[Info] Instance changed state",
      "Event: Instance:StateChange",
      "Resource id: i-j6c9pagb27uzlikj****",
    ]);
    expect(lines).toContain("State: Deleted");
    expect(links).toEqual(["resource"]);
  });

  test("a Prometheus alert says its value and its message, and leads to its rule", () => {
    const { headline, lines, links, rule } = textOf("prometheus-events-firing.json");
    expect(headline).toBe(
      "[Critical] prod api-0 · Pod prod/api-0 restarted 4 times in 5 minutes, current value 4.00 · pod-restart",
    );
    expect(lines.slice(0, 2)).toEqual([
      "[Critical] pod-restart: 4",
      "Pod prod/api-0 restarted 4 times in 5 minutes, current value 4.00",
    ]);
    expect(links).toEqual(["rule"]);
    expect(rule).toBe("https://cmsnext.console.aliyun.com/alert/rule/38e9ddd8-d349-4b01-cde4-b3179ca262fc");
  });

  test("a rule of ARMS has no page that is known", () => {
    expect(textOf("prometheus-alertmanager-firing.json").links).toEqual([]);
  });
});

describe("a template", () => {
  test("replaces title and body, and knows every field", () => {
    const template = {
      title: "{level} {rule}\n({source})",
      body: FIELDS.map((name) => `${name}={${name}}`).join("\n"),
    };
    const { title, text } = write({}, {}, template);
    expect(title).toBe("Critical ECS CPU (production)");
    expect(text).toContain("summary=[Critical] CPU usage 97.4 %\n");
    expect(text).toContain("\nvalue=97.4 %\n");
    expect(text).toContain("\nrunbook=https://runbooks.example.com/ecs-cpu\n");
    expect(text).not.toMatch(/\{/);
  });

  test("leaves out a line of which nothing is known, and keeps what names no field", () => {
    const body = "look at this\nfor {duration}\nowner {owner}, {duration}";
    expect(write({ duration: undefined }, {}, { body }).text).toBe("look at this\nowner shop-team, ");
  });

  test("that comes to nothing gives way to the usual text", () => {
    expect(write({ duration: undefined }, {}, { title: "{duration}", body: "{duration}" })).toEqual(
      write({ duration: undefined }),
    );
  });

  test("does not fill in what an alert's own text looks like", () => {
    const rule = { key: "k", id: undefined, name: "{owner} {__proto__}" };
    expect(write({ rule }, {}, { title: "{rule} {constructor}" }).title).toBe("{owner} {__proto__}");
  });

  test("names what stands between braces", () => {
    expect(fieldsIn("{a} {} { b } {c{d}")).toEqual(["a", "", " b ", "d"]);
  });
});

describe("links", () => {
  test("lead to the console of the account's site, and to the rule's runbook", () => {
    expect(linksOf(alert, { language: "en", console: "alibabacloud.com" })).toEqual({
      rule: {
        text: "Alert rule",
        href: "https://cloudmonitor.console.alibabacloud.com/alert/rule?ruleId=ecs-cpu--0123456789&region=cn-hangzhou",
      },
      resource: {
        text: "Monitoring",
        href: "https://cloudmonitor.console.alibabacloud.com/productMonitorChart?category=ecs&dimension=instanceId%3Ai-bp1example&region=cn-hangzhou",
      },
      runbook: { text: "Runbook", href: "https://runbooks.example.com/ecs-cpu" },
    });
    expect(Object.keys(linksOf(alert, { language: "zh" }))).toEqual(["runbook"]);
    expect(linksOf(alert, { language: "en", console: "aliyun.com" }).rule?.href).toContain(
      "console.aliyun.com/",
    );
  });

  test("prefer the addresses that the body gives", () => {
    const fields = { alertRuleUrl: "https://cmsnext.console.aliyun.com/alert/rule/1" };
    expect(linksOf({ ...alert, fields }, { language: "en" }).rule?.href).toBe(fields.alertRuleUrl);
  });

  test.each([
    ["javascript:alert(1)", undefined],
    ["//evil.example.com", undefined],
    ["https://", undefined],
    [`https://example.com/${"x".repeat(1000)}`, undefined],
    ["https://example.com/a|b(c) <d>", "https://example.com/a%7cb%28c%29%20%3Cd%3E"],
  ])("a runbook at %s", (runbook_url, href) => {
    expect(linksOf({ ...alert, fields: { runbook_url } }, { language: "en" }).runbook?.href).toBe(href);
  });

  test("are left out where nothing is known", () => {
    const unknown = { ...alert, rule: { ...alert.rule, id: undefined }, namespace: undefined, fields: {} };
    expect(linksOf(unknown, { language: "en" })).toEqual({});
  });
});
