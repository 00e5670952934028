import { spanText } from "../../components/vocabulary/duration.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import { stableName } from "../../receiver/stable-name.ts";
import { code, codes } from "../meaning/words.ts";
import { type Facet, inputs, listChange, note, risk, type Sentence } from "./aspect.ts";
import { sayLabels } from "./labels.ts";

/** What is read of an `AlertRuleV2`. */
interface PrometheusRule {
  name: string;
  expr: string;
  severity: string;
  /** Seconds. */
  duration: number;
  /** Seconds. */
  interval: number;
  /** Seconds. */
  mutePeriod: number;
  /** Identifiers of webhook objects and contact groups, or the policy. */
  notifies: string[];
  enabled: boolean;
  message: string;
  key: string | undefined;
  labels: Record<string, string>;
}

interface Inputs {
  displayName?: string;
  queryConfig?: { expr?: string };
  conditionConfig?: { severity?: string; durationSecs?: number };
  scheduleConfig?: { intervalSecs?: number };
  notifyConfig?: {
    channels?: { identifiers?: string[] }[];
    notifyStrategies?: string[];
    silenceTimeSecs?: number;
  };
  enabled?: boolean;
  contentTemplate?: string;
  labels?: Record<string, string>;
}

export function readPrometheusRule({ inputs: given }: Resource): PrometheusRule {
  const { displayName, queryConfig, conditionConfig, scheduleConfig, notifyConfig, ...rest } =
    given as Inputs;
  const { relay_rule: key, ...labels } = rest.labels ?? {};
  return {
    // The component's hash of what replaces the rule is no part of what people read.
    name: stableName(String(displayName ?? "")),
    expr: String(queryConfig?.expr ?? ""),
    severity: String(conditionConfig?.severity ?? ""),
    duration: Number(conditionConfig?.durationSecs ?? 0),
    interval: Number(scheduleConfig?.intervalSecs ?? 0),
    mutePeriod: Number(notifyConfig?.silenceTimeSecs ?? 86_400),
    notifies: [
      ...(notifyConfig?.channels ?? []).flatMap(({ identifiers }) => identifiers ?? []),
      ...(notifyConfig?.notifyStrategies ?? []),
    ],
    enabled: rest.enabled !== false,
    message: rest.contentTemplate ?? "",
    key,
    labels,
  };
}

export function describePrometheusRule(rule: PrometheusRule): string {
  const off = rule.enabled ? "" : "; it is switched off";
  return `${rule.severity} when ${code(rule.expr)} for ${spanText(rule.duration)}; notifies ${codes(rule.notifies)}${off}`;
}

const FACETS: {
  covers: Facet<PrometheusRule>["covers"];
  say: (a: PrometheusRule, b: PrometheusRule) => Sentence[];
}[] = [
  {
    covers: inputs("enabled"),
    say: (before, after) =>
      before.enabled === after.enabled
        ? []
        : [
            after.enabled
              ? note("{it} is switched on")
              : risk("{it} is switched off: it does not fire at all"),
          ],
  },
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
    covers: inputs("contentTemplate"),
    say: (before, after) =>
      before.message === after.message
        ? []
        : [note(`{it} reads ${code(after.message)} (was ${code(before.message)})`)],
  },
  { covers: inputs("labels"), say: (before, after) => sayLabels(before.labels, after.labels) },
  {
    covers: inputs("displayName"),
    say: (before, after) =>
      before.name === after.name
        ? []
        : [note(`{it} is called ${code(after.name)} in notifications, no longer ${code(before.name)}`)],
  },
];

export function prometheusRuleFacets(): Facet<Resource>[] {
  return FACETS.map(({ covers, say }) => ({
    covers,
    say: (before, after) => say(readPrometheusRule(before), readPrometheusRule(after)),
  }));
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
