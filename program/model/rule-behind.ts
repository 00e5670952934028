import type { Alert, SourceKind } from "../../receiver/alert.ts";
import type { EventBridgeRule } from "./event-bridge-rules.ts";
import type { EventRule } from "./event-rules.ts";
import type { MetricRule } from "./metric-rules.ts";
import type { Program } from "./program.ts";
import type { PrometheusRule } from "./prometheus-rules.ts";

type Rule = MetricRule | EventRule | EventBridgeRule | PrometheusRule;

/** Which rules send the bodies of each kind. */
const SENT_BY: Partial<Record<SourceKind, readonly Rule["kind"][]>> = {
  metric: ["metric-rule"],
  contact: ["metric-rule"],
  event: ["event-rule", "event-bridge-rule"],
  prometheus: ["prometheus-rule"],
};

/**
 * The rule of a program that an alert at one of its sources comes from: the one of its key, or, of those that
 * have none because the cloud chooses their id, the one of its name. Undefined for a rule that somebody else
 * declares.
 */
export function ruleBehind(
  program: Program,
  source: string,
  { kind, rule: { key, name } }: Pick<Alert, "kind" | "rule">,
): Rule | undefined {
  const all: readonly Rule[] = [
    ...program.metricRules,
    ...program.eventRules,
    ...program.eventBridgeRules,
    ...program.prometheusRules,
  ];
  const rules = all.filter((rule) => {
    const to = rule.kind === "prometheus-rule" ? undefined : rule.callback?.source;
    return SENT_BY[kind]?.includes(rule.kind) && (to === undefined || to === source);
  });
  return (
    rules.find((rule) => rule.key === key) ??
    rules.find((rule) => rule.key === undefined && rule.ruleName === name)
  );
}
