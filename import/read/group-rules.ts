import type { DescribeMetricRuleListResponseBodyAlarmsAlarm as Alarm } from "@alicloud/cms20190101";
import { NoDataPolicy } from "../../components/enums.ts";
import type { Found, Note } from "../account.ts";
import { levels } from "./levels.ts";
import { withoutEmpty } from "./wire.ts";

/** A rule on an application group as `cms.GroupMetricRule` reads it. */
export function groupRule(alarm: Alarm, notes: Note[]): Found {
  const name = alarm.ruleName ?? alarm.ruleId ?? "";
  const lost = unread(alarm);
  if (lost.length > 0) {
    const text = `${lost.join(", ")}: the provider's resource for rules on application groups neither reads nor writes that, so a later change of the rule may undo it`;
    notes.push({ kind: "group rule", name, text });
  }
  const inputs = withoutEmpty({
    ruleId: alarm.ruleId,
    groupId: alarm.groupId,
    groupMetricRuleName: alarm.ruleName,
    namespace: alarm.namespace,
    metricName: alarm.metricName,
    contactGroups: alarm.contactGroups,
    // The provider takes the brackets off, whatever is between them.
    dimensions: alarm.dimensions?.slice(1, -1),
    escalations: levels(alarm),
    period: alarm.period === undefined ? undefined : Number(alarm.period),
    silenceTime: alarm.silenceTime,
    effectiveInterval: alarm.effectiveInterval,
    noEffectiveInterval: alarm.noEffectiveInterval,
    emailSubject: alarm.mailSubject,
    webhook: alarm.webhook,
  });
  return { kind: "group rule", name, parts: [{ of: "group rule", id: alarm.ruleId ?? "", inputs }] };
}

/** What the rule has and the resource lacks. */
function unread(alarm: Alarm): string[] {
  const { noDataPolicy = NoDataPolicy.KeepLastState, sendOK, enableState } = alarm;
  const labels = alarm.labels?.labels ?? [];
  return [
    noDataPolicy === NoDataPolicy.KeepLastState ? "" : `its no-data policy is ${noDataPolicy}`,
    sendOK === false ? "its recoveries are not sent" : "",
    enableState === false ? "it is disabled" : "",
    labels.length > 0 ? `it has the labels ${labels.map(({ key }) => key).join(", ")}` : "",
  ].filter(Boolean);
}
