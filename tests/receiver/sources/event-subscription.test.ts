import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf } from "../../../receiver/alert.ts";
import { alertsOf, one, payload, read } from "./read.ts";

type Json = Record<string, unknown>;

const sample = JSON.parse(payload("event-subscription.json")) as Json & { alert: Json };
const push = (alert: Json = {}, changes: Json = {}) => ({
  ...sample,
  ...changes,
  alert: { ...sample.alert, ...alert },
});

describe("an event subscription's push", () => {
  test("says what happened to which resource, under which policy", () => {
    expect(one(push())).toMatchObject({
      rule: { key: "eventwebhook", name: "eventwebhook" },
      dimensions: { instanceId: "i-testhost", event: "CloudAssistant:FirstHeartbeat" },
      resourceName: "i-testhost",
      account: "test",
      region: "cn-hangzhou",
      namespace: "ECS",
      openFor: 86_400_000,
    });
  });

  test("is resolved by the alert of the same dedupId, whatever else it says", () => {
    const recovery = one(push({ alertStatus: "RESOLVED", severity: "CRITICAL", eventName: "Other" }));
    expect(recovery).toMatchObject({ state: "resolved", level: undefined });
    expect(identityOf(recovery)).toBe(identityOf(one(push())));
    expect(identityOf(one(push({ dedupId: "another" })))).not.toBe(identityOf(recovery));
  });

  test("is resolved by the event that ends it, which has a dedupId of its own", () => {
    const begin = one(push({ eventName: "Disk:Stalled:Executing", dedupId: "d-1" }));
    const end = one(push({ eventName: "Disk:Stalled:Executed", dedupId: "d-2" }));
    expect([begin.state, end.state]).toEqual(["firing", "resolved"]);
    expect(identityOf(end)).toBe(identityOf(begin));
    expect(begin.openFor).toBeUndefined();
  });

  test("whose dedupId is the event's own is told apart as other events are, and found by it all the same", () => {
    const own = JSON.stringify(["dedupId", "e-1"]);
    const meta = (id: string) => ({ sysEventMeta: { id } });
    const others = { traceId: "t", meta: meta("m"), dedupId: "e-1" };
    for (const body of [
      push({ ...others, traceId: "e-1" }),
      push({ ...others, meta: meta("e-1") }),
      push(others, { relatedAlertIds: ["e-1", "e-2"] }),
    ])
      expect(one(body)).toMatchObject({ identity: undefined, alias: own });
    for (const body of [
      push(others),
      push(others, { relatedAlertIds: ["e-2", "e-1"] }),
      push(others, { relatedAlertIds: "e-1" }),
    ])
      expect(one(body)).toMatchObject({ identity: own, alias: undefined });
  });

  test("without a dedupId is told apart as other events are", () => {
    expect(one(push({ dedupId: undefined }))).toMatchObject({ identity: undefined, alias: undefined });
    const bare = push({ dedupId: undefined, traceId: undefined, meta: {} });
    expect(one(bare)).toMatchObject({ identity: undefined, alias: undefined });
  });

  test("keeps the fields of the push, of the event and of what is known of both", () => {
    expect(one(push({ severity: "WARN" })).fields).toMatchObject({
      strategyName: "eventwebhook",
      serviceTypeEn: "ECS",
      instanceName: "i-testhost",
      level: "WARN",
      product: "ECS",
    });
  });

  test("is one of this kind, or of none where it holds no alert", () => {
    expect(one(push()).kind).toBe("subscription");
    for (const alert of [null, "text", 1])
      expect(read({ ...sample, alert }).problems).toMatchObject([{ unknown: true }]);
  });

  test("stays open for as long as the URL says", () => {
    expect(one(push(), "openFor=3600").openFor).toBe(3_600_000);
  });

  test("of several alerts is several alerts, of which one may be unreadable", () => {
    const alert = [sample.alert, { ...sample.alert, dedupId: "b", alertStatus: "RESOLVED" }];
    expect(alertsOf({ ...sample, alert }).map(({ state }) => state)).toEqual(["firing", "resolved"]);
    const { alerts, problems } = read({ ...sample, alert: [...alert, { alertStatus: "LOST" }, 7] });
    expect(alerts).toHaveLength(2);
    expect(problems).toEqual([
      { error: 'alert.alertStatus is "LOST"; expected TRIGGERED or RESOLVED' },
      { error: "alert.alertStatus is missing; expected TRIGGERED or RESOLVED" },
    ]);
  });

  test("of a merged batch tells how many there were", () => {
    expect(one(push({}, { alertCount: 12 })).text).toMatch(/\n\(12 alerts merged into one\)$/);
    expect(one(push({}, { alertCount: 1 })).text).not.toMatch(/merged/);
  });

  test("without any name of an event is refused with a reason", () => {
    const nameless = { alert: { alertStatus: "TRIGGERED" } };
    expect(read(nameless).problems).toEqual([
      { error: "alert.eventName is missing; expected the event's name" },
    ]);
  });
});

test("printing a push then reading it gives the same alert in every delivery shape", () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,20}$/).filter((text) => text !== "null");
  const given = fc.record({
    dedupId: word,
    eventName: word.map((each) => `Event:${each}X`),
    status: fc.constantFrom("TRIGGERED", "RESOLVED"),
    severity: fc.constantFrom("CRITICAL", "WARN", "INFO"),
    timestamp: fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 }),
    policy: word,
    content: fc.dictionary(word, fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), {
      maxKeys: 4,
    }),
  });
  fc.assert(
    fc.property(given, ({ dedupId, eventName, status, severity, timestamp, policy, content }) => {
      const alert = {
        dedupId,
        eventName,
        alertStatus: status,
        severity,
        timestamp,
        eventContentMap: content,
      };
      const body: Json = push(alert, { strategyName: policy });
      const json = JSON.stringify(body);
      const expected = one(json);
      expect(expected).toMatchObject({
        state: status === "RESOLVED" ? "resolved" : "firing",
        level: status === "RESOLVED" ? undefined : severity.toLowerCase(),
        time: timestamp,
        rule: { key: policy },
      });
      const parameters = Object.entries(body).map(([name, value]) => {
        return [name, typeof value === "object" ? JSON.stringify(value) : String(value)];
      });
      expect(one(new URLSearchParams({ body: json }).toString())).toEqual(expected);
      expect(one(new URLSearchParams({ data: json }).toString())).toEqual(expected);
      const { fields: _, ...same } = expected;
      expect(one(new URLSearchParams(Object.fromEntries(parameters)).toString())).toMatchObject(same);
    }),
  );
});
