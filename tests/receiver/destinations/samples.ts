import type { Alert } from "../../../receiver/alert.ts";
import type { Template } from "../../../receiver/config/config.ts";
import type { Message, MessageKind } from "../../../receiver/destinations/destination.ts";
import type { DestinationKind } from "../../../receiver/destinations/registry.ts";
import type { Level } from "../../../receiver/level.ts";
import type { Language } from "../../../receiver/message/language.ts";
import { renderMessage } from "../../../receiver/message/render.ts";
import { continued, type Story } from "../../../receiver/message/story.ts";
import { readBody } from "../../../receiver/sources/index.ts";
import { contextOf } from "../../../receiver/sources/parameters.ts";

/** What the tests of destinations share, in workerd and in Node. */

export const NOW = Date.parse("2026-11-20T08:07:00Z");

/** One episode of one rule, as CloudMonitor calls back. */
export const STEPS = ["opened", "escalated", "resolved"] as const;
export type Step = (typeof STEPS)[number] | "repeated" | "no-data";

const KINDS: Record<Step, MessageKind> = {
  opened: "opened",
  escalated: "updated",
  repeated: "updated",
  "no-data": "opened",
  resolved: "resolved",
};
const LEVELS: Record<Step, Level> = {
  opened: "warn",
  escalated: "critical",
  repeated: "critical",
  "no-data": "no-data",
  resolved: "critical",
};
const MINUTES: Record<Step, number> = { opened: 0, escalated: 4, repeated: 6, "no-data": 0, resolved: 7 };

/** What came before, in the order in which it came. */
const BEFORE: Record<Step, readonly Step[]> = {
  opened: [],
  escalated: ["opened"],
  repeated: ["opened", "escalated"],
  "no-data": [],
  resolved: ["opened", "escalated"],
};

const OPENED_AT = Date.parse("2026-11-20T08:00:00Z");

const CHANGES: Record<Step, Record<string, string>> = {
  opened: { triggerLevel: "WARN", preTriggerLevel: "null", curValue: "86.2", expression: "$Average>=85" },
  escalated: {
    triggerLevel: "CRITICAL",
    preTriggerLevel: "WARN",
    curValue: "97.4",
    expression: "$Average>=95",
  },
  repeated: {
    triggerLevel: "CRITICAL",
    preTriggerLevel: "CRITICAL",
    curValue: "96.1",
    expression: "$Average>=95",
  },
  "no-data": { alertState: "INSUFFICIENT_DATA", triggerLevel: "null", preTriggerLevel: "null" },
  resolved: {
    alertState: "OK",
    triggerLevel: "OK",
    preTriggerLevel: "CRITICAL",
    curValue: "41",
    expression: "$Average>=95",
  },
};

const WORDS: Record<Language, Record<string, string>> = {
  en: { alertName: "ECS CPU", regionName: "China (Hangzhou)", lastTime: "4 minutes" },
  zh: { alertName: "ECS CPU 使用率", regionName: "华东1（杭州）", lastTime: "4 分钟" },
};

/** The body of a callback of a metric rule: a form of 23 fields. */
function callbackBody(step: Step, language: Language): string {
  return new URLSearchParams({
    userId: "1100000000000000",
    alertState: "ALERT",
    dimensions: "{userId=1100000000000000, instanceId=i-bp1example}",
    instanceName: "web-1",
    metricName: "CPU",
    rawMetricName: "CPUUtilization",
    metricProject: "acs_ecs_dashboard",
    namespace: "acs_ecs_dashboard",
    ruleId: "ecs-cpu--0123456789",
    timestamp: String(OPENED_AT + MINUTES[step] * 60_000),
    unit: "%",
    regionId: "cn-hangzhou",
    owner: "shop-team",
    runbook_url: "https://runbooks.example.com/ecs-cpu",
    ...WORDS[language],
    ...CHANGES[step],
  }).toString();
}

/** The body of a Prometheus webhook of the same episode: JSON in the layout of CloudMonitor 2.0. */
function prometheusBody(step: Step, language: Language): string {
  const { alertName = "" } = WORDS[language];
  const severity = step === "opened" ? "WARNING" : "CRITICAL";
  return JSON.stringify({
    specversion: "1.0",
    type: "ALERT",
    time: new Date(OPENED_AT + MINUTES[step] * 60_000).toISOString(),
    subject: alertName,
    severity,
    status: step === "resolved" ? "RESOLVED" : "OCCURRED",
    labels: { alertname: alertName, severity: severity.toLowerCase(), instance: "web-1" },
    annotations: { current_value: CHANGES[step].curValue },
  });
}

export interface SampleOptions {
  step?: Step;
  language?: Language;
  memory?: string | undefined;
  template?: Template;
  key?: string;
}

/** The message that a destination gets at a step of the episode. */
export function sample(
  kind: DestinationKind,
  { step = "opened", language = "en", memory, template, key = "5eed".repeat(16) }: SampleOptions = {},
): Message {
  const form = callbackBody(step, language);
  const alert = alertOf(step, language);
  const level = LEVELS[step];
  const at = OPENED_AT + MINUTES[step] * 60_000;
  const isPrometheus = kind === "flashduty-prometheus-native";
  const accountName = language === "zh" ? "商城" : "Shop";
  const config = {
    destinations: { [kind]: { kind, severities: {}, template } },
    sources: {
      production: {
        ...{ generation: 1, deliverTo: [kind], severities: {}, language, accountName },
        ...({
          timeZone: "Asia/Shanghai",
          console: language === "zh" ? "aliyun.com" : "alibabacloud.com",
        } as const),
      },
    },
  };
  return renderMessage(config, kind, {
    source: "production",
    kind: KINDS[step],
    key,
    level,
    at,
    receivedAt: at,
    openedAt: OPENED_AT,
    number: 7,
    alert,
    callback: isPrometheus
      ? { body: prometheusBody(step, language), contentType: "application/json" }
      : { body: form, contentType: "application/x-www-form-urlencoded; charset=UTF-8" },
    memory,
    ...storyOf(step, language),
  });
}

function alertOf(step: Step, language: Language): Alert {
  const [alert] = readBody(callbackBody(step, language), contextOf("rule=ecs-cpu")).alerts;
  if (!alert) throw new Error("the sample is no callback");
  return alert;
}

/** What the destination has made of the callbacks so far, and the level that it was told before this one. */
function storyOf(step: Step, language: Language): Partial<Story> & { toldLevel?: Level } {
  let story: (Story & { level: Level }) | undefined;
  let toldLevel: Level | undefined;
  for (const each of [...BEFORE[step], step]) {
    toldLevel = story?.level;
    story = { ...continued(story, alertOf(each, language), LEVELS[each]), level: LEVELS[each] };
  }
  return { ...story, ...(toldLevel && { toldLevel }) };
}
