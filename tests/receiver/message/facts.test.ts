import { describe, expect, test } from "vitest";
import type { Alert } from "../../../receiver/alert.ts";
import { LEVELS, type Level } from "../../../receiver/level.ts";
import type { Language } from "../../../receiver/message/language.ts";
import { type Facts, fill } from "../../../receiver/message/template.ts";
import { unclearLines } from "../../../receiver/message/unclear.ts";
import { type Circumstances, wordingOf } from "../../../receiver/message/wording.ts";

const AT = Date.parse("2026-11-20T08:04:05Z");
const OPENED_AT = Date.parse("2026-11-20T08:00:00Z");

function write(
  changes: Partial<Alert> = {},
  { level = "warn", language = "en", ...others }: Partial<Circumstances> & { language?: Language } = {},
) {
  const rule = { key: "cpu", name: "CPU" };
  const alert: Alert = { kind: "metric", state: "firing", rule, dimensions: {}, fields: {}, ...changes };
  const settings = { language };
  return wordingOf(alert, {
    level,
    at: AT,
    openedAt: OPENED_AT,
    source: "production",
    settings,
    template: undefined,
    ...others,
  });
}
const lines = (...given: Parameters<typeof write>) => write(...given).text.split("\n");

describe("the head of a text", () => {
  const WORDS: Record<Level, [en: string, zh: string]> = {
    critical: ["Critical", "严重"],
    error: ["Error", "错误"],
    warn: ["Warning", "警告"],
    info: ["Info", "信息"],
    "no-data": ["No data", "无数据"],
  };

  test.each(LEVELS)("has the word for %s", (level) => {
    const [en, zh] = WORDS[level];
    expect(write({}, { level }).headline).toBe(`[${en}] CPU`);
    expect(write({}, { level, language: "zh" }).headline).toBe(`[${zh}] CPU`);
  });

  test("says that it is over, and at which level it was", () => {
    expect(lines({ state: "resolved" })).toEqual([
      "[Resolved]",
      "Level: Warning",
      "Rule: CPU",
      "Time: 2026-11-20 08:04:05 UTC",
    ]);
    expect(lines({ state: "resolved" }, { language: "zh" }).slice(0, 2)).toEqual(["[已恢复]", "级别：警告"]);
    expect(lines({})).not.toContain("Level: Warning");
  });

  test.each<[string, Partial<Alert>, string[]]>([
    [
      "the metric and its value",
      { metric: "cpu_total", value: "97.4", unit: "%" },
      ["[Warning] CPU usage in the OS 97.4 %"],
    ],
    ["the rule and its value", { value: "97.4" }, ["[Warning] CPU: 97.4"]],
    ["what was written, else", { text: "first\nsecond" }, ["[Warning] first", "second"]],
    ["the value before what was written", { value: "1", text: "first" }, ["[Warning] CPU: 1", "first"]],
    [
      "that there is no data before either",
      { state: "no-data", value: "1", text: "first" },
      ["[Warning] No data arrives any more", "first"],
    ],
  ])("says %s", (_, changes, expected) => {
    expect(lines(changes).slice(0, expected.length)).toEqual(expected);
  });

  test("in Chinese", () => {
    expect(lines({ metric: "cpu_total", value: "3", unit: "次" }, { language: "zh" })[0]).toBe(
      "[警告] 操作系统 CPU 使用率 3 次",
    );
    expect(lines({ state: "no-data" }, { language: "zh" })[0]).toBe("[警告] 监控数据中断");
  });
});

describe("the lines of a text", () => {
  const everything: Partial<Alert> = {
    rule: { key: "cpu", name: "CPU", id: "cpu--1" },
    condition: "$Average>=95 && $Maximum>99",
    duration: "4 minutes",
    dimensions: { userId: "1", instanceId: "i-1", device: "/dev/vda1" },
    resourceName: "web-1",
    region: "cn-hangzhou",
    account: "1",
    fields: { regionName: "China (Hangzhou)", owner: "shop", runbook: "page 7" },
  };

  test("come in one order, in English and Chinese", () => {
    expect(lines(everything)).toEqual([
      "[Warning]",
      "Condition: Average ≥ 95 && Maximum>99 for 4 min",
      "Resource: web-1 (instanceId=i-1, device=/dev/vda1)",
      "Region: China (Hangzhou) (cn-hangzhou)",
      "Account: 1",
      "Rule: CPU (cpu--1)",
      "Owner: shop",
      "Runbook: page 7",
      "Time: 2026-11-20 08:04:05 UTC",
    ]);
    expect(lines(everything, { language: "zh" })).toEqual([
      "[警告]",
      "触发条件：平均值 ≥ 95 && 最大值>99，已持续 4 分钟",
      "资源：web-1 (instanceId=i-1, device=/dev/vda1)",
      "地域：华东1（杭州） cn-hangzhou",
      "账号：1",
      "规则：CPU (cpu--1)",
      "负责人：shop",
      "处理手册：page 7",
      "时间：2026-11-20 08:04:05 UTC",
    ]);
  });

  test.each<[string, Partial<Alert>, string, string]>([
    [
      "a resource without a name",
      { resourceName: undefined },
      "i-1 /dev/vda1 · CPU",
      "Resource: instanceId=i-1, device=/dev/vda1",
    ],
    ["a resource that is only named", { dimensions: { userId: "1" } }, "web-1 · CPU", "Resource: web-1"],
    [
      "a region that the body doesn't name",
      { fields: {} },
      "web-1 /dev/vda1 · CPU",
      "Region: China (Hangzhou) (cn-hangzhou)",
    ],
    ["a region without a name", { fields: {}, region: "cn-new" }, "web-1 /dev/vda1 · CPU", "Region: cn-new"],
    [
      "a region that is only named",
      { region: undefined },
      "web-1 /dev/vda1 · CPU",
      "Region: China (Hangzhou)",
    ],
  ])("tell %s", (_, changes, title, line) => {
    const told = write({ ...everything, ...changes });
    expect(told.title).toBe(title);
    expect(told.text.split("\n")).toContain(line);
  });

  test("tell a runbook that is an address by its link alone", () => {
    const told = write({ fields: { runbook: "https://a.example.com/" } });
    expect(told.links.runbook?.href).toBe("https://a.example.com/");
    expect(told.text).not.toContain("Runbook");
  });

  test("tell the account by its name and in the source's zone", () => {
    const settings = { language: "en" as const, accountName: "Shop", timeZone: "Asia/Shanghai" };
    expect(lines({ account: "1" }, { settings }).slice(1)).toEqual([
      "Account: Shop (1)",
      "Rule: CPU",
      "Time: 2026-11-20 16:04:05 UTC+08:00",
    ]);
    expect(lines({}, { settings })).toContain("Account: Shop");
  });

  test("end with what could not be understood", () => {
    expect(lines({ unclear: { level: "BROKEN", time: "n/a" } }).slice(-3)).toEqual([
      "Time: 2026-11-20 08:04:05 UTC",
      'Unknown level "BROKEN": taken as critical',
      'Unreadable time "n/a": time of arrival',
    ]);
  });
});

