import { type Alert, type AlertState, ruleKey } from "../alert.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { parseDimensions } from "./dimensions.ts";
import { ruleNamespace } from "./namespaces.ts";
import type { Source, Unreadable } from "./source.ts";

/**
 * The callback of a CloudMonitor metric rule, in every form that was printed or captured: 15, 16, 20
 * and 23 form fields, the JSON of 2017, and the flat JSON of a contact's webhook. Fields may be
 * absent, empty or the text `null`; unknown ones are kept.
 *
 * Source: https://www.alibabacloud.com/help/en/cms/cloudmonitor-1-0/user-guide/use-the-alert-callback-feature-to-send-notifications-about-threshold-triggered-alerts
 */
export const metricCallback: Source = {
  name: "metric callback",

  recognises: ({ fields }) => "alertState" in fields || ("ruleId" in fields && "metricName" in fields),

  parse({ fields: raw }, context) {
    const fields = withoutNull(raw);
    const state = lookup(STATES, (fields.alertState ?? "").toUpperCase());
    if (!state) return unreadable("alertState", fields.alertState, "OK, ALERT or INSUFFICIENT_DATA");
    const name = fields.alertName ?? fields.ruleId;
    if (!name) return { error: "neither alertName nor ruleId: nothing says which rule this is" };
    const dimensions = parseDimensions(fields.dimensions ?? "");
    if (!dimensions) return unreadable("dimensions", fields.dimensions, "{key=value, key=value}");
    const time = parseTime(fields.timestamp);
    if (time === null) return unreadable("timestamp", fields.timestamp, "seconds or milliseconds since 1970");

    // The account stands in both places; one printed sample has a stray bracket in this one.
    if (fields.userId) dimensions.userId = fields.userId;
    const metric = fields.rawMetricName ?? fields.metricName;
    const condition = parseExpression(fields.expression);
    const namespace = fields.namespace ?? fields.metricProject;

    const alert: Alert = {
      state,
      level: state === "no-data" ? "no-data" : (levelOf(state, fields) ?? condition.level),
      time,
      episode: fields.transId,
      rule: { key: ruleKey(context.rule, fields.ruleId, name, metric), id: fields.ruleId, name },
      dimensions,
      resourceName: fields.instanceName,
      account: fields.userId,
      region: fields.regionId,
      namespace: namespace && ruleNamespace(namespace),
      metric,
      value: (fields.curValue ?? fields.Curvalue)?.trim(),
      unit: fields.unit,
      condition: condition.text,
      duration: fields.lastTime,
      fields,
    };
    return [alert];
  },
};

/** `ALARM` is the word of 2017 and of the API. No data is a state of its own: it never resolves anything. */
const STATES: Record<string, AlertState> = {
  OK: "resolved",
  ALERT: "firing",
  ALARM: "firing",
  INSUFFICIENT_DATA: "no-data",
};

const LEVELS: Record<string, Level> = { CRITICAL: "critical", WARN: "warn", WARNING: "warn", INFO: "info" };

/** `level` inside the expression of 2017: how many channels were used, which is how bad it was. */
const NUMBERED_LEVELS: Record<string, Level> = { 2: "critical", 3: "warn", 4: "info" };

/** On a recovery `triggerLevel` is `OK` and the level that had fired is in `preTriggerLevel`. */
function levelOf(state: AlertState, fields: Record<string, string>): Level | undefined {
  const word = state === "resolved" ? fields.preTriggerLevel : fields.triggerLevel;
  return word === undefined ? undefined : lookup(LEVELS, word.toUpperCase());
}

function withoutNull(fields: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = Object.create(null);
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined && value !== "" && value !== "null") kept[name] = value;
  }
  return kept;
}

/** Ten digits are seconds, twelve and more milliseconds. Undefined if absent, null if unreadable. */
function parseTime(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text.trim())) return null;
  const number = Number(text);
  return text.trim().length >= 12 ? number : number * 1000;
}

/** `$Average>=95`, or in 2017 JSON text `[{"expression":"$Average>90","level":4,"times":2}]`. */
function parseExpression(text: string | undefined): { text: string | undefined; level: Level | undefined } {
  if (!text?.startsWith("[")) return { text, level: undefined };
  try {
    const [first] = JSON.parse(text) as { expression?: unknown; level?: unknown }[];
    return {
      text: typeof first?.expression === "string" ? first.expression : text,
      level: lookup(NUMBERED_LEVELS, String(first?.level)),
    };
  } catch {
    return { text, level: undefined };
  }
}

function unreadable(field: string, value: string | undefined, expected: string): Unreadable {
  const found = value === undefined ? "is missing" : `is "${value.slice(0, 40)}"`;
  return { error: `${field} ${found}; expected ${expected}` };
}
