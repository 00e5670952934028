import type { Alert } from "../alert.ts";
import type { SourceConfig, Template } from "../config/config.ts";
import type { Links, MessageKind } from "../destinations/destination.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { conditionText } from "./condition.ts";
import { eventLines } from "./event-words.ts";
import { type Both, COLON, type Language, say } from "./language.ts";
import { levelWord, RESOLVED } from "./levels.ts";
import { linksOf } from "./links.ts";
import { noteOf } from "./note.ts";
import { quantity } from "./quantity.ts";
import { REGION_NAMES } from "./regions.ts";
import { spanInLanguage, spanText } from "./span.ts";
import type { Worst } from "./story.ts";
import { type Facts, fill } from "./template.ts";
import { dimensionsOf, isEvent, metricText, titleOf } from "./title.ts";
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
  /** What becomes of the incident at the destination. Default: it opens. */
  kind?: MessageKind;
  /** The level that people were told before, if they were. */
  toldLevel?: Level | undefined;
  /** See `Story`. Default: the alert itself. */
  head?: Alert | undefined;
  worst?: Worst | undefined;
  /** Nothing has said that it is over: it is resolved for another reason. */
  unsaid?: boolean;
}

const CLOSED: Both = ["Closed without a recovery from the source", "未收到恢复通知，自动关闭"];

/** That data stopped arriving: as a sentence, and behind the name of a metric. */
const NO_DATA: readonly [Both, Both] = [
  ["No data arrives any more", "监控数据中断"],
  ["no data", "无数据"],
];
const NO_DATA_STILL: readonly [Both, Both] = [
  ["Still no data arrives", "监控数据仍然中断"],
  ["still no data", "仍无数据"],
];

/** What stands before a fact, in the order of the lines. */
const LINES: { [name in keyof Facts]?: Both } = {
  level: ["Level", "级别"],
  lasted: ["Open for", "持续时间"],
  condition: ["Condition", "触发条件"],
  resource: ["Resource", "资源"],
  region: ["Region", "地域"],
  account: ["Account", "账号"],
  rule: ["Rule", "规则"],
  owner: ["Owner", "负责人"],
  runbook: ["Runbook", "处理手册"],
  opened: ["Since", "开始时间"],
  time: ["Time", "时间"],
};

/**
 * The texts of a message. The title says what opened the incident or last raised its level; the text says
 * how things stand, one fact a line, those that are known. A template replaces either.
 */
export function wordingOf(given: Alert, circumstances: Circumstances): Wording {
  const { level, at, openedAt, source, settings, template, kind = "opened", worst } = circumstances;
  const { language, timeZone = "UTC", accountName } = settings;
  const own = (both: Both) => say(both, language);
  const alert = inLanguage(given, language);
  const head = circumstances.head ? inLanguage(circumstances.head, language) : alert;
  const { rule, account, unit } = alert;
  const links = linksOf(alert, settings);
  const isResolved = alert.state === "resolved";
  const state = isResolved ? own(RESOLVED) : levelWord(level, alert.kind, language);
  const said = isEvent(alert) ? eventLines(alert, language) : textLines(alert);
  const { toldLevel = level, unsaid } = circumstances;
  const still =
    alert.kind !== "receiver" && ((kind === "updated" && toldLevel === level) || kind === "refreshed");
  const what = unsaid ? own(CLOSED) : nowText(alert, said, still, language);
  const facts: Facts = {
    title: titleOf(head, language),
    body: undefined,
    summary: what ? `[${state}] ${what}` : `[${state}]`,
    state,
    level: levelWord(level, alert.kind, language),
    rule: rule.name,
    ruleId: rule.id,
    resource: resourceText(alert),
    metric: metricText(alert, language),
    value: alert.value && quantity(alert.value, unit, language),
    condition: alert.condition && conditionText(alert.condition, unit, language),
    duration: alert.duration && spanInLanguage(alert.duration, language),
    lasted: kind === "opened" ? undefined : spanText(at - openedAt, language),
    worst: worst && quantity(worst.value, worst.unit, language),
    region: regionText(alert, language),
    account: withId(accountName, account),
    owner: noteOf(alert, "owner"),
    runbook: noteOf(alert, "runbook_url", "runbook"),
    time: timeText(at, timeZone),
    opened: timeText(openedAt, timeZone),
    source,
  };
  const lines = Object.entries(LINES).flatMap(([name, label]) => {
    const fact = lineOf(name as keyof Facts, facts, links, circumstances, alert);
    return fact ? [own(label) + own(COLON) + fact] : [];
  });
  facts.body = [facts.summary, ...said, ...lines, ...unclearLines(alert, language)].join("\n");

  const oneLine = (text = "") => text.replace(/\s+/g, " ").trim();
  const title = oneLine(template?.title && fill(template.title, facts)) || oneLine(facts.title);
  const text = (template?.body && fill(template.body, facts)) || facts.body;
  return { title, headline: `[${state}] ${title}`, text, links };
}

