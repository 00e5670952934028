import type { Alert, SourceKind } from "../../receiver/alert.ts";
import { isLevel } from "../../receiver/level.ts";
import { LABEL } from "../../receiver/routing.ts";
import { type AlertClass, ANY, SOME, type Texts } from "./classes.ts";
import { DIMENSION } from "./space.ts";

/** An alert of a class with these texts; what no route looks at is as plain as it can be. */
export function exampleOf(of: AlertClass, texts: ReadonlyMap<string, string | undefined>): Alert {
  const usual = (name: string, all: Texts, some: string) =>
    texts.has(name) ? texts.get(name) : all === ANY ? undefined : all === SOME ? some : all[0];
  const level = texts.get("level") ?? "critical";
  const kind = (texts.get("kind") ?? of.kinds[0] ?? "metric") as SourceKind;
  const key = usual("key", of.key, "rule") ?? "rule";
  const dimensions = Object.entries(of.dimensions).flatMap(([name, all]) => {
    const text = usual(DIMENSION + name, all, name === "userId" ? (of.account ?? "1") : "x");
    return text === undefined ? [] : [[name, text] as const];
  });
  const looked = [...texts].filter(([name]) => name.startsWith(LABEL));
  const labels = looked.flatMap(([name, text]) =>
    text === undefined ? [] : [[name.slice(LABEL.length), text] as const],
  );
  const metric = usual("metric", of.metric, "metric");
  const region = usual("region", of.region, "cn-hangzhou");
  const name = usual("name", of.name, key) ?? key;
  return {
    kind,
    state: level === "no-data" ? "no-data" : "firing",
    level: isLevel(level) ? level : undefined,
    rule: { key, name },
    dimensions: Object.fromEntries(dimensions),
    resourceName: texts.get("resource"),
    account: of.account,
    region,
    namespace: usual("namespace", of.namespace, "acs_ecs_dashboard"),
    metric,
    labels: { ...of.labels, ...Object.fromEntries(labels) },
    fields: kind === "metric" ? metricFields(name, metric, region) : {},
  };
}

/** What routes may ask of a metric rule's body by the names of its fields. */
function metricFields(
  alertName: string,
  metricName: string | undefined,
  regionId: string | undefined,
): Record<string, string> {
  return { alertName, ...(metricName && { metricName }), ...(regionId && { regionId }) };
}

/** As CloudMonitor writes them. */
const STATES = { firing: "ALERT", "no-data": "INSUFFICIENT_DATA", resolved: "OK" } as const;

/**
 * A callback that says this: its body, and the relay's own parameters of the URL. Only rules on metrics have
 * bodies that can say whatever an alert may be; undefined for other kinds.
 */
export function callbackOf(alert: Alert): { body: string; parameters: string } | undefined {
  const { kind, state, level, rule, dimensions, labels = {} } = alert;
  if (kind !== "metric") return undefined;
  const pairs = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  const body = {
    alertName: rule.name,
    alertState: STATES[state],
    triggerLevel: state === "firing" ? level?.toUpperCase() : undefined,
    dimensions: `{${pairs.join(", ")}}`,
    instanceName: alert.resourceName,
    userId: alert.account ?? dimensions.userId,
    regionId: alert.region,
    namespace: alert.namespace,
    metricName: alert.metric,
  };
  const parameters = new URLSearchParams({
    rule: rule.key,
    ...Object.fromEntries(Object.entries(labels).map(([name, value]) => [LABEL + name, value])),
  });
  return { body: JSON.stringify(body), parameters: parameters.toString() };
}
