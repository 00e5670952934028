import type { Alert, AlertState } from "../alert.ts";
import { OPEN_FOR_ANNOTATION } from "../config/urls.ts";
import { type Fields, firstText, isObject, objectOf, textOf, textsOf } from "./fields.ts";
import { levelOf } from "./levels.ts";
import { ruleNamespace } from "./namespaces.ts";
import { openForOf } from "./parameters.ts";
import { readList, type Source, type Unreadable, unreadable } from "./source.ts";
import { firstTime } from "./time.ts";

/**
 * The webhook of a managed Prometheus rule: one event of CloudMonitor 2.0, a list of them, the
 * Alertmanager shape of ARMS alert management, either in an EventBridge envelope, and a flat shape.
 * Each alert in a body is an incident of its own.
 *
 * Sources: https://www.alibabacloud.com/help/en/cms/cloudmonitor-2-0/notification-object,
 * https://www.alibabacloud.com/help/en/arms/alarm-operation-center/format-of-alert-notifications-sent-by-using-webhooks
 */
export const prometheus: Source = {
  kind: "prometheus",

  recognises: (body) => unwrap(body) !== undefined,

  parse(body) {
    const { list, around } = unwrap(body) as Unwrapped;
    // What a person wrote or did about an alert changes nothing here.
    if (/:(?:claim|comment)$/.test(textOf(body.type) ?? "")) return [];
    if (list.length === 0) return [{ error: "a list of alerts without an alert" }];
    return readList(list, (each) => readPrometheusAlert(objectOf(each), around, body));
  },
};

interface Unwrapped {
  list: readonly unknown[];
  /** The object that the list stands in. */
  around: Fields;
}

/** How many envelopes an alert may be in. EventBridge uses two. */
const DEEPEST = 2;

function unwrap(body: Fields, depth = 0): Unwrapped | undefined {
  if (Array.isArray(body.alerts)) return { list: body.alerts, around: body };
  if (Array.isArray(body.events)) return { list: body.events, around: objectOf(body.incident) };
  const { status, state, type, ruleId, subject, severity, alertName, data } = body;
  const isEvent =
    status && ((textOf(type) ?? "").toLowerCase() === "alert" || ruleId || (subject && severity));
  if (isEvent || (alertName && state)) return { list: [body], around: {} };
  return isObject(data) && depth < DEEPEST ? unwrap(data, depth + 1) : undefined;
}

const RESOLVED = ["resolved", "recovered", "ok", "restored"];
const FIRING = ["firing", "occurred", "persistent", "alert", "alerting", "active"];

/** `claim` and its like are told in the envelope; a word that is neither is not guessed at. */
function stateOf(alert: Fields): AlertState | undefined {
  const word = (firstText(alert.status, alert.state) ?? "").toLowerCase();
  if (textOf(alert.subtype) === "NORMAL_RESOLVE" || RESOLVED.includes(word)) return "resolved";
  return FIRING.includes(word) ? "firing" : undefined;
}

/**
 * One alert of a body, with the envelope that its list stands in and the whole body. `more`: what its fields
 * hold besides.
 */
export function readPrometheusAlert(
  alert: Fields,
  around: Fields,
  body: Fields,
  more?: () => Record<string, string>,
): Alert | Unreadable {
  const state = stateOf(alert);
  if (!state)
    return unreadable("status", firstText(alert.status, alert.state), "OCCURRED, RESOLVED or the like");
  const labels = objectOf(alert.labels);
  const annotations = objectOf(alert.annotations);
  const resource = objectOf(alert.resource);
  const entity = objectOf(resource.entity);
  const data = objectOf(alert.data);

  const ruleId = firstText(alert.ruleId, labels._cms_rule_id, labels._aliyun_arms_alert_rule_id);
  const entityId = firstText(entity.entity_id, entity.entityId, alert.alertEntityId);
  const alias = aliasOf(textOf(alert.fingerprint), ruleId, entityId);
  const labelled = firstText(labels.alertname, labels._cms_rule_name);
  const name = firstText(labelled, alert.subject, alert.alertName);
  // An edit replaces the rule and gives it another id, so the id is the last thing to tell a rule by.
  const key = firstText(labels.relay_rule, labelled, alias ? undefined : name);
  if (key === undefined && alias === undefined)
    return { error: "neither a name nor a rule id: nothing says which rule this is" };

  const own = { ...textsOf(objectOf(alert.dimensions)), ...ownLabels(labels) };
  const entityOnly = Object.keys(own).length === 0 && entityId !== undefined;
  const namespace = textOf(alert.namespace);
  const operator = textOf(data.comparisonOperator);
  const { level, word } = severityOf(alert, labels, around);
  const times = [
    alert.timestamp,
    state === "resolved" ? alert.endsAt : alert.startsAt,
    alert.time,
    body.time,
  ];
  const time = firstTime(times);
  return {
    kind: "prometheus",
    state,
    level,
    time,
    unclear: {
      level: level || state === "resolved" ? undefined : (word ?? ""),
      time: time === undefined ? firstText(...times) : undefined,
    },
    rule: { key: key ?? ruleId ?? name ?? "", id: ruleId, name: name ?? ruleId ?? "alert" },
    dimensions: entityOnly ? { entity: entityId } : own,
    account: firstText(alert.userId, labels._aliyun_arms_userid, around.userId, body.aliyunaccountid),
    region: firstText(labels._aliyun_arms_region_id, objectOf(resource.tags).regionId),
    namespace: namespace ? ruleNamespace(namespace) : "acs_prometheus",
    metric: textOf(alert.metricName),
    value: firstText(data.currentValue, data.value, annotations.current_value, annotations.value),
    condition: operator ? `${operator} ${textOf(data.threshold)}` : textOf(alert.condition),
    text: firstText(alert.alertMessage, annotations.message, annotations.summary, annotations.description),
    identity: key === undefined ? alias : undefined,
    alias,
    openFor: openForOf(textOf(annotations[OPEN_FOR_ANNOTATION])),
    get fields() {
      return { ...textsOf(labels), ...textsOf(annotations), ...textsOf(alert), ...more?.() };
    },
  };
}

/** What a recovery may still carry when its labels are gone. */
function aliasOf(
  fingerprint: string | undefined,
  ruleId: string | undefined,
  entityId: string | undefined,
): string | undefined {
  if (fingerprint) return JSON.stringify(["fingerprint", fingerprint]);
  return ruleId && JSON.stringify(["rule", ruleId, entityId]);
}

/** Labels that the service adds, and those that change with the alert. */
const NOT_OWN = /^(?:alertname|severity|relay_rule|_cms_.*|_aliyun_arms_.*)$/;

/** The labels of the series. Prototype-less. */
function ownLabels(labels: Fields): Record<string, string> {
  const texts = textsOf(labels);
  for (const name of Object.keys(texts)) if (NOT_OWN.test(name)) delete texts[name];
  return texts;
}

/** The event's own severity outranks the label, and that the level that ARMS adds: the vendor's own sample has both. */
function severityOf(
  alert: Fields,
  labels: Fields,
  around: Fields,
): { level: Alert["level"]; word: string | undefined } {
  const words = [alert.severity, labels.severity, labels._aliyun_arms_alert_level, alert.level, around.level];
  for (const word of words) {
    const level = levelOf(word);
    if (level) return { level, word: undefined };
    // The fourth of ARMS' own levels. Elsewhere the word means the opposite.
    if (word === "page")
      return { level: "_aliyun_arms_alert_rule_id" in labels ? "info" : "critical", word: undefined };
  }
  return { level: undefined, word: firstText(...words) };
}
