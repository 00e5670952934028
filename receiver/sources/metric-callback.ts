import { type AlertState, identityAnywhere, ruleKey } from "../alert.ts";
import { type Level, metricLevelOf } from "../level.ts";
import { lookup } from "../lookup.ts";
import { stableName } from "../stable-name.ts";
import { parseDimensions, parseLabels } from "./dimensions.ts";
import { jsonOf, objectOf, textOf, textsOf } from "./fields.ts";
import { levelOf } from "./levels.ts";
import { ruleNamespace } from "./namespaces.ts";
import { type Source, unreadable } from "./source.ts";
import { timeOf } from "./time.ts";

/**
 * The callback of a CloudMonitor metric rule, in every form that was printed or captured: 15, 16, 20
 * and 23 form fields, the JSON of 2017, and the flat JSON of a contact's webhook. Fields may be
 * absent, empty or the text `null`; unknown ones are kept.
 *
 * Source: https://www.alibabacloud.com/help/en/cms/cloudmonitor-1-0/user-guide/use-the-alert-callback-feature-to-send-notifications-about-threshold-triggered-alerts
 */
export const metricCallback: Source = {
  kind: "metric",

  recognises: (body) =>
    "alertState" in body || ("ruleId" in body && "metricName" in body && !("state" in body)),

  parse(body, context) {
    const fields = textsOf(body, true);
    const state = lookup(STATES, (fields.alertState ?? "").toUpperCase());
    if (!state) return [unreadable("alertState", fields.alertState, "OK, ALERT or INSUFFICIENT_DATA")];
    const name = fields.alertName ?? fields.ruleId;
    if (!name) return [{ error: "neither alertName nor ruleId: nothing says which rule this is" }];
    const dimensions = parseDimensions(fields.dimensions ?? "");
    if (!dimensions) return [unreadable("dimensions", fields.dimensions, "{key=value, key=value}")];
    const time = timeOf(fields.timestamp);

    // The account stands in both places; one printed sample has a stray bracket in this one.
    if (fields.userId) dimensions.userId = fields.userId;
    const metric = fields.rawMetricName ?? fields.metricName;
    const condition = parseExpression(fields.expression);
    const namespace = fields.namespace ?? fields.metricProject;
    // On a recovery `triggerLevel` is `OK` and the level that had fired is in `preTriggerLevel`.
    const word = state === "resolved" ? fields.preTriggerLevel : fields.triggerLevel;
    const level = levelOf(word);

    return [
      {
        kind: "metric",
        state,
        level: state === "no-data" ? "no-data" : (level ?? condition.level),
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
        labels: fields.customLabels ? parseLabels(fields.customLabels) : undefined,
        unclear: {
          level: state === "firing" && !level && !condition.level ? (word ?? "") : undefined,
          time: time === undefined ? fields.timestamp : undefined,
        },
        byId: byId(context.rule, fields.ruleId, dimensions),
        fields,
      },
    ];
  },
};

/**
 * The rule by its id, and the resource without the account, which not every sender says; where the URL gives a
 * rule that no component made a key of its own. What a component made has an id that begins with its key.
 */
function byId(
  key: string | undefined,
  id: string | undefined,
  dimensions: Record<string, string>,
): string | undefined {
  if (key === undefined || id === undefined || id === key || stableName(id) !== id) return undefined;
  const { userId: _, ...own } = dimensions;
  return identityAnywhere({ rule: { key: id, name: key }, dimensions: own });
}

/** `ALARM` is the word of 2017 and of the API. No data is a state of its own: it never resolves anything. */
const STATES: Record<string, AlertState> = {
  OK: "resolved",
  ALERT: "firing",
  ALARM: "firing",
  INSUFFICIENT_DATA: "no-data",
};

/** `$Average>=95`, or in 2017 JSON text `[{"expression":"$Average>90","level":4,"times":2}]`. */
function parseExpression(text: string | undefined): { text: string | undefined; level: Level | undefined } {
  if (!text?.startsWith("[")) return { text, level: undefined };
  const list = jsonOf(text);
  const { expression, level } = objectOf(Array.isArray(list) ? list[0] : undefined);
  return {
    text: typeof expression === "string" ? expression : text,
    level: metricLevelOf(textOf(level)),
  };
}
