import type { MetricLevel } from "../../../receiver/level.ts";
import type { Noticed } from "../cloudmonitor.ts";
import { expressionText } from "../expression-text.ts";
import type { AlertLogRecord, RuleRecord } from "./records.ts";

/** Levels as the alert history spells them: by the channels that they reach. */
const LOG_LEVELS: Record<MetricLevel, string> = { critical: "P2", warn: "P3", info: "P4" };

/** The history's entry for what a rule said. */
export function logNotice(noticed: Noticed, record: RuleRecord | undefined, number: number): AlertLogRecord {
  const { rule, series, notice, at, heldBackBy } = noticed;
  const word = (level: MetricLevel | null) => (level ? LOG_LEVELS[level] : "OK");
  return {
    id: `${at}-${number}`,
    at,
    ruleId: rule.ruleId,
    ruleName: rule.ruleName,
    namespace: rule.namespace,
    metricName: rule.metricName,
    resource: series.resource,
    instanceName: series.name ?? Object.values(series.resource)[0] ?? "",
    level: notice.state === "INSUFFICIENT_DATA" ? "INSUFFICIENT_DATA" : word(notice.level),
    previous: word(notice.previous),
    expression: expressionText(rule, notice.level ?? notice.previous),
    contactGroups: rule.contactGroups,
    groupId: record?.groupId ?? "",
    groupName: rule.group?.name ?? "",
    blackList: heldBackBy,
    webhooks: [],
  };
}
