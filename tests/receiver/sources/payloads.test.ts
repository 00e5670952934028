import { describe, expect, test } from "vitest";
import { type Alert, identityOf } from "../../../receiver/alert.ts";
import { one, PAYLOADS, payload, read } from "./read.ts";

/** What a body comes to: kind, state, level, time, and the rule by its key. */
function inShort({ kind, state, level, time, rule }: Alert): string {
  return [kind, state, level ?? "-", time ? new Date(time).toISOString() : "-", rule.key].join(" ");
}

const memory = "applyTemplateee147e59-664f-4033-a1be-e9595746****";
const group = "putNewAlarm_group_a37cd898-ea6b-4b7b-a8a8-de017a8327f6/CPUUtilization";
const tcp = "i-bp11111111115111_111111-0703-4811-9113-1c1111111111";
const event = "event firing info 2023-02-17T02:35:16.475Z ECS Event-triggered Alert Rule (New)";
const subscription = "subscription firing info 2024-01-09T06:05:33.000Z eventwebhook";
const container = "Container memory over 80%";
const template = "not a callback of CloudMonitor that is known: ARMS contact template";

/** Every body that was printed or captured, and what it comes to. */
const EXPECTED: Record<string, string[]> = {
  "contact-webhook-tcp-connections.json": [`metric firing warn 2021-07-05T03:30:12.126Z ${tcp}`],
  "event-debugged.json": ["test firing info - cloudmonitor test"],
  "event-rule-state-change-content-text.json": [event],
  "event-rule-state-change.json": [event],
  "event-subscription-body-parameter.form": [subscription],
  "event-subscription-get-json.query": [subscription],
  "event-subscription.form": [subscription],
  "event-subscription.json": [subscription],
  "eventbridge-ecs-executed.json": ["event resolved - 2019-04-09T04:28:26.922Z Disk:Stalled"],
  "eventbridge-ecs-executing.json": ["event firing critical 2019-04-09T04:18:26.922Z Disk:Stalled"],
  "eventbridge-printed.json": [
    "event firing - 2020-11-19T13:04:41.000Z aliyuncvc:MeetingEvent:MemberOperate",
  ],
  "grafana-firing.json": [
    "grafana firing - 2021-10-12T07:51:03.157Z High memory usage",
    "grafana firing - 2021-10-12T07:56:03.157Z High CPU usage",
  ],
  "grafana-no-data.json": [
    "grafana no-data no-data 2026-11-20T08:00:00.000Z Queue length",
    "grafana resolved - 2026-11-20T08:00:00.000Z Orders",
  ],
  "log-service-firing.json": ["log-service firing critical 2026-11-20T08:00:00.000Z alert-1620000000-483021"],
  "log-service-resolved.json": [
    "log-service resolved critical 2026-11-20T08:05:00.000Z alert-1620000000-483021",
  ],
  "field-contact-dimensions-json.json": ["metric firing - 2024-06-13T15:07:14.567Z ecs-cpu-rule"],
  "field-contact-slack-shape.json": ["contact firing critical - [CRITICAL] ECS CPUUtilization (queue)"],
  "field-event-no-rulename-avoided.json": [
    "event resolved - 2019-04-09T04:21:55.418Z Instance:SystemMaintenance.Reboot",
  ],
  "field-event-no-rulename-scheduled.json": [
    "event firing critical 2019-04-09T04:18:26.922Z Instance:SystemMaintenance.Reboot",
  ],
  "field-event-phase-in-status-executed.json": ["event resolved - 2019-04-09T04:28:26.922Z ecs"],
  "field-event-phase-in-status-executing.json": ["event firing critical 2019-04-09T04:18:26.922Z ecs"],
  "field-metric-custom-labels.form": ["metric firing warn 2024-09-10T09:26:37.000Z r-1"],
  "field-metric-level-misnamed.form": ["metric firing - 2026-11-28T17:58:48.000Z r-77"],
  "field-metric-level-nodata.form": ["metric no-data no-data 2026-11-28T17:58:48.000Z r-77"],
  "field-metric-level-unknown.form": ["metric firing - 2026-11-28T17:58:48.000Z r-77"],
  "field-metric-timestamp-unreadable.form": ["metric firing critical - r-77"],
  "field-subscription-own-dedup-id-next.form": ["subscription firing info 2024-09-10T09:27:37.000Z 测试"],
  "field-subscription-own-dedup-id.form": ["subscription firing info 2024-09-10T09:26:37.000Z 测试"],
  "metric-firing-2017-first-print.json": [`metric firing info 2017-10-16T06:52:40.000Z ${group}`],
  "metric-firing-2017.json": [`metric firing info 2017-10-16T06:52:40.000Z ${group}`],
  "metric-firing-ecs-memory-2020.form": [`metric firing warn 2017-10-16T06:52:40.000Z ${memory}`],
  "metric-firing-ecs-memory-2020.printed.form": [`metric firing warn 2017-10-16T06:52:40.000Z ${memory}`],
  "metric-firing-ecs-memory.form": [`metric firing warn 2017-10-16T06:52:40.000Z ${memory}`],
  "metric-firing-ecs-memory.printed.form": [`metric firing warn 2017-10-16T06:52:40.000Z ${memory}`],
  "metric-recovery-site-monitor.form": [
    "metric resolved info 2019-06-12T10:19:00.000Z b47607e8-9826-4ba0-8f04-d27c8ca0670b_StatusCode",
  ],
  "prometheus-alertmanager-firing.json": [`prometheus firing warn 2026-11-20T07:18:15.000Z ${container}`],
  "prometheus-alertmanager-mixed.json": [
    `prometheus resolved warn 2026-11-20T07:41:15.000Z ${container}`,
    `prometheus firing warn 2026-11-20T07:38:15.000Z ${container}`,
  ],
  "prometheus-alertmanager-resolved.json": [`prometheus resolved warn 2026-11-20T07:41:15.000Z ${container}`],
  "prometheus-arms-template-firing.json": [template],
  "prometheus-arms-template-recovered.json": [template],
  "prometheus-cms2-critical-firing.json": ["prometheus firing critical 2026-11-20T08:00:00.000Z pod-restart"],
  "prometheus-cms2-critical-recovered.json": [
    "prometheus resolved critical 2026-11-20T08:06:00.000Z pod-restart",
  ],
  "prometheus-cms2-error-firing.json": ["prometheus firing error 2026-11-20T08:10:00.000Z http-5xx-ratio"],
  "prometheus-cms2-error-resolved.json": [
    "prometheus resolved error 2026-11-20T08:25:00.000Z http-5xx-ratio",
  ],
  "prometheus-cms2-info-no-entity.json": [
    "prometheus firing info 2026-11-20T09:00:00.000Z certificate-30-days",
  ],
  "prometheus-cms2-minimal-recovered.json": [
    "prometheus resolved - 2026-11-20T08:06:00.000Z 38e9ddd8-d349-4b01-cde4-b3179ca262fc",
  ],
  "prometheus-cms2-warning-persistent-string-labels.json": [
    "prometheus firing warn 2026-11-21T08:00:00.000Z node-disk-80",
  ],
  "prometheus-eventbridge-close.json": [`prometheus resolved warn 2026-11-20T07:41:15.000Z ${container}`],
  "prometheus-eventbridge-create.json": [`prometheus firing warn 2026-11-20T07:18:15.000Z ${container}`],
  "prometheus-events-firing.json": ["prometheus firing critical 2026-11-20T08:00:00.000Z pod-restart"],
  "prometheus-events-mixed.json": [
    "prometheus resolved critical 2026-11-20T08:06:00.000Z pod-restart",
    "prometheus firing critical 2026-11-20T08:06:00.000Z pod-restart",
  ],
  "prometheus-flat-alert.json": ["prometheus firing warn - SLB backend unhealthy"],
  "prometheus-flat-ok.json": ["prometheus resolved warn - SLB backend unhealthy"],
  "prometheus-unknown.json": ["not a callback of CloudMonitor that is known: fields detail, event, level"],
};

