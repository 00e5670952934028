import type { DescribeMetricRuleListResponseBodyAlarmsAlarm as Alarm } from "@alicloud/cms20190101";
import { METRIC_LEVELS } from "../receiver/level.ts";
import type { Found, Note } from "./account.ts";
import { type ReadingClient, sdk } from "./client.ts";
import { allPages, bodyOf, type Progress, withoutEmpty } from "./wire.ts";

/** Metric rules as `cloudmonitor.ServiceMetricAlarmRule` reads them. */
export async function readMetricRules(
  client: ReadingClient,
  notes: Note[],
  progress: Progress,
): Promise<Found[]> {
  const { DescribeMetricRuleListRequest } = sdk();
  let read = 0;
  const alarms = await allPages(async (page, pageSize) => {
    const request = new DescribeMetricRuleListRequest({ page, pageSize });
    const body = bodyOf("DescribeMetricRuleList", await client.describeMetricRuleList(request));
    const items = body.alarms?.alarm ?? [];
    read += items.length;
    progress(`metric rules: ${read} of ${body.total}`);
    return { items, total: Number(body.total ?? 0) };
  });
  return alarms.flatMap((alarm) => {
    const name = alarm.ruleName ?? alarm.ruleId ?? "";
    if (alarm.groupId) {
      const text = `belongs to the application group ${alarm.groupId}, and only alicloud.cms.GroupMetricRule could hold it: declare it as a GroupMetricRule, then delete this one`;
      notes.push({ kind: "metric rule", name, text });
      return [];
    }
    for (const [level, each] of Object.entries(alarm.escalations ?? {})) {
      if (!each?.preCondition) continue;
      const text = `level ${level} has the pre-condition ${each.preCondition}, which the provider reads and can't write: a later change of the rule would drop it`;
      notes.push({ kind: "metric rule", name, text });
    }
    return [{ kind: "metric rule" as const, id: alarm.ruleId ?? "", name, inputs: ruleInputs(alarm) }];
  });
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

/** Levels that are set. The API answers an empty object, or empty texts, for one that is not. */
function levels({ escalations }: Alarm): Record<string, unknown> {
  return Object.fromEntries(
    METRIC_LEVELS.flatMap((level) => {
      const given = escalations?.[level];
      if (!given || (!given.comparisonOperator && !given.threshold)) return [];
      const { comparisonOperator, statistics, threshold, times } = given;
      return [[level, withoutEmpty({ comparisonOperator, statistics, threshold, times: Number(times) })]];
    }),
  );
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
