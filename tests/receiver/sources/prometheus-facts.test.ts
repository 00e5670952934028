import { describe, expect, test } from "vitest";
import { one, payload, read } from "./read.ts";

/** Which bodies are Prometheus events, and where each fact of one is taken from, of several places first. */

type Json = Record<string, unknown>;

const event: Json = { status: "OCCURRED", ruleId: "rule-1", timestamp: 1_795_161_600_000 };
const labelled = (labels: Json, changes: Json = {}) => one({ ...event, ...changes, labels });

describe("a body is a Prometheus event", () => {
  test.each<[string, Json]>([
    ["by its type, in any case", { status: "OCCURRED", type: "Alert", subject: "s" }],
    ["by its rule's id", { status: "OCCURRED", ruleId: "r" }],
    ["by subject and severity", { status: "OCCURRED", subject: "s", severity: "INFO" }],
    ["by a rule's name and a state", { alertName: "a", state: "ALERT" }],
    ["in a list of alerts", { alerts: [{ status: "firing", labels: { alertname: "a" } }] }],
    ["in a list of events", { events: [event] }],
    ["in one envelope", { data: event }],
    ["in two envelopes", { data: { data: event } }],
  ])("%s", (_, body) => {
    expect(one(body).kind).toBe("prometheus");
  });

  test.each<[string, Json]>([
    ["with another type", { status: "OCCURRED", type: "EVENT" }],
    ["with a type alone", { type: "ALERT", subject: "s" }],
    ["with a subject alone", { status: "OCCURRED", subject: "s" }],
    ["with a severity alone", { status: "OCCURRED", severity: "INFO" }],
    ["with a rule's name alone", { alertName: "a" }],
    ["with a state alone", { state: "ALERT" }],
    ["in three envelopes", { data: { data: { data: event } } }],
    ["with a list that is none", { alerts: {}, events: "none" }],
  ])("but not %s", (_, body) => {
    expect(read(body).problems).toMatchObject([{ unknown: true }]);
  });
});

test.each([
  ["firing", "firing"],
  ["OCCURRED", "firing"],
  ["Persistent", "firing"],
  ["ALERT", "firing"],
  ["alerting", "firing"],
  ["active", "firing"],
  ["resolved", "resolved"],
  ["RECOVERED", "resolved"],
  ["OK", "resolved"],
  ["restored", "resolved"],
])("the status %s is %s", (status, state) => {
  expect(one({ ...event, status }).state).toBe(state);
  expect(one({ alertName: "a", state: status }).state).toBe(state);
});

test("the subtype resolves whatever the status is, and its counterpart decides nothing", () => {
  expect(one({ ...event, subtype: "NORMAL_RESOLVE" }).state).toBe("resolved");
  expect(one({ ...event, subtype: "NORMAL_TRIGGER", status: "RECOVERED" }).state).toBe("resolved");
  expect(one({ ...event, subtype: "NORMAL_TRIGGER" }).state).toBe("firing");
});

test.each([
  ["aliyun:arms:alarm:claim", 0],
  ["aliyun:arms:alarm:comment", 0],
  ["aliyun:arms:alarm:claims", 1],
  ["claim", 1],
])("of an envelope of the type %s %i alerts are read", (type, count) => {
  const created = JSON.parse(payload("prometheus-eventbridge-create.json")) as Json;
  expect(read({ ...created, type }).alerts).toHaveLength(count);
});

