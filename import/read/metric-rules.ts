import type { DescribeMetricRuleListResponseBodyAlarmsAlarm as Alarm } from "@alicloud/cms20190101";
import type { Found, Note } from "../account.ts";
import type { ReadingClient } from "./client.ts";
import { groupRule } from "./group-rules.ts";
import { levels } from "./levels.ts";
import { allPages, bodyOf, type Progress, text, withoutEmpty } from "./wire.ts";

/** Every metric rule of the region, as the API answers it. */
export async function listAlarms(client: ReadingClient, progress: Progress): Promise<Alarm[]> {
  let read = 0;
  return await allPages(async (page, pageSize) => {
    const request = { page, pageSize };
    const body = bodyOf("DescribeMetricRuleList", await client.describeMetricRuleList(request));
    const items = body.alarms?.alarm ?? [];
    read += items.length;
    progress(`metric rules: ${read} of ${body.total}`);
    return { items, total: Number(body.total ?? 0) };
  });
}

/** Metric rules as `cloudmonitor.ServiceMetricAlarmRule` reads them, and those on application groups. */
export async function readMetricRules(
  client: ReadingClient,
  notes: Note[],
  progress: Progress,
): Promise<Found[]> {
  const alarms = await listAlarms(client, progress);
  return alarms.map((alarm) => {
    const name = alarm.ruleName ?? alarm.ruleId ?? "";
    const found: Found = alarm.groupId ? groupRule(alarm, notes) : metricRule(alarm, name);
    for (const [level, each] of Object.entries(alarm.escalations ?? {})) {
      if (!each?.preCondition) continue;
      const lost = `level ${level} has the pre-condition ${each.preCondition}, which the provider can't write: a later change of the rule would drop it`;
      notes.push({ kind: found.kind, name, text: lost });
    }
    return found;
  });
}

function metricRule(alarm: Alarm, name: string): Found {
  const inputs = ruleInputs(alarm);
  return { kind: "metric rule", name, parts: [{ of: "metric rule", id: alarm.ruleId ?? "", inputs }] };
}

function ruleInputs(alarm: Alarm): Record<string, unknown> {
  const { compositeExpression: composite, prometheus } = alarm;
  return withoutEmpty({
    metricAlarmRuleId: alarm.ruleId,
    ruleName: alarm.ruleName,
    namespace: alarm.namespace,
    metricName: alarm.metricName,
    contactGroups: alarm.contactGroups,
    resources: alarm.resources,
    escalations: levels(alarm),
    compositeExpression:
      composite &&
      withoutEmpty({
        level: composite.level,
        times: composite.times,
        expressionRaw: composite.expressionRaw,
        expressionListJoin: composite.expressionListJoin,
        expressionLists: (composite.expressionList?.expressionList ?? []).map((each) =>
          withoutEmpty({
            metricName: each.metricName,
            comparisonOperator: each.comparisonOperator,
            statistics: each.statistics,
            threshold: each.threshold,
            period: each.period,
          }),
        ),
      }),
    prometheus:
      prometheus &&
      withoutEmpty({
        promQl: prometheus.promQL,
        level: prometheus.level,
        times: prometheus.times,
        annotations: (prometheus.annotations?.annotations ?? []).map(({ key, value }) => ({ key, value })),
      }),
    period: text(alarm.period),
    silenceTime: text(alarm.silenceTime),
    effectiveInterval: alarm.effectiveInterval,
    noEffectiveInterval: alarm.noEffectiveInterval,
    noDataPolicy: alarm.noDataPolicy,
    sendOk: alarm.sendOK,
    emailSubject: alarm.mailSubject,
    status: alarm.enableState,
    labels: (alarm.labels?.labels ?? []).map(({ key, value }) => ({ key, value })),
    webhook: alarm.webhook,
  });
}
