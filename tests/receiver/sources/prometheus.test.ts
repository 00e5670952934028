import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf } from "../../../receiver/alert.ts";
import { alertsOf, one, payload, read } from "./read.ts";

type Json = Record<string, unknown>;

const event = JSON.parse(payload("prometheus-cms2-critical-firing.json")) as Json & { labels: Json };
const labelled = (labels: Json, changes: Json = {}) => ({ ...event, ...changes, labels });

describe("a Prometheus event", () => {
  test("says what its rule and its series are", () => {
    expect(one(event)).toMatchObject({
      rule: { key: "pod-restart", id: "38e9ddd8-d349-4b01-cde4-b3179ca262fc", name: "pod-restart" },
      dimensions: { namespace: "prod", pod: "api-0", cluster_id: "c0000000000000000000000000000001" },
      account: "1100000000000000",
      region: "cn-hangzhou",
      namespace: "acs_prometheus",
      value: "4",
      text: "Pod prod/api-0 restarted 4 times in 5 minutes, current value 4.00",
      fields: { severity: "CRITICAL", current_value: "4", _cms_rule_name: "pod-restart" },
    });
    expect(one(payload("prometheus-cms2-error-firing.json")).condition).toBe("> 5");
  });

  test("says in an annotation how long its incident stays open that nothing ends", () => {
    const annotated = (relay_open_for: unknown) => one({ ...event, annotations: { relay_open_for } }).openFor;
    expect([annotated("7200"), annotated(7200)]).toEqual([7_200_000, 7_200_000]);
    for (const none of ["0", "two hours", "", undefined]) expect(annotated(none)).toBeUndefined();
  });

  test("is the same incident when the rule is edited, which gives it another id", () => {
    const edited = {
      ...event,
      ruleId: "another",
      labels: { ...event.labels, _cms_rule_id: "another", severity: "warning" },
      severity: "WARNING",
    };
    expect(identityOf(one(edited))).toBe(identityOf(one(event)));
    const renamed = labelled({ ...event.labels, relay_rule: "restarts", alertname: "renamed--0123456789" });
    expect(one(renamed).rule).toMatchObject({ key: "restarts", name: "renamed" });
  });

  test("is another incident for another series", () => {
    const other = labelled({ ...event.labels, pod: "api-1" });
    expect(identityOf(one(other))).not.toBe(identityOf(one(event)));
  });

  test("keeps a second name for recoveries that lost their labels", () => {
    const bare = one(payload("prometheus-cms2-minimal-recovered.json"));
    expect(bare.alias).toBe(one(event).alias);
    expect(identityOf(bare)).toBe(bare.alias);
  });

  test.each([
    ["CRITICAL", "critical"],
    ["ERROR", "error"],
    ["WARNING", "warn"],
    ["WARN", "warn"],
    ["INFO", "info"],
    ["Normal", "info"],
    ["P1", "critical"],
    ["P2", "error"],
    ["严重", "critical"],
    ["普通", "info"],
    ["page", "critical"],
    ["unheard-of", undefined],
  ])("of severity %s", (severity, level) => {
    expect(one(labelled({ alertname: "a" }, { severity })).level).toBe(level);
  });

  test("takes the event's severity before the label's, and that before the level of ARMS", () => {
    const arms = { _aliyun_arms_alert_level: "ERROR", _aliyun_arms_alert_rule_id: "1", alertname: "a" };
    const none = { severity: undefined };
    expect(one(labelled({ ...arms, severity: "warning" })).level).toBe("critical");
    expect(one(labelled({ ...arms, severity: "warning" }, none)).level).toBe("warn");
    expect(one(labelled(arms, none)).level).toBe("error");
    expect(one(labelled({ ...arms, severity: "page" }, none)).level).toBe("info");
  });

  test.each([
    ["OCCURRED", "firing"],
    ["PERSISTENT", "firing"],
    ["firing", "firing"],
    ["RESOLVED", "resolved"],
    ["RECOVERED", "resolved"],
    ["ok", "resolved"],
  ])("of status %s", (status, state) => {
    expect(one({ ...event, status }).state).toBe(state);
  });

  test("of a status that nobody knows is not guessed at", () => {
    expect(read({ ...event, status: "Running" }).problems).toEqual([
      { error: 'status is "Running"; expected OCCURRED, RESOLVED or the like' },
    ]);
  });

  test("that names nothing is refused with a reason", () => {
    expect(read({ alerts: [{ status: "firing", labels: {} }] }).problems).toEqual([
      { error: "neither a name nor a rule id: nothing says which rule this is" },
    ]);
    expect(read({ alerts: [] }).problems).toEqual([{ error: "a list of alerts without an alert" }]);
  });

  test("that a person claims or comments on changes nothing", () => {
    const created = JSON.parse(payload("prometheus-eventbridge-create.json")) as Json;
    for (const verb of ["claim", "comment"]) {
      expect(read({ ...created, type: `aliyun:arms:alarm:${verb}` })).toEqual({ alerts: [], problems: [] });
    }
  });
});

