import type { Alert } from "./alert.ts";
import type { Language } from "./config/config.ts";
import type { ByLevel, Level } from "./level.ts";

/** Words of the texts that people are woken with, in the language of the source. */
interface Words {
  levels: ByLevel<string>;
  resolved: string;
  noData: string;
  value: (metric: string, value: string) => string;
  condition: string;
  duration: string;
  resource: string;
  region: string;
  account: string;
  rule: string;
  time: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    levels: { critical: "Critical", error: "Error", warn: "Warning", info: "Info", "no-data": "No data" },
    resolved: "Resolved",
    noData: "No data arrives any more",
    value: (metric, value) => `${metric} is ${value}`,
    condition: "Condition",
    duration: "For",
    resource: "Resource",
    region: "Region",
    account: "Account",
    rule: "Rule",
    time: "Time",
  },
  zh: {
    levels: { critical: "严重", error: "错误", warn: "警告", info: "普通", "no-data": "无数据" },
    resolved: "已恢复",
    noData: "监控数据中断",
    value: (metric, value) => `${metric} 当前值 ${value}`,
    condition: "触发条件",
    duration: "持续时间",
    resource: "资源",
    region: "地域",
    account: "账号",
    rule: "规则",
    time: "时间",
  },
};

/** One line that names the rule and the resource: the same for every message of an incident. */
export function titleOf(alert: Alert, language: Language): string {
  const separator = language === "zh" ? "：" : ": ";
  const resource = alert.resourceName ?? shortResource(alert);
  return resource ? `${alert.rule.name}${separator}${resource}` : alert.rule.name;
}

/** What happened, on which resource, since when: one fact a line, those that are known. */
export function textOf(alert: Alert, level: Level, at: number, language: Language): string {
  const words = WORDS[language];
  const separator = language === "zh" ? "：" : ": ";
  const state = alert.state === "resolved" ? words.resolved : words.levels[level];
  const value = alert.value && withUnit(alert.value, alert.unit);
  const what =
    alert.state === "no-data"
      ? words.noData
      : value
        ? words.value(alert.metric ?? alert.rule.name, value)
        : undefined;
  const region =
    alert.region && (alert.fields.regionName ? `${alert.fields.regionName} (${alert.region})` : alert.region);
  const facts: [string, string | undefined][] = [
    [words.condition, alert.condition],
    [words.duration, alert.duration],
    [words.resource, resourceText(alert)],
    [words.region, region],
    [words.account, alert.account],
    [words.rule, alert.rule.id ? `${alert.rule.name} (${alert.rule.id})` : alert.rule.name],
    [words.time, new Date(at).toISOString()],
  ];
  const head = what ? `[${state}] ${what}` : `[${state}]`;
  return [head, ...facts.flatMap(([name, fact]) => (fact ? [`${name}${separator}${fact}`] : []))].join("\n");
}

/** `97.4%`, `3 count`: a unit that is a word stands apart. */
export function withUnit(value: string, unit: string | undefined): string {
  return unit && /^[\p{L}]/u.test(unit) ? `${value} ${unit}` : `${value}${unit ?? ""}`;
}

/** The dimensions without the account, which says nothing about the resource unless it is all there is. */
function ownDimensions(alert: Alert): [string, string][] {
  return Object.entries(alert.dimensions).filter(([name]) => name !== "userId");
}

function shortResource(alert: Alert): string {
  return ownDimensions(alert)
    .map(([, value]) => value)
    .join(" ");
}

function resourceText(alert: Alert): string | undefined {
  const dimensions = ownDimensions(alert)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
  if (alert.resourceName && dimensions) return `${alert.resourceName} (${dimensions})`;
  return alert.resourceName ?? (dimensions || undefined);
}
