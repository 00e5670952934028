import { intervalOf } from "../../components/prometheus/active-times.ts";
import { OPEN_FOR_ANNOTATION } from "../../receiver/config/urls.ts";
import { stableName } from "../../receiver/stable-name.ts";
import { type CallbackTarget, readCallback } from "./callback.ts";
import type { ProgramEntry, Resources } from "./entry.ts";
import { TYPE } from "./types.ts";
import { list, number, record, text, textRecord, texts } from "./values.ts";

/** A rule of Managed Service for Prometheus. Times in seconds. */
export interface PrometheusRule extends ProgramEntry {
  readonly kind: "prometheus-rule";
  /** Stable key, by which the receiver knows it; undefined where it goes by the rule's id. */
  readonly key: string | undefined;
  /** Name that people see, without the component's hash of what replaces the rule. */
  readonly ruleName: string;
  readonly expr: string;
  /** CRITICAL, ERROR, WARNING or INFO. */
  readonly severity: string;
  /** How long the condition must hold. */
  readonly duration: number;
  readonly interval: number;
  readonly mutePeriod: number;
  /** When it notifies, as an interval. */
  readonly effectiveInterval: string;
  readonly enabled: boolean;
  readonly message: string;
  /** How long an incident stays open that nothing ends; undefined: for ever. */
  readonly openFor: number | undefined;
  /** Identifiers of webhook objects and contact groups, or the policy. */
  readonly notifies: readonly string[];
  /** Without the one that is the key. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A webhook object of CloudMonitor 2.0, which Prometheus rules notify. */
export interface PrometheusWebhook extends ProgramEntry {
  readonly kind: "prometheus-webhook";
  readonly webhookId: string;
  readonly callback: CallbackTarget | undefined;
}

export function readPrometheusRules(resources: Resources): PrometheusRule[] {
  return resources.entries(TYPE.prometheusRule).map((entry): PrometheusRule => {
    const { inputs, name } = entry.resource;
    const condition = record(inputs.conditionConfig);
    const notify = record(inputs.notifyConfig);
    const openFor = text(record(inputs.annotations)[OPEN_FOR_ANNOTATION]);
    const { relay_rule: key, ...labels } = textRecord(inputs.labels);
    return {
      ...entry,
      kind: "prometheus-rule",
      key,
      ruleName: stableName(text(inputs.displayName) ?? name),
      expr: text(record(inputs.queryConfig).expr) ?? "",
      severity: text(condition.severity) ?? "",
      duration: number(condition.durationSecs, 0),
      interval: number(record(inputs.scheduleConfig).intervalSecs, 0),
      mutePeriod: number(notify.silenceTimeSecs, 86_400),
      effectiveInterval: intervalOf(notify),
      enabled: inputs.enabled !== false,
      message: text(inputs.contentTemplate) ?? "",
      openFor: openFor === undefined ? undefined : Number(openFor),
      notifies: [
        ...list(notify.channels).flatMap((each) => texts(record(each).identifiers)),
        ...texts(notify.notifyStrategies),
      ],
      labels,
    };
  });
}

export function readPrometheusWebhooks(resources: Resources): PrometheusWebhook[] {
  return resources.entries(TYPE.prometheusWebhook).map((entry): PrometheusWebhook => {
    const { inputs, name } = entry.resource;
    const callback = readCallback(inputs.url);
    return { ...entry, kind: "prometheus-webhook", webhookId: text(inputs.webhookId) ?? name, callback };
  });
}