/** What was written for people. A line that is only the rule's name says nothing beside a value. */
function textLines({ text, value, rule }: Alert): string[] {
  const lines = text?.split("\n") ?? [];
  return value ? lines.filter((line) => line !== rule.name) : lines;
}

/** What the head of the text says; takes the line that says it out of what was written. */
function nowText(alert: Alert, said: string[], still: boolean, language: Language): string | undefined {
  const metric = metricText(alert, language);
  if (alert.state === "no-data") {
    const [now, after] = still ? NO_DATA_STILL : NO_DATA;
    return metric === undefined ? say(now, language) : metric + say(COLON, language) + say(after, language);
  }
  if (alert.value && !isEvent(alert)) {
    const value = quantity(alert.value, alert.unit, language);
    const subject = metric ?? alert.rule.name;
    if (still) return say([`${subject} still ${value}`, `${subject}仍为 ${value}`], language);
    return subject + (metric === undefined ? say(COLON, language) : " ") + value;
  }
  const first = said.shift() ?? metric;
  return still && first ? say(["Still: ", "仍在持续："], language) + first : first;
}

/** What a line says, if it says anything that the head or a link doesn't. */
function lineOf(
  name: keyof Facts,
  facts: Facts,
  links: Links,
  { kind = "opened", level, toldLevel, settings: { language } }: Circumstances,
  alert: Alert,
): string | undefined {
  const fact = facts[name];
  switch (name) {
    case "level": {
      if (alert.state === "resolved") return fact;
      if (kind !== "updated" || toldLevel === undefined || toldLevel === level) return undefined;
      const before = levelWord(toldLevel, alert.kind, language);
      return fact + say([`, was ${before}`, `，原为${before}`], language);
    }
    case "lasted":
      return fact && facts.worst && facts.worst !== facts.value
        ? fact + say([`, worst ${facts.worst}`, `，最差 ${facts.worst}`], language)
        : fact;
    case "condition": {
      if (kind !== "opened" || !facts.duration) return fact;
      if (!fact) return say([`for ${facts.duration}`, `已持续 ${facts.duration}`], language);
      return fact + say([` for ${facts.duration}`, `，已持续 ${facts.duration}`], language);
    }
    case "rule":
      // What the relay itself says has no other name than its title.
      if (alert.kind === "receiver" && !facts.ruleId) return undefined;
      return withId(facts.rule, facts.ruleId);
    case "runbook":
      return links.runbook ? undefined : fact;
    case "opened":
      return kind === "opened" ? undefined : fact;
    default:
      return fact;
  }
}

function regionText({ region, fields }: Alert, language: Language): string | undefined {
  const known = region === undefined ? undefined : lookup(REGION_NAMES, region);
  const name = known ? say(known, language) : fields.regionName;
  return language === "zh" && name && region ? `${name} ${region}` : withId(name, region);
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

function resourceText(alert: Alert): string | undefined {
  const dimensions = dimensionsOf(alert).map((pair) => pair.join("="));
  return withId(alert.resourceName, dimensions.join(", "));
}