describe("an event's", () => {
  test("rule is told by what survives an edit, and by its id only where there is nothing else", () => {
    const all = { relay_rule: "key", alertname: "name", _cms_rule_name: "cms", _cms_rule_id: "id" };
    expect(labelled(all).rule).toEqual({ key: "key", id: "rule-1", name: "name" });
    expect(labelled({ ...all, relay_rule: undefined }).rule.key).toBe("name");
    expect(labelled({ _cms_rule_name: "cms" }).rule).toMatchObject({ key: "cms", name: "cms" });
    expect(labelled({}, { subject: "s", alertName: "a" }).rule).toEqual({
      key: "rule-1",
      id: "rule-1",
      name: "s",
    });
    expect(labelled({}).rule).toEqual({ key: "rule-1", id: "rule-1", name: "rule-1" });
    expect(labelled({ _cms_rule_id: "id" }, { ruleId: undefined, type: "ALERT" }).rule.id).toBe("id");
    const arms = { _aliyun_arms_alert_rule_id: "arms" };
    expect(labelled(arms, { ruleId: undefined, type: "ALERT" }).rule.id).toBe("arms");
    const nameless = { ruleId: undefined, type: "ALERT", fingerprint: "f" };
    expect(labelled({}, nameless).rule).toEqual({ key: "", id: undefined, name: "alert" });
  });

  test("second name is the fingerprint, or the rule's id with the entity", () => {
    const entity = (part: Json) => ({ resource: { entity: part } });
    expect(labelled({}, { fingerprint: "f" })).toMatchObject({ alias: '["fingerprint","f"]' });
    expect(labelled({}).alias).toBe('["rule","rule-1",null]');
    for (const changes of [entity({ entity_id: "e" }), entity({ entityId: "e" }), { alertEntityId: "e" }])
      expect(labelled({}, changes).alias).toBe('["rule","rule-1","e"]');
    expect(labelled({ alertname: "a" }, { ruleId: undefined, type: "ALERT" }).alias).toBeUndefined();
    expect(labelled({ alertname: "a" }, { fingerprint: "f" }).identity).toBeUndefined();
    expect(labelled({}, { fingerprint: "f" }).identity).toBe('["fingerprint","f"]');
  });

  test("dimensions are the labels of its series, without the service's own", () => {
    const own = { pod: "p", xalertname: "kept", severity_of: "kept", _cms: "kept" };
    const service = {
      alertname: "a",
      severity: "critical",
      relay_rule: "r",
      _cms_workspace: "w",
      _aliyun_arms_region_id: "cn-hangzhou",
      _aliyun_arms_involvedObject_kind: "pod",
    };
    expect(labelled({ ...own, ...service }).dimensions).toEqual(own);
    expect(labelled({ pod: "p" }, { dimensions: { pod: "other", node: "n" } }).dimensions).toEqual({
      pod: "p",
      node: "n",
    });
  });

  test("entity stands in for labels that are not there", () => {
    expect(labelled({}, { alertEntityId: "e" }).dimensions).toEqual({ entity: "e" });
    expect(labelled({ pod: "p" }, { alertEntityId: "e" }).dimensions).toEqual({ pod: "p" });
    expect(labelled({}).dimensions).toStrictEqual({});
  });

  test.each<[string, string, Json, string]>([
    ["value", "current first", { data: { currentValue: 1, value: 2 }, annotations: { value: 3 } }, "1"],
    ["value", "then the plain one", { data: { value: 2 }, annotations: { current_value: 3 } }, "2"],
    ["value", "then the annotation", { annotations: { current_value: 3, value: 4 } }, "3"],
    ["value", "of either name", { annotations: { value: 4 } }, "4"],
    ["condition", "by operator and threshold", { data: { comparisonOperator: ">", threshold: 5 } }, "> 5"],
    ["condition", "as text", { condition: "x > 5", data: { threshold: 5 } }, "x > 5"],
    ["text", "of the alert", { alertMessage: "a", annotations: { message: "b" } }, "a"],
    ["text", "of its annotations", { annotations: { message: "b", summary: "c" } }, "b"],
    ["text", "in short", { annotations: { summary: "c", description: "d" } }, "c"],
    ["text", "at length", { annotations: { description: "d" } }, "d"],
    ["account", "of the alert", { userId: "1", labels: { _aliyun_arms_userid: "2" } }, "1"],
    ["account", "of the labels", { labels: { _aliyun_arms_userid: "2" } }, "2"],
    [
      "region",
      "of the labels",
      { labels: { _aliyun_arms_region_id: "a" }, resource: { tags: { regionId: "b" } } },
      "a",
    ],
    ["region", "of the resource", { resource: { tags: { regionId: "b" } } }, "b"],
    ["namespace", "where none is said", {}, "acs_prometheus"],
    ["namespace", "as rules spell it", { namespace: "acs_ecs" }, "acs_ecs_dashboard"],
    ["metric", "by name", { ruleId: undefined, alertName: "a", state: "ALERT", metricName: "up" }, "up"],
  ])("%s is taken: %s", (field, _, changes, value) => {
    expect(one({ ...event, ...changes })).toMatchObject({ [field]: value });
  });

  test("time is its own, else when it began or ended, else the envelope's", () => {
    const at = (minute: number) => `2026-11-20T08:0${minute}:00Z`;
    const alert = { status: "firing", labels: { alertname: "a" } };
    const time = (changes: Json, around: Json = {}) =>
      new Date(one({ ...around, alerts: [{ ...alert, ...changes }] }).time ?? Number.NaN)
        .toISOString()
        .replace(".000", "");
    const all = { timestamp: Date.parse(at(1)), startsAt: at(2), endsAt: at(3), time: at(4) };
    expect(time(all)).toBe(at(1));
    expect(time({ ...all, timestamp: undefined })).toBe(at(2));
    expect(time({ ...all, timestamp: "?", status: "resolved" })).toBe(at(3));
    expect(time({ time: at(4) }, { time: at(5) })).toBe(at(4));
    expect(time({}, { time: at(5) })).toBe(at(5));
  });

  test("level is the first of its words that is one, of the whole list at last", () => {
    const level = (alert: Json, around: Json = {}) =>
      one({ ...around, alerts: [{ status: "firing", ...alert }] });
    const labels = { alertname: "a" };
    expect(level({ labels, severity: "?" }, { level: "error" }).level).toBe("error");
    expect(level({ labels, level: "warn" }, { level: "error" }).level).toBe("warn");
    expect(level({ labels, severity: "?" }).unclear).toEqual({ level: "?", time: undefined });
    expect(level({ labels, severity: "page" })).toMatchObject({
      level: "critical",
      unclear: { level: undefined },
    });
    const arms = { ...labels, _aliyun_arms_alert_rule_id: "1" };
    expect(level({ labels: arms, severity: "page" })).toMatchObject({
      level: "info",
      unclear: { level: undefined },
    });
  });
});
