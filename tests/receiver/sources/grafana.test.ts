import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf } from "../../../receiver/alert.ts";
import { linksOf } from "../../../receiver/message/links.ts";
import { alertsOf, one, payload, read } from "./read.ts";

const printed = JSON.parse(payload("grafana-firing.json")) as { alerts: Record<string, unknown>[] };

describe("Grafana's contact point", () => {
  test("gives an alert for each of its own", () => {
    const [first, second] = alertsOf(payload("grafana-firing.json"));
    expect(first).toMatchObject({
      kind: "grafana",
      state: "firing",
      time: Date.parse("2021-10-12T07:51:03.157Z"),
      rule: { key: "High memory usage", name: "High memory usage" },
      dimensions: { team: "blue", zone: "us-1" },
      value: "B: 44.23943737541908, C: 1",
      text: "This alert was triggered for zone us-1",
    });
    expect(second?.rule.key).toBe("High CPU usage");
  });

  test("links to the rule, the panel and the runbook, and to no page of CloudMonitor", () => {
    const [memory] = alertsOf(payload("grafana-firing.json"));
    const [queue] = alertsOf(payload("grafana-no-data.json"));
    if (!memory || !queue) throw new Error("no alerts");
    expect(linksOf(memory, { language: "en" })).toEqual({
      rule: { text: "Alert rule", href: "https://play.grafana.org/alerting/1afz29v7z/edit" },
      runbook: { text: "Runbook", href: "https://myrunbook.com/runbook/1234" },
      silence: {
        text: "Silence",
        href: expect.stringMatching(/^https:\/\/play\.grafana\.org\/alerting\/silence\/new\?/),
      },
    });
    expect(linksOf(queue, { language: "en" }).resource?.href).toBe(
      "https://grafana.example.com/d/abc?viewPanel=2",
    );
  });

  test("says of which rule the data source has no data or fails", () => {
    const [noData, failed] = alertsOf(payload("grafana-no-data.json"));
    expect(noData).toMatchObject({
      state: "no-data",
      level: "no-data",
      rule: { key: "Queue length", name: "Queue length" },
      dimensions: { alertname: "DatasourceNoData", ref_id: "A" },
    });
    expect(noData?.dimensions).not.toHaveProperty("rulename");
    expect(failed).toMatchObject({ state: "resolved", level: undefined, rule: { key: "Orders" } });
  });

  const about = (labels: object, changes: object = {}) =>
    one({ ...printed, alerts: [{ ...printed.alerts[0], labels, ...changes }] });

  test.each([
    ["DatasourceNoData", "firing", "no-data", "no-data"],
    ["DatasourceNoData", "resolved", "resolved", undefined],
    ["DatasourceError", "firing", "firing", "error"],
    ["DatasourceError", "resolved", "resolved", undefined],
  ])("has %s, %s, beside the rule's own alert", (alertname, status, state, level) => {
    const alert = about({ alertname, rulename: "Orders", zone: "us-1" }, { status });
    expect(alert).toMatchObject({ state, namespace: "grafana", rule: { key: "Orders", name: "Orders" } });
    expect(alert.level).toBe(level);
    expect(alert.unclear?.level).toBeUndefined();
    expect(alert.dimensions).toMatchObject({ alertname, zone: "us-1" });
    expect(alert.dimensions).not.toHaveProperty("rulename");
  });

  test("keeps the level that a failing rule's labels say", () => {
    expect(about({ alertname: "DatasourceError", rulename: "Orders", severity: "critical" }).level).toBe(
      "critical",
    );
  });

  test("has an alert of another name, or of no rule, as any other", () => {
    expect(about({ alertname: "CPU", rulename: "Orders" })).toMatchObject({
      state: "firing",
      rule: { key: "CPU", name: "CPU" },
      dimensions: { rulename: "Orders" },
    });
    expect(about({ alertname: "DatasourceNoData" })).toMatchObject({
      state: "firing",
      rule: { key: "DatasourceNoData" },
    });
  });

  test("has no value and no links where there are none", () => {
    const bare = { values: undefined, valueString: undefined, generatorURL: undefined };
    const alert = about({ alertname: "CPU" }, bare);
    expect(alert.value).toBeUndefined();
    expect(alert.fields).not.toHaveProperty("ruleUrl");
    expect(linksOf(alert, { language: "en" }).rule).toBeUndefined();
  });

  test("says what can't be read: a list without an alert, and an alert that is none", () => {
    expect(read({ ...printed, alerts: [] }).problems).toEqual([
      { error: "a list of alerts without an alert" },
    ]);
    const [problem] = read({ ...printed, alerts: [{ ...printed.alerts[0], status: "muted" }] }).problems;
    expect(problem).toMatchObject({ error: expect.stringContaining("muted") as string });
  });

  test("has one value as it is, and reads the text of older versions", () => {
    const [alert] = printed.alerts;
    const valued = (values: object) =>
      one({ ...printed, alerts: [{ ...alert, values: undefined, ...values }] }).value;
    expect(valued({ values: { B: 44.2 } })).toBe("44.2");
    expect(valued({ valueString: "[ metric='' labels={} value=14151.33 ]" })).toBe("14151.33");
  });

  test("says how many alerts it left out", () => {
    const { alerts, problems } = read({ ...printed, truncatedAlerts: 3 });
    expect(alerts).toHaveLength(2);
    expect(problems).toEqual([{ error: "Grafana left out 3 alerts, which were not read" }]);
  });
});

test("printing an alert then its recovery gives one incident", () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _.-]{0,20}$/).filter((text) => text !== "null");
  const name = fc
    .stringMatching(/^[a-z]{1,8}$/)
    .filter((each) => !["alertname", "severity", "rulename"].includes(each));
  fc.assert(
    fc.property(word, fc.dictionary(name, word, { maxKeys: 5 }), (alertname, labels) => {
      const alert = { labels: { ...labels, alertname }, startsAt: "2026-11-20T08:00:00Z", fingerprint: "f" };
      const print = (status: string) =>
        one({ orgId: 1, status, alerts: [{ ...alert, status, endsAt: "2026-11-20T08:05:00Z" }] });
      const [firing, resolved] = [print("firing"), print("resolved")];
      expect([firing.state, resolved.state]).toEqual(["firing", "resolved"]);
      expect(firing.dimensions).toEqual(labels);
      expect(identityOf(resolved)).toBe(identityOf(firing));
      expect(resolved.time).toBe(Date.parse("2026-11-20T08:05:00Z"));
    }),
  );
});
