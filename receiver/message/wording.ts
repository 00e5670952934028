import type { Alert } from "../alert.ts";
import type { Language, SourceConfig, Template } from "../config/config.ts";
import type { Links } from "../destinations/destination.ts";
import type { ByLevel, Level } from "../level.ts";
import { type Both, say } from "./language.ts";
import { linksOf, noteOf } from "./links.ts";
import { type Facts, fill } from "./template.ts";
import { unclearLines } from "./unclear.ts";
import { inLanguage } from "./unread.ts";

/** What people read: see `Message`. */
interface Wording {
  title: string;
  headline: string;
  text: string;
  links: Links;
}

/** What the texts say besides the alert. */
export interface Circumstances {
  level: Level;
  at: number;
  openedAt: number;
  source: string;
  settings: Pick<SourceConfig, "language" | "timeZone" | "accountName" | "console">;
  template: Template | undefined;
}

/** Words of the texts that people are woken with. */
export const LEVEL_WORDS: ByLevel<Both> = {
  critical: ["Critical", "严重"],
  error: ["Error", "错误"],
  warn: ["Warning", "警告"],
  info: ["Info", "普通"],
  "no-data": ["No data", "无数据"],
};
export const RESOLVED: Both = ["Resolved", "已恢复"];
const NO_DATA: Both = ["No data arrives any more", "监控数据中断"];
/** Between a metric and its value. */
const IS: Both = [" is ", " 当前值 "];
const COLON: Both = [": ", "："];

/** What stands before a fact, in the order of the lines. */
const LINES: { [name in keyof Facts]?: Both } = {
  level: ["Level", "级别"],
  condition: ["Condition", "触发条件"],
  duration: ["For", "持续时间"],
  resource: ["Resource", "资源"],
  region: ["Region", "地域"],
  account: ["Account", "账号"],
  rule: ["Rule", "规则"],
  owner: ["Owner", "负责人"],
  runbook: ["Runbook", "处理手册"],
  time: ["Time", "时间"],
};

/**
 * The texts of a message. The title names the rule and the resource and is the same for every message
 * of an incident; the text says what happened, one fact a line, those that are known. A template
 * replaces either.
 */
export function wordingOf(
  given: Alert,
  { level, at, openedAt, source, settings, template }: Circumstances,
): Wording {
  const { language, timeZone = "UTC", accountName } = settings;
  const own = (both: Both) => say(both, language);
  const alert = inLanguage(given, language);
  const { rule, metric, account } = alert;
  const links = linksOf(alert, settings);
  const isResolved = alert.state === "resolved";
  const state = own(isResolved ? RESOLVED : LEVEL_WORDS[level]);
  const value = alert.value && withUnit(alert.value, alert.unit);
  const measured = value && `${metric ?? rule.name}${own(IS)}${value}`;
  const said = alert.text?.split("\n") ?? [];
  const what = alert.state === "no-data" ? own(NO_DATA) : (measured ?? said.shift());
  const facts: Facts = {
    title: titleOf(alert, language),
    body: undefined,
    summary: what ? `[${state}] ${what}` : `[${state}]`,
    state,
    level: own(LEVEL_WORDS[level]),
    rule: rule.name,
    ruleId: rule.id,
    resource: resourceText(alert),
    metric,
    value,
    condition: alert.condition?.replaceAll("$", ""),
    duration: alert.duration,
    region: withId(alert.fields.regionName, alert.region),
    account: withId(accountName, account),
    owner: noteOf(alert, "owner"),
    runbook: noteOf(alert, "runbook_url", "runbook"),
    time: timeText(at, timeZone),
    opened: timeText(openedAt, timeZone),
    source,
  };
  // What the head says, or a link, needs no line of its own.
  const told: Partial<Facts> = {
    ...facts,
    level: isResolved ? facts.level : undefined,
    runbook: links.runbook ? undefined : facts.runbook,
    rule: withId(rule.name, rule.id),
  };
  const lines = Object.entries(LINES).flatMap(([name, label]) => {
    const fact = told[name as keyof Facts];
    return fact ? [own(label) + own(COLON) + fact] : [];
  });
  facts.body = [facts.summary, ...said, ...lines, ...unclearLines(alert, language)].join("\n");

  const oneLine = (text = "") => text.replace(/\s+/g, " ").trim();
  const title = oneLine(template?.title && fill(template.title, facts)) || oneLine(facts.title);
  const text = (template?.body && fill(template.body, facts)) || facts.body;
  return { title, headline: `[${state}] ${title}`, text, links };
}

/** The rule and the resource. */
export function titleOf(alert: Alert, language: Language): string {
  const resource = alert.resourceName ?? shortResource(alert);
  return resource ? `${alert.rule.name}${say(COLON, language)}${resource}` : alert.rule.name;
}

/** `97.4%`, `3 count`: a unit that is a word stands apart. */
export function withUnit(value: string, unit: string | undefined): string {
  return unit && /^[\p{L}]/u.test(unit) ? `${value} ${unit}` : `${value}${unit ?? ""}`;
}

const TIME_PARTS = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const;

/** How times are written, by time zone: to make one costs as much as all the rest of a message. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-20 16:00:00 UTC+08:00` */
function timeText(at: number, timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (!clock) {
    // The Swedish way to write a time is the ISO's.
    clock = new Intl.DateTimeFormat("sv-SE", { ...TIME_PARTS, timeZone, timeZoneName: "longOffset" });
    clocks.set(timeZone, clock);
  }
  const text = clock.format(at);
  return text.replace("GMT", "UTC").replace("−", "-").replace("+00:00", "");
}

function withId(name: string | undefined, id: string | undefined): string | undefined {
  return name && id ? `${name} (${id})` : name || id;
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
  const dimensions = ownDimensions(alert).map((pair) => pair.join("="));
  return withId(alert.resourceName, dimensions.join(", "));
}
