import type { AlertLogRecord } from "../../store/records.ts";
import type { Context, Operation } from "../context.ts";
import { page } from "../paging.ts";

/** What is answered without `StartTime`, in milliseconds. */
const RECENT = 60 * 60 * 1000;

/** `0` was notified, `2` fell under a blacklist. */
const SENT = { notified: "0", blackList: "2" } as const;

function describeAlertLogList({ region, account, params, now }: Context) {
  const minutes = params.integer("LastMin");
  const end = params.integer("EndTime") ?? now;
  const start = params.integer("StartTime") ?? end - (minutes === undefined ? RECENT : minutes * 60_000);
  const is = (name: string, value: string) => (params.text(name) ?? value) === value;
  const group = params.text("ContactGroup");
  const found = region.alertLog
    .filter(
      (entry) =>
        entry.at >= start &&
        entry.at <= end &&
        is("Namespace", entry.namespace) &&
        is("MetricName", entry.metricName) &&
        is("RuleId", entry.ruleId) &&
        is("GroupId", entry.groupId) &&
        is("Level", entry.level) &&
        is("SendStatus", sendStatus(entry)) &&
        entry.ruleName.includes(params.text("RuleName") ?? params.text("SearchKey") ?? "") &&
        (group === undefined || entry.contactGroups.includes(group)),
    )
    .reverse();
  const { items, pageNumber, pageSize } = page(found, params, { size: 10 });
  return {
    PageNumber: pageNumber,
    PageSize: pageSize,
    AlertLogList: items.map((entry) => describe(entry, account.id)),
  };
}

const sendStatus = (entry: AlertLogRecord) =>
  entry.blackList === undefined ? SENT.notified : SENT.blackList;

function describe(entry: AlertLogRecord, userId: string) {
  const resource = { userId, ...entry.resource };
  return {
    LogId: entry.id,
    AlertTime: String(entry.at),
    RuleId: entry.ruleId,
    RuleName: entry.ruleName,
    Namespace: entry.namespace,
    MetricName: entry.metricName,
    Product: entry.namespace.replace(/^acs_/, "").replace(/_dashboard$/, ""),
    Dimensions: Object.entries(resource).map(([Key, Value]) => ({ Key, Value })),
    InstanceId: Object.values(entry.resource)[0] ?? "",
    InstanceName: entry.instanceName,
    GroupId: entry.groupId,
    GroupName: entry.groupName,
    Level: entry.level,
    LevelChange: `${entry.previous}->${entry.level}`,
    Escalation: { Expression: entry.expression, Level: entry.level },
    ContactGroups: entry.contactGroups,
    SendStatus: sendStatus(entry),
    BlackListName: entry.blackList ?? "",
    WebhookList: entry.webhooks,
  };
}

export const ALERT_HISTORY: Record<string, Operation> = { DescribeAlertLogList: describeAlertLogList };
