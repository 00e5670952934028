import type { Alert } from "../alert.ts";
import { type Fields, objectOf, textOf, textsOf } from "./fields.ts";
import { readPrometheusAlert } from "./prometheus.ts";
import { isUnreadable, NOT_READ, readList, type Source, type Unreadable } from "./source.ts";

/**
 * The webhook contact point of (Managed Service for) Grafana: Alertmanager's shape with Grafana's own
 * fields. Rules whose data source has no data or fails come as alerts of the names `DatasourceNoData` and
 * `DatasourceError`, with the rule's own name in the label `rulename`.
 *
 * Source: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
export const grafana: Source = {
  kind: "grafana",

  recognises: (body) => Array.isArray(body.alerts) && "orgId" in body,

  parse(body): (Alert | Unreadable)[] {
    const list = body.alerts as unknown[];
    if (list.length === 0) return [{ error: "a list of alerts without an alert" }];
    const alerts = readList(list, (each) => readGrafanaAlert(objectOf(each), body));
    const cut = Number(body.truncatedAlerts ?? 0);
    return cut > 0 ? [...alerts, { error: `Grafana left out ${cut} alerts, which ${NOT_READ}` }] : alerts;
  },
};

const NO_DATA = "DatasourceNoData";
const FAILED = "DatasourceError";

function readGrafanaAlert(alert: Fields, body: Fields): Alert | Unreadable {
  const read = readPrometheusAlert(alert, body, body, () => linksOf(alert));
  if (isUnreadable(read)) return read;
  read.kind = "grafana";
  read.namespace = "grafana";
  read.value = valuesOf(alert) ?? read.value;
  const labels = objectOf(alert.labels);
  const alertname = textOf(labels.alertname);
  const about = textOf(labels.rulename);
  if (about === undefined || (alertname !== NO_DATA && alertname !== FAILED)) return read;

  const { rulename: _, ...dimensions } = read.dimensions;
  const isNoData = alertname === NO_DATA && read.state === "firing";
  read.rule = { ...read.rule, key: about, name: about };
  // Beside the rule's own alert, with which it opens and ends at other times.
  read.dimensions = { ...dimensions, alertname };
  read.unclear = { ...read.unclear, level: undefined };
  if (isNoData) read.state = "no-data";
  if (read.state === "resolved") read.level = undefined;
  else if (isNoData) read.level = "no-data";
  else read.level ??= "error";
  return read;
}

/** `B: 97.4, C: 1`; only the number where there is one. Older versions write them into `valueString`. */
function valuesOf(alert: Fields): string | undefined {
  const values = Object.entries(textsOf(objectOf(alert.values)));
  if (values.length > 1) return values.map((pair) => pair.join(": ")).join(", ");
  const [, older] = /\bvalue=([^\s\]]+)/.exec(textOf(alert.valueString) ?? "") ?? [];
  return values[0]?.[1] ?? older;
}

/** Where to look, under the names by which messages look for links. */
function linksOf({ generatorURL, panelURL, dashboardURL }: Fields): Record<string, string> {
  const [rule, resource] = [textOf(generatorURL), textOf(panelURL) ?? textOf(dashboardURL)];
  return { ...(rule && { ruleUrl: rule }), ...(resource && { entityUrl: resource }) };
}
