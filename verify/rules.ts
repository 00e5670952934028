import type { DescribeMetricRuleListResponseBodyAlarmsAlarm as Alarm } from "@alicloud/cms20190101";
import { type Found, RESOURCES } from "../import/account.ts";
import type { ReadingClient } from "../import/read/client.ts";
import { readEventRules } from "../import/read/event-rules.ts";
import { listAlarms } from "../import/read/metric-rules.ts";
import { readPrometheusRules } from "../import/read/prometheus-rules.ts";
import { resourceOf } from "../program/evaluator/plan.ts";
import type { EventRule } from "../program/model/event-rules.ts";
import type { MetricRule } from "../program/model/metric-rules.ts";
import { type Program, readProgram } from "../program/model/program.ts";
import type { PrometheusRule } from "../program/model/prometheus-rules.ts";
import { names } from "../program/model/values.ts";
import type { Finding } from "./finding.ts";

/** What is declared at a place. */
export type Declared = Pick<
  Program,
  "metricRules" | "eventRules" | "prometheusRules" | "contacts" | "contactGroups"
>;

/** What the cloud has of a rule, as far as it is compared. */
interface Live {
  enabled: boolean;
  callbacks: string[];
  groups: string[];
  /** Of a metric rule: OK, ALARM or INSUFFICIENT_DATA. */
  state?: string | undefined;
}

/** Every declared rule: that it is there, enabled, Normal, with our callback and groups. */
export async function verifyRules(
  declared: Declared,
  client: ReadingClient,
  place: string,
): Promise<Finding[]> {
  const { metricRules, eventRules, prometheusRules } = declared;
  const alarms = metricRules.length > 0 ? await listAlarms(client, () => {}) : [];
  const byId = new Map(alarms.map((alarm) => [alarm.ruleId, alarm]));
  const events = eventRules.length > 0 ? await readEventRules(client, [], () => {}) : [];
  const prometheus = prometheusRules.length > 0 ? await readPrometheusRules(client, []) : [];
  const others = asProgram([...events, ...prometheus]);
  const at = <R extends EventRule | PrometheusRule>(live: readonly R[], { resource: { id } }: R) =>
    live.find(({ resource }) => resource.id === id);
  return [
    ...metricRules.map((rule) => compared(rule, place, ofMetric(rule), ofAlarm(byId.get(rule.resource.id)))),
    ...eventRules.map((rule) => compared(rule, place, ofEvent(rule), ofEvent(at(others.eventRules, rule)))),
    ...prometheusRules.map((rule) =>
      compared(rule, place, ofPrometheus(rule), ofPrometheus(at(others.prometheusRules, rule))),
    ),
  ];
}

function asProgram(found: readonly Found[]): Program {
  const resources = found.flatMap(({ parts }) =>
    parts.map(({ of, id, inputs }) =>
      resourceOf({ urn: `${of} ${id}`, id, type: RESOURCES[of], name: id, inputs }),
    ),
  );
  return readProgram({ project: "", stack: "", resources });
}

const ofMetric = ({ enabled, callback, contactGroups }: MetricRule): Live => ({
  enabled,
  callbacks: callback ? [callback.url] : [],
  groups: [...contactGroups],
});

function ofAlarm(alarm: Alarm | undefined): Live | undefined {
  return (
    alarm && {
      enabled: alarm.enableState !== false,
      callbacks: alarm.webhook ? [alarm.webhook] : [],
      groups: names(alarm.contactGroups),
      state: alarm.alertState,
    }
  );
}

function ofEvent(rule: EventRule): Live;
function ofEvent(rule: EventRule | undefined): Live | undefined;
function ofEvent(rule: EventRule | undefined): Live | undefined {
  if (!rule) return undefined;
  const { enabled, callbacks, contactGroups } = rule;
  return { enabled, callbacks: callbacks.map(({ url }) => url), groups: [...contactGroups] };
}

/** Whom it notifies are webhook objects, which lead to the callback, and contact groups. */
function ofPrometheus(rule: PrometheusRule): Live;
function ofPrometheus(rule: PrometheusRule | undefined): Live | undefined;
function ofPrometheus(rule: PrometheusRule | undefined): Live | undefined {
  return rule && { enabled: rule.enabled, callbacks: [], groups: [...rule.notifies] };
}

const RESTORE = "see who changed it, then run `pulumi up --refresh`, which puts it back";

const isSame = (some: readonly string[], others: readonly string[]) =>
  [...new Set(some)].sort().join("\n") === [...new Set(others)].sort().join("\n");

function compared(
  rule: MetricRule | EventRule | PrometheusRule,
  place: string,
  wanted: Live,
  live: Live | undefined,
): Finding {
  const about = `${KINDS[rule.kind]} ${rule.component.name}`;
  const finding = (outcome: Finding["outcome"], text: string, todo?: string): Finding => ({
    check: "rule",
    about,
    outcome,
    text: `in ${place} ${text}`,
    ...(todo !== undefined && { todo }),
  });
  if (!live) {
    const hidden = rule.kind === "event-rule" ? ", or is disabled" : "";
    return finding("failed", `is not there${hidden}`, RESTORE);
  }
  const wrong = [
    live.enabled === wanted.enabled ? [] : [live.enabled ? "is enabled, against the program" : "is disabled"],
    isSame(live.callbacks, wanted.callbacks)
      ? []
      : [live.callbacks.length === 0 ? "has lost its callback" : "has another callback than ours"],
    isSame(live.groups, wanted.groups)
      ? []
      : [`notifies ${listed(live.groups)} in place of ${listed(wanted.groups)}`],
  ].flat();
  if (wrong.length > 0) return finding("failed", wrong.join(", and "), RESTORE);
  if (live.state === "INSUFFICIENT_DATA")
    return finding(
      "attention",
      "has no data",
      "new rules have none for some minutes; else see its metric and resources",
    );
  if (live.state === "ALARM") return finding("attention", "is firing now", "look at its alert");
  const how = [live.enabled ? "enabled" : "disabled as declared", ...(live.state === "OK" ? ["Normal"] : [])];
  return finding("passed", `is there, ${how.join(", ")}, with our callback and groups`);
}

const KINDS = {
  "metric-rule": "rule",
  "event-rule": "event rule",
  "prometheus-rule": "Prometheus rule",
} as const;

function listed(groups: readonly string[]): string {
  return groups.length === 0 ? "nobody" : groups.join(", ");
}