test("several alerts in one body are several incidents, and a bad one harms no other", () => {
  const [first, second] = alertsOf(payload("prometheus-alertmanager-mixed.json"));
  expect([first?.state, second?.state]).toEqual(["resolved", "firing"]);
  expect(first && second && identityOf(first) === identityOf(second)).toBe(false);
  const { alerts, problems } = read({ events: [event, { ...event, status: "?" }, "text", null] });
  expect(alerts).toHaveLength(1);
  expect(problems).toHaveLength(3);
});

describe("printing then reading gives the same alerts", () => {
  const name = fc
    .stringMatching(/^[a-z][a-z0-9_]{0,12}$/)
    .filter((each) => !/^(severity|alertname|relay_rule)$/.test(each));
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((each) => each !== "null");
  const alert = fc.record({
    rule: fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,20}$/).filter((each) => each !== "null"),
    series: fc.dictionary(name, text, { maxKeys: 5 }),
    severity: fc.constantFrom("critical", "error", "warning", "info"),
    fires: fc.boolean(),
    time: fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 }),
  });
  const LEVELS = { critical: "critical", error: "error", warning: "warn", info: "info" };

  test("as an event, an events list, an Alertmanager body, a form, with labels as text", () => {
    fc.assert(
      fc.property(fc.array(alert, { minLength: 1, maxLength: 4 }), (given) => {
        const expected = given.map(({ rule, series, severity, fires, time }) => ({
          state: fires ? "firing" : "resolved",
          level: LEVELS[severity],
          time,
          rule: { key: rule, name: rule },
          dimensions: series,
        }));
        const labels = given.map(({ rule, series, severity }) => ({ ...series, alertname: rule, severity }));
        const events = given.map(({ severity, fires, time }, index) => ({
          type: "ALERT",
          status: fires ? "OCCURRED" : "RECOVERED",
          severity: severity.toUpperCase(),
          subject: "s",
          timestamp: time,
          labels: labels[index],
        }));
        expect(alertsOf({ events })).toMatchObject(expected);
        expect(alertsOf(events)).toMatchObject(expected);
        const alerts = given.map(({ fires, time }, index) => {
          const at = new Date(time).toISOString();
          return { status: fires ? "firing" : "resolved", startsAt: at, endsAt: at, labels: labels[index] };
        });
        expect(alertsOf({ status: "firing", alerts })).toMatchObject(expected);
        expect(alertsOf({ type: "aliyun:arms:alarm:create", data: { data: { alerts } } })).toMatchObject(
          expected,
        );
        const [single] = events;
        expect(one({ ...single, labels: JSON.stringify(labels[0]) })).toMatchObject(expected[0] ?? {});
        const form = Object.entries({ ...single, labels: JSON.stringify(labels[0]) }).map(([key, value]) => [
          key,
          String(value),
        ]);
        expect(one(new URLSearchParams(form as [string, string][]).toString())).toMatchObject(
          expected[0] ?? {},
        );
      }),
    );
  });
});
