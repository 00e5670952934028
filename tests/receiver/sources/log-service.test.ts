import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf } from "../../../receiver/alert.ts";
import { alertsOf, one, payload, read } from "./read.ts";

const body = (changes: object = {}) => ({ ...JSON.parse(payload("log-service-firing.json")), ...changes });

describe("an alert of Log Service", () => {
  test("says what fired, where and how badly", () => {
    expect(one(payload("log-service-firing.json"))).toMatchObject({
      kind: "log-service",
      state: "firing",
      level: "critical",
      time: Date.parse("2026-11-20T08:00:00Z"),
      rule: { key: "alert-1620000000-483021", name: "nginx 5xx" },
      dimensions: { project: "shop-logs", service: "checkout" },
      account: "1100000000000000",
      region: "cn-hangzhou",
      value: "1",
      unit: "rows",
      text: "nginx 5xx\n42 responses with 5xx in 5 minutes",
    });
  });

  test.each([
    [10, "critical"],
    [8, "error"],
    ["6", "warn"],
    [4, "info"],
    [2, "info"],
    [7, undefined],
  ])("of the severity %s is %s", (severity, level) => {
    expect(one(body({ severity }))).toMatchObject({
      level,
      unclear: { level: level ? undefined : String(severity) },
    });
  });

  test("says neither level nor time of its own accord, and what stood there", () => {
    const unsure = body({ severity: undefined, alert_time: "soon", fire_time: undefined });
    expect(one(unsure)).toMatchObject({ unclear: { level: "", time: "soon" } });
    const sure = one(body());
    expect([sure.unclear?.level, sure.unclear?.time]).toEqual([undefined, undefined]);
    const over = one({ ...JSON.parse(payload("log-service-resolved.json")), severity: undefined });
    expect(over.unclear?.level).toBeUndefined();
  });

  test("is over when it was resolved, and firing since it is an alert", () => {
    const times = { alert_time: 1_795_680_000, fire_time: 1_795_670_000, resolve_time: 1_795_690_000 };
    const timed = (changes: object) => one(body({ ...times, ...changes })).time;
    expect(timed({ status: "resolved" })).toBe(1_795_690_000_000);
    expect(timed({ status: "resolved", resolve_time: undefined })).toBe(1_795_680_000_000);
    expect(timed({ status: "firing" })).toBe(1_795_680_000_000);
    expect(timed({ status: "firing", alert_time: undefined })).toBe(1_795_670_000_000);
  });

  test("is of Log Service, with labels and annotations in whatever form they are", () => {
    const alert = one(
      body({
        labels: JSON.stringify({ service: "cart" }),
        annotations: JSON.stringify({ desc: "too many" }),
      }),
    );
    expect(alert).toMatchObject({
      namespace: "acs_sls",
      dimensions: { project: "shop-logs", service: "cart" },
      text: "too many",
      fields: { desc: "too many", project: "shop-logs" },
    });
    expect(identityOf(one(body({ fingerprint: "a" })))).not.toBe(identityOf(one(body({ fingerprint: "b" }))));
  });

  test("without a status, or a name, is not guessed at", () => {
    expect(read(body({ status: undefined })).problems).toHaveLength(1);
    expect(read(body({ alert_id: "", alert_name: "" })).problems).toEqual([
      { error: "neither alert_id nor alert_name: nothing says which rule this is" },
    ]);
  });

  test("is ended by the recovery with its fingerprint, or of its rule and labels where there is none", () => {
    for (const fingerprint of ["c7e7ddd4c5f30f0a", undefined]) {
      const firing = one(body({ fingerprint }));
      const resolved = one({ ...JSON.parse(payload("log-service-resolved.json")), fingerprint });
      expect(resolved.state).toBe("resolved");
      expect(identityOf(resolved)).toBe(identityOf(firing));
      expect(identityOf(one(body({ fingerprint, labels: { service: "cart" } }))) === identityOf(firing)).toBe(
        fingerprint !== undefined,
      );
    }
  });

  test("comes in lists where alerts are merged", () => {
    expect(alertsOf([body(), body({ fingerprint: "b" })])).toHaveLength(2);
  });

  test("with a status that nobody knows is not guessed at", () => {
    expect(read(body({ status: "muted" })).problems).toEqual([
      { error: 'status is "muted"; expected firing or resolved' },
    ]);
  });
});

test("printing the vendor's fields then reading them gives the same alert", () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _.-]{0,20}$/).filter((text) => text !== "null");
  const alert = fc.record({
    aliuid: fc.stringMatching(/^\d{16}$/),
    alert_id: word,
    alert_name: word,
    project: word,
    alert_time: fc.integer({ min: 1_500_000_000, max: 1_900_000_000 }),
    labels: fc.dictionary(word, word, { maxKeys: 5 }),
    severity: fc.constantFrom(10, 8, 6, 4, 2),
  });
  fc.assert(
    fc.property(alert, fc.boolean(), (given, resolved) => {
      const printed = {
        ...given,
        status: resolved ? "resolved" : "firing",
        resolve_time: resolved ? given.alert_time : 0,
      };
      const { state, time, rule, dimensions, account } = one(printed);
      expect(state).toBe(printed.status);
      expect(time).toBe(given.alert_time * 1000);
      expect([rule.key, rule.name, account]).toEqual([given.alert_id, given.alert_name, given.aliuid]);
      expect(dimensions).toEqual({ project: given.project, ...given.labels });
    }),
  );
});