test("every printed or captured body comes to what is expected of it", () => {
  const found = Object.keys(PAYLOADS).map((name) => {
    const { alerts, problems } = read(payload(name));
    return [name, [...alerts.map(inShort), ...problems.map(({ error }) => error)]];
  });
  expect(Object.fromEntries(found)).toEqual(EXPECTED);
});

describe("a recovery is of the incident that its firing opened", () => {
  test.each([
    ["prometheus-cms2-critical-firing.json", "prometheus-cms2-critical-recovered.json"],
    ["prometheus-cms2-error-firing.json", "prometheus-cms2-error-resolved.json"],
    ["prometheus-alertmanager-firing.json", "prometheus-alertmanager-resolved.json"],
    ["prometheus-eventbridge-create.json", "prometheus-eventbridge-close.json"],
    ["prometheus-flat-alert.json", "prometheus-flat-ok.json"],
    ["log-service-firing.json", "log-service-resolved.json"],
    ["eventbridge-ecs-executing.json", "eventbridge-ecs-executed.json"],
    ["field-event-no-rulename-scheduled.json", "field-event-no-rulename-avoided.json"],
    ["field-event-phase-in-status-executing.json", "field-event-phase-in-status-executed.json"],
    ["field-subscription-own-dedup-id.form", "field-subscription-own-dedup-id-next.form"],
  ])("%s and %s", (firing, recovery) => {
    expect(identityOf(one(payload(recovery)))).toBe(identityOf(one(payload(firing))));
  });
});

describe("the same callback in another form is the same alert", () => {
  test.each([
    ["metric-firing-ecs-memory.form", "metric-firing-ecs-memory.printed.form"],
    ["event-rule-state-change.json", "event-rule-state-change-content-text.json"],
    ["event-subscription.json", "event-subscription-body-parameter.form"],
    ["event-subscription.json", "event-subscription-get-json.query"],
    ["prometheus-cms2-critical-firing.json", "prometheus-events-firing.json"],
  ])("%s and %s", (first, second) => {
    const { fields: _, ...a } = one(payload(first));
    const { fields: __, ...b } = one(payload(second));
    expect(b).toEqual(a);
  });
});
