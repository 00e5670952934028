import type { Alert, AlertState } from "../alert.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { firstText, objectOf, textOf, textsOf } from "./fields.ts";
import { levelOf } from "./levels.ts";
import { type Source, type Unreadable, unreadable } from "./source.ts";
import { firstTime } from "./time.ts";

/**
 * An alert of Log Service (SLS): the default content of a custom webhook, one JSON object, or a list of
 * them where alerts are merged. A person's own template may be anything; these fields are what is read.
 *
 * Source: https://www.alibabacloud.com/help/doc-detail/210002.htm (fields, severities),
 * /207710.htm (merging), /317765.htm (templates).
 */
export const logService: Source = {
  kind: "log-service",

  recognises: (body) => "alert_id" in body || ("alert_name" in body && "project" in body),

  parse(body, { rule }): (Alert | Unreadable)[] {
    const word = textOf(body.status) ?? "";
    const state = lookup(STATES, word.toLowerCase());
    if (!state) return [unreadable("status", textOf(body.status), "firing or resolved")];
    const id = textOf(body.alert_id);
    const name = firstText(body.alert_name, id);
    if (!name) return [{ error: "neither alert_id nor alert_name: nothing says which rule this is" }];
    const labels = textsOf(objectOf(body.labels), true);
    const annotations = textsOf(objectOf(body.annotations), true);
    const account = textOf(body.aliuid);
    const project = textOf(body.project);
    const level = severityOf(body.severity);
    const times =
      state === "resolved" ? [body.resolve_time, body.alert_time] : [body.alert_time, body.fire_time];
    const time = firstTime(times);
    const fingerprint = textOf(body.fingerprint);
    const { title, desc, description, message } = annotations;
    return [
      {
        kind: "log-service",
        state,
        level,
        time,
        unclear: {
          level: level || state === "resolved" ? undefined : (textOf(body.severity) ?? ""),
          time: time === undefined ? firstText(...times) : undefined,
        },
        rule: { key: rule ?? id ?? name, id, name },
        dimensions: { ...(project && { project }), ...labels },
        account,
        region: textOf(body.region),
        namespace: "acs_sls",
        // How many rows of the query fired.
        value: textOf(body.fire_results_count),
        unit: "fire_results_count" in body ? "rows" : undefined,
        condition: textOf(body.condition),
        text:
          [title, desc ?? description ?? message].filter((line) => line !== undefined).join("\n") ||
          undefined,
        // Same account, project, rule and labels: the vendor's own name of the alert.
        identity: fingerprint && JSON.stringify(["sls", fingerprint]),
        fields: { ...textsOf(body), ...annotations },
      },
    ];
  },
};

const STATES: Record<string, AlertState> = { firing: "firing", resolved: "resolved", ok: "resolved" };

const SEVERITIES: Record<string, Level> = { 10: "critical", 8: "error", 6: "warn", 4: "info", 2: "info" };

function severityOf(severity: unknown): Level | undefined {
  return lookup(SEVERITIES, textOf(severity) ?? "") ?? levelOf(severity);
}