describe("a template's", () => {
  const known = (changes: Partial<Alert>, body: string, level: Level = "warn") =>
    write(changes, { level, template: { body } }).text;

  test.each([
    ["{title}", "web-1 · CPU usage in the OS 97.4 % (≥ 95 %) · CPU"],
    ["{body}", ""],
    ["{summary}", "[Warning] CPU usage in the OS 97.4 %"],
    ["{state}", "Warning"],
    ["{level}", "Warning"],
    ["{rule}", "CPU"],
    ["{ruleId}", "cpu--1"],
    ["{resource}", "web-1 (instanceId=i-1)"],
    ["{metric}", "CPU usage in the OS"],
    ["{value}", "97.4 %"],
    ["{condition}", "Average ≥ 95 %"],
    ["{duration}", "4 min"],
    ["{region}", "China (Hangzhou) (cn-hangzhou)"],
    ["{account}", "1"],
    ["{owner}", "shop"],
    ["{runbook}", "https://a.example.com/"],
    ["{time}", "2026-11-20 08:04:05 UTC"],
    ["{opened}", "2026-11-20 08:00:00 UTC"],
    ["{source}", "production"],
  ])("%s is %j", (field, text) => {
    const changes: Partial<Alert> = {
      rule: { key: "cpu", name: "CPU", id: "cpu--1" },
      metric: "cpu_total",
      value: "97.4",
      unit: "%",
      condition: "$Average>=95",
      duration: "4 minutes",
      dimensions: { instanceId: "i-1" },
      resourceName: "web-1",
      region: "cn-hangzhou",
      account: "1",
      labels: { owner: "shop", runbook_url: "https://a.example.com/" },
    };
    // `body` is the whole usual text.
    const whole = field === "{body}" ? write(changes).text : text;
    expect(known(changes, `<${field}>`)).toBe(`<${whole}>`);
  });

  test("state is that it is over, and its level stays", () => {
    expect(known({ state: "resolved" }, "{state}, {level}")).toBe("Resolved, Warning");
  });

  test("title is one line, and the usual one where it comes to nothing", () => {
    const title = (text: string) => write({}, { template: { title: text } }).title;
    expect(title("  a\n\t{rule}  b ")).toBe("a CPU b");
    expect(title("{metric}")).toBe("CPU");
    expect(title("")).toBe("CPU");
  });

  test("lines are left out where nothing that they name is known", () => {
    const facts = { rule: "CPU", owner: "" } as Facts;
    expect(fill("{rule}\n{owner}\n{owner} {rule}\nplain\n{unheard}", facts)).toBe("CPU\n CPU\nplain");
    expect(fill("{rule}{rule} {} }{", facts)).toBe("CPUCPU  }{");
  });
});

describe("what could not be understood", () => {
  const told = (unclear: Alert["unclear"], language: Language = "en") =>
    unclearLines({ unclear } as Alert, language);

  test("is told, in English and Chinese", () => {
    expect(told({ level: "BROKEN", time: "n/a" })).toEqual([
      'Unknown level "BROKEN": taken as critical',
      'Unreadable time "n/a": time of arrival',
    ]);
    expect(told({ level: "BROKEN", time: "n/a" }, "zh")).toEqual([
      '无法识别的级别 "BROKEN"，按严重处理',
      '无法识别的时间 "n/a"，以到达时间为准',
    ]);
    expect(told({ level: "" })).toEqual(["The callback gives no level: taken as critical"]);
    expect(told({ level: "" }, "zh")).toEqual(["回调未给出级别，按严重处理"]);
  });

  test("is nothing where all is clear", () => {
    expect(told(undefined)).toEqual([]);
    expect(told({ level: undefined, time: undefined })).toEqual([]);
  });

  test("is told in one short line, letter for letter", () => {
    expect(told({ time: "a\n\t b" })).toEqual(['Unreadable time "a b": time of arrival']);
    expect(told({ level: "x".repeat(60) })).toEqual([`Unknown level "${"x".repeat(40)}": taken as critical`]);
    expect(told({ level: "$& $1" })).toEqual(['Unknown level "$& $1": taken as critical']);
  });
});
