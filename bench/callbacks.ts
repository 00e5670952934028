import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callbackFields } from "../local/cloudmonitor/callback.ts";
import type { StoredMetricRule } from "../local/cloudmonitor/rule.ts";
import type { SourceKind } from "../receiver/alert.ts";
import type { RelayConfig } from "../receiver/config/config.ts";
import { sourceToken } from "../receiver/config/token.ts";
import { ROOT } from "./bundle.ts";
import { postText } from "./load.ts";

export const SECRET = "a-stack-secret-that-is-made-up-for-the-bench";

export const CONFIG: RelayConfig = {
  destinations: { flash: { kind: "flashduty", severities: {} } },
  sources: { production: { generation: 1, deliverTo: ["flash"], language: "en", severities: {} } },
};

const RULE: StoredMetricRule = {
  ruleId: "ecs-cpu--0123456789",
  ruleName: "ecs-cpu",
  namespace: "acs_ecs_dashboard",
  metricName: "CPUUtilization",
  resources: undefined,
  escalations: {
    critical: {
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      statistics: "Average",
      threshold: 95,
      times: 3,
    },
  },
  contactGroups: ["on-call"],
  period: 60,
  interval: 60,
  silenceTime: 3600,
  effectiveInterval: "00:00-23:59",
  noEffectiveInterval: undefined,
  noDataPolicy: "KEEP_LAST_STATE",
  sendOk: true,
  enabled: true,
  webhook: undefined,
};

/** A body with one alert of each kind of source besides the metric callback, as it was printed or captured. */
const BODIES: Record<Exclude<SourceKind, "metric" | "receiver"> | "event-bridge", () => string> = {
  event: () => payload("event-rule-state-change.json"),
  "event-bridge": () => payload("eventbridge-ecs-executing.json"),
  subscription: () => payload("event-subscription.json"),
  contact: () =>
    JSON.stringify({
      msgtype: "text",
      text: { content: "CloudMonitor alert\nRule: ecs-cpu\nInstance: web-1\nLevel: WARN\nState: ALERT" },
    }),
  prometheus: () => payload("prometheus-cms2-critical-firing.json"),
  grafana: () => {
    const body = JSON.parse(payload("grafana-firing.json")) as { alerts: unknown[] };
    return JSON.stringify({ ...body, alerts: body.alerts.slice(0, 1) });
  },
  "log-service": () => payload("log-service-firing.json"),
  test: () => "",
  unrecognised: () => payload("prometheus-unknown.json"),
};

function payload(name: string): string {
  return readFileSync(join(ROOT, "tests", "payloads", name), "utf8");
}

/** One request of a kind, ready for the wire. */
export function requestOf(kind: keyof typeof BODIES): string {
  const path = `/callbacks/production?token=${sourceToken(SECRET, "production", 1)}&rule=bench`;
  return postText(path, BODIES[kind]());
}

export const OTHER_KINDS = Object.keys(BODIES) as (keyof typeof BODIES)[];

/** A callback of the 23-field form about one resource, by the number of its state: even ones fire, odd ones are over. */
export function callbackText(source: string, resource: string, state: number, start: number): string {
  const fires = state % 2 === 0;
  const at = start + state * 60_000;
  const context = { account: "1100000000000000", region: "cn-hangzhou", unit: "%" };
  const series = {
    namespace: RULE.namespace,
    metricName: RULE.metricName,
    resource: { instanceId: resource },
    name: resource,
    start,
    interval: 60_000,
    values: [],
  };
  const notice = {
    state: fires ? ("ALERT" as const) : ("OK" as const),
    level: fires ? ("critical" as const) : null,
    previous: fires ? null : ("critical" as const),
    value: fires ? 97.4 : 12,
    since: at,
    stretch: Math.floor(state / 2) + 1,
  };
  const body = new URLSearchParams(callbackFields(RULE, series, notice, at, context)).toString();
  return postText(`/callbacks/${source}?token=${sourceToken(SECRET, source, 1)}&rule=ecs-cpu`, body);
}

/**
 * Callbacks ready for the wire: alerts and recoveries in turn over `resources` resources, so that every one of
 * them opens or resolves an incident and none is a repeat. `count` has to be an even multiple of `resources` for
 * the last of each to be a recovery. `sources` take turns.
 */
export function callbackRequests(
  count: number,
  resources: number,
  start: number,
  sources: readonly string[] = ["production"],
): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index % resources;
    const source = sources[number % sources.length] ?? "production";
    const resource = `i-bp1${String(number).padStart(8, "0")}`;
    return callbackText(source, resource, Math.floor(index / resources), start);
  });
}
