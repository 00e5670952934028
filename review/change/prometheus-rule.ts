import { spanText } from "../../components/vocabulary/duration.ts";
import type { PrometheusRule } from "../../program/model/prometheus-rules.ts";
import { record, text } from "../../program/model/values.ts";
import { OPEN_FOR_ANNOTATION } from "../../receiver/config/urls.ts";
import { code, codes } from "../wording/words.ts";
import { type Aspect, inputs, listChange, note, risk, type Sentence } from "./aspect.ts";
import { offText, sayEnabled } from "./enabled.ts";
import { sayInterval } from "./interval.ts";
import { sayLabels } from "./labels.ts";
import { sayOpenFor } from "./open-for.ts";

export function describePrometheusRule(rule: PrometheusRule): string {
  return `${rule.severity} when ${code(rule.expr)} for ${spanText(rule.duration)}; notifies ${codes(rule.notifies)}${offText(rule)}`;
}

export const PROMETHEUS_RULE_ASPECTS: Aspect<PrometheusRule>[] = [
  { covers: inputs("enabled"), say: sayEnabled },
  {
    covers: inputs("notifyConfig.channels", "notifyConfig.notifyStrategies", "notifyConfig.type"),
    say: sayNotifies,
  },
  {
    covers: inputs("labels.relay_rule"),
    say: (before, after) =>
      before.key === after.key
        ? []
        : [
            risk(
              `the dedup identity of {it} changes (${code(before.key ?? "the rule's id")} → ${code(after.key ?? "the rule's id")}): open incidents will not resolve by themselves`,
            ),
          ],
  },
  {
    covers: inputs(`annotations.${OPEN_FOR_ANNOTATION}`),
    say: (before, after) =>
      before.openFor === after.openFor ? [] : [sayOpenFor(before.openFor, after.openFor)],
  },
  {
    covers: inputs("conditionConfig.severity"),
    say: (before, after) =>
      before.severity === after.severity
        ? []
        : [note(`{it} fires as ${after.severity} instead of ${before.severity}`)],
  },
  { covers: inputs("queryConfig.expr", "annotations._cms_rule_display_statement"), say: sayQuery },
  {
    covers: inputs("conditionConfig.durationSecs"),
    say: (before, after) =>
      before.duration === after.duration
        ? []
        : [
            note(
              `{it} fires ${after.duration > before.duration ? "later" : "sooner"}: after ${spanText(after.duration)} instead of ${spanText(before.duration)}`,
            ),
          ],
  },
  {
    covers: inputs("scheduleConfig.intervalSecs"),
    say: (before, after) =>
      before.interval === after.interval
        ? []
        : [
            note(
              `{it} is evaluated every ${spanText(after.interval)} instead of every ${spanText(before.interval)}`,
            ),
          ],
  },
  {
    covers: inputs("notifyConfig.silenceTimeSecs"),
    say: (before, after) =>
      before.mutePeriod === after.mutePeriod
        ? []
        : [
            note(
              `{it} repeats every ${spanText(after.mutePeriod)} while it goes on, instead of every ${spanText(before.mutePeriod)}`,
            ),
          ],
  },
  {
    covers: inputs(
      "notifyConfig.activeDays",
      "notifyConfig.activeStartTime",
      "notifyConfig.activeEndTime",
      "notifyConfig.utcOffset",
    ),
    say: sayInterval,
  },
  {
    covers: inputs("contentTemplate"),
    say: (before, after) =>
      before.message === after.message
        ? []
        : [note(`{it} reads ${code(after.message)} (was ${code(before.message)})`)],
  },
  {
    covers: inputs("workspace", "datasourceConfig"),
    say: (before, after) => {
      const [from, to] = [before, after].map(({ resource }) => whereOf(resource.inputs));
      return from === to ? [] : [risk(`{it} asks ${to} instead of ${from}`)];
    },
  },
  { covers: inputs("labels"), say: (before, after) => sayLabels(before.labels, after.labels) },
  {
    covers: inputs("displayName"),
    say: (before, after) =>
      before.ruleName === after.ruleName
        ? []
        : [
            note(
              `{it} is called ${code(after.ruleName)} in notifications, no longer ${code(before.ruleName)}`,
            ),
          ],
  },
];

/** Which Prometheus is asked. */
function whereOf({ workspace, datasourceConfig }: Record<string, unknown>): string {
  const { instanceId, regionId } = record(datasourceConfig);
  const region = text(regionId);
  return `the instance ${code(text(instanceId) ?? "")}${region === undefined ? "" : ` in ${region}`} (workspace ${code(text(workspace) ?? "")})`;
}

/** The query and the limit of what the component makes of `query` and `thresholds`. */
const LIMIT = /^\((.*)\) (>=?|<=?) (-?[\d.]+(?:e[+-]?\d+)?)$/s;

function sayQuery(before: PrometheusRule, after: PrometheusRule): Sentence[] {
  if (before.expr === after.expr) return [];
  const [old, now] = [LIMIT.exec(before.expr), LIMIT.exec(after.expr)];
  if (old && now && old[1] === now[1] && old[2] === now[2]) {
    const higher = Number(now[3]) > Number(old[3]);
    const later = now[2]?.startsWith(">") ? higher : !higher;
    return [
      note(`{it} fires ${later ? "later" : "sooner"}: from ${old[2]} ${old[3]} to ${now[2]} ${now[3]}`),
    ];
  }
  return [note(`{it} fires differently: from ${code(before.expr)} to ${code(after.expr)}`)];
}

function sayNotifies(before: PrometheusRule, after: PrometheusRule): Sentence[] {
  const { gone, come } = listChange(before.notifies, after.notifies);
  return [
    ...(gone.length > 0 ? [risk(`${codes(gone)} no longer hears of {it}`)] : []),
    ...(come.length > 0 ? [note(`${codes(come)} now hears of {it}`)] : []),
  ];
}
