import type { Language, Template } from "../../../receiver/config/config.ts";
import type { Message, MessageKind } from "../../../receiver/destinations/destination.ts";
import { type DestinationKind, destinationOf } from "../../../receiver/destinations/registry.ts";
import type { Level } from "../../../receiver/level.ts";
import { wordingOf } from "../../../receiver/message/wording.ts";
import { readBody } from "../../../receiver/sources/index.ts";
import { contextOf } from "../../../receiver/sources/parameters.ts";

/** What the tests of destinations share, in workerd and in Node. */

export const NOW = Date.parse("2026-11-20T08:07:00Z");

/** One episode of one rule, as CloudMonitor calls back. */
export const STEPS = ["opened", "escalated", "resolved"] as const;
export type Step = (typeof STEPS)[number];

const KINDS: Record<Step, MessageKind> = { opened: "opened", escalated: "updated", resolved: "resolved" };
const LEVELS: Record<Step, Level> = { opened: "warn", escalated: "critical", resolved: "critical" };
const MINUTES: Record<Step, number> = { opened: 0, escalated: 4, resolved: 7 };
const OPENED_AT = Date.parse("2026-11-20T08:00:00Z");

const CHANGES: Record<Step, Record<string, string>> = {
  opened: { triggerLevel: "WARN", preTriggerLevel: "null", curValue: "86.2", expression: "$Average>=85" },
  escalated: {
    triggerLevel: "CRITICAL",
    preTriggerLevel: "WARN",
    curValue: "97.4",
    expression: "$Average>=95",
  },
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
export function callbackBody(step: Step, language: Language): string {
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
export function prometheusBody(step: Step, language: Language): string {
  const { alertName = "" } = WORDS[language];
  const severity = { opened: "WARNING", escalated: "CRITICAL", resolved: "CRITICAL" }[step];
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
  const [alert] = readBody(form, contextOf("rule=ecs-cpu")).alerts;
  if (!alert) throw new Error("the sample is no callback");
  const level = LEVELS[step];
  const at = OPENED_AT + MINUTES[step] * 60_000;
  const settings = { language, timeZone: "Asia/Shanghai", accountName: language === "zh" ? "商城" : "Shop" };
  const isPrometheus = kind === "flashduty-prometheus-native";
  return {
    id: `${key.slice(0, 24)}_${at}_7_${KINDS[step]}`,
    kind: KINDS[step],
    key,
    severity: destinationOf(kind).severities[level],
    ...wordingOf(alert, { level, at, openedAt: OPENED_AT, source: "production", settings, template }),
    alert,
    at,
    openedAt: OPENED_AT,
    source: "production",
    callback: isPrometheus
      ? { body: prometheusBody(step, language), contentType: "application/json" }
      : { body: form, contentType: "application/x-www-form-urlencoded; charset=UTF-8" },
    memory,
  };
}
