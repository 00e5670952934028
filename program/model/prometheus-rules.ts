import { stableName } from "../../receiver/stable-name.ts";
import { type Declared, declared, list, number, type Resource, record, text } from "./resource.ts";

/** A rule of Managed Service for Prometheus as checks and reviews see it. Times in seconds. */
export interface PrometheusRule extends Declared {
  kind: "prometheus-rule";
  key: string;
  ruleName: string;
  instanceId: string;
  expr: string;
  /** CRITICAL, ERROR, WARNING or INFO. */
  severity: string;
  /** How long the condition must hold. */
  duration: number;
  interval: number;
  mutePeriod: number;
  enabled: boolean;
  /** Identifiers of the notification objects, sorted; or of the one policy. */
  notifies: string[];
  byPolicy: boolean;
  labels: Record<string, string>;
}

const TYPE = "alicloud:cms/alertRuleV2:AlertRuleV2";

export function readPrometheusRules(resources: readonly Resource[]): PrometheusRule[] {
  return declared(resources, TYPE).map((of) => {
    const { inputs } = of.resource;
    const condition = record(inputs.conditionConfig);
    const notify = record(inputs.notifyConfig);
    const texts = Object.entries(record(inputs.labels)).map(([key, value]) => [key, text(value) ?? ""]);
    const labels = Object.fromEntries(texts) as Record<string, string>;
    const byPolicy = notify.type === "NOTIFY_POLICY";
    const ids = byPolicy
      ? list(notify.notifyStrategies)
      : list(notify.channels).flatMap((each) => list(record(each).identifiers));
    return {
      ...of,
      kind: "prometheus-rule",
      key: labels.relay_rule ?? of.resource.name,
      ruleName: stableName(text(inputs.displayName) ?? of.resource.name),
      instanceId: text(record(inputs.datasourceConfig).instanceId) ?? "",
      expr: text(record(inputs.queryConfig).expr) ?? "",
      severity: text(condition.severity) ?? "",
      duration: number(condition.durationSecs),
      interval: number(record(inputs.scheduleConfig).intervalSecs),
      mutePeriod: number(notify.silenceTimeSecs),
      enabled: inputs.enabled !== false,
      notifies: ids.map(String).sort(),
      byPolicy,
      labels,
    };
  });
}
