import { NoDataPolicy } from "../../components/enums.ts";
import { SOURCE_KINDS, type SourceKind } from "../../receiver/alert.ts";
import { LEVELS, type Level, METRIC_LEVELS, metricLevelOf } from "../../receiver/level.ts";
import type { Contact } from "../model/contacts.ts";
import type { EventBridgeRule } from "../model/event-bridge-rules.ts";
import type { EventRule } from "../model/event-rules.ts";
import { heartbeatOf } from "../model/heartbeats.ts";
import { levelsOf, type MetricRule } from "../model/metric-rules.ts";
import { placeOf } from "../model/place.ts";
import type { Program } from "../model/program.ts";
import type { PrometheusRule } from "../model/prometheus-rules.ts";
import { text } from "../model/values.ts";

/**
 * Texts that something may be: one of these, where undefined stands for none; `ANY` stands for any text or
 * none, `SOME` for any text, since only the body knows.
 */
export type Texts = readonly (string | undefined)[] | typeof ANY | typeof SOME;
export const ANY = "any text or none";
export const SOME = "any text";

/** Alerts that a program can raise at one source of a receiver, as far as routes look at them. */
export interface AlertClass {
  source: string;
  /** What raises them; undefined for whatever else may come to the source. */
  raisedBy: MetricRule | EventRule | EventBridgeRule | PrometheusRule | Contact | undefined;
  kinds: readonly SourceKind[];
  levels: readonly Level[];
  key: Texts;
  name: Texts;
  namespace: Texts;
  metric: Texts;
  region: Texts;
  /** Id of the account; undefined where nobody knows it. */
  account: string | undefined;
  /** Dimensions that every body has; others may be there, and are any text. */
  dimensions: Readonly<Record<string, Texts>>;
  /** Labels that the callback URL carries. */
  labels: Readonly<Record<string, string>>;
}

/** A test that somebody starts goes where the source delivers, and no route takes it. */
const ALERT_KINDS = SOURCE_KINDS.filter((kind) => kind !== "test");

/** Every class of alerts that rules and contacts of a program raise at a source. */
export function classesOf(program: Program, source: string): AlertClass[] {
  const webhooks = new Map(program.prometheusWebhooks.map((each) => [each.webhookId, each]));
  return [
    ...program.metricRules.filter(raises(source)).map((rule) => ofMetricRule(rule, program, source)),
    ...[...program.eventRules, ...program.eventBridgeRules]
      .filter(raises(source))
      .map((rule) => ofEventRule(rule, program, source)),
    ...program.prometheusRules
      .filter(
        ({ enabled, notifies }) =>
          enabled && notifies.some((id) => webhooks.get(id)?.callback?.source === source),
      )
      .map((rule) => ofPrometheusRule(rule, source)),
    ...program.contacts
      .filter(({ callback }) => callback?.source === source && heartbeatOf({ callback }) === undefined)
      .map((contact): AlertClass => ({ ...anyAlert(source), raisedBy: contact, kinds: ["contact"] })),
  ];
}

/** Any alert at all that may come to a source. */
export function anyAlert(source: string): AlertClass {
  return {
    source,
    raisedBy: undefined,
    kinds: ALERT_KINDS,
    levels: LEVELS,
    key: SOME,
    name: SOME,
    namespace: ANY,
    metric: ANY,
    region: ANY,
    account: undefined,
    dimensions: {},
    labels: {},
  };
}

const raises =
  (source: string) =>
  ({ enabled, callback }: MetricRule | EventRule | EventBridgeRule) =>
    enabled && callback?.source === source && heartbeatOf({ callback }) === undefined;

function ofMetricRule(rule: MetricRule, program: Program, source: string): AlertClass {
  const { noDataPolicy, metric, resources, callback } = rule;
  const { account, region } = placeOf(rule.resource, program, { account: "", region: program.region ?? "" });
  const names = resources ? Object.keys(resources[0] ?? {}) : (metric?.dimensions ?? []);
  const values = (name: string) => (resources ? resources.map((each) => each[name]) : SOME);
  return {
    source,
    raisedBy: rule,
    kinds: ["metric"],
    levels: [...levelsOf(rule), ...(noDataPolicy === NoDataPolicy.Alert ? (["no-data"] as const) : [])],
    key: rule.key === undefined ? SOME : [rule.key],
    name: [text(rule.resource.inputs.ruleName) ?? text(rule.resource.inputs.name) ?? rule.ruleName],
    namespace: [rule.namespace],
    metric: [rule.metricName],
    region: region === "" ? SOME : [region],
    account: account || undefined,
    dimensions: {
      ...Object.fromEntries(names.map((name) => [name, values(name)])),
      userId: account === "" ? SOME : [account],
    },
    labels: callback?.labels ?? {},
  };
}

function ofEventRule(rule: EventRule | EventBridgeRule, program: Program, source: string): AlertClass {
  const { account, region } = placeOf(rule.resource, program, { account: "", region: program.region ?? "" });
  // EventBridge knows no levels; the event has one, or none.
  const given = rule.kind === "event-rule" ? rule.levels : [];
  const levels = given.map(metricLevelOf).filter((level) => level !== undefined);
  const exact = rule.names.length > 0 && rule.names.every((name) => !name.includes("*"));
  return {
    ...anyAlert(source),
    raisedBy: rule,
    kinds: ["event"],
    levels: levels.length > 0 ? levels : METRIC_LEVELS,
    key: [rule.key],
    name: [text(rule.resource.inputs.ruleName) ?? rule.ruleName],
    metric: exact ? rule.names : SOME,
    region: region === "" ? ANY : [region],
    account: account || undefined,
    labels: rule.callback?.labels ?? {},
  };
}

/** Severities of the rules as levels. */
const PROMETHEUS_LEVELS: Record<string, Level> = {
  CRITICAL: "critical",
  ERROR: "error",
  WARNING: "warn",
  INFO: "info",
};

function ofPrometheusRule(rule: PrometheusRule, source: string): AlertClass {
  const level = PROMETHEUS_LEVELS[rule.severity];
  return {
    ...anyAlert(source),
    raisedBy: rule,
    kinds: ["prometheus"],
    levels: level ? [level] : LEVELS,
    key: rule.key === undefined ? SOME : [rule.key],
    name: SOME,
    dimensions: Object.fromEntries(Object.entries(rule.labels).map(([name, value]) => [name, [value]])),
  };
}
