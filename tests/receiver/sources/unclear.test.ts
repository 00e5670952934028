import { describe, expect, test } from "vitest";
import { one, payload } from "./read.ts";

/** What a body says and nobody understands is told to whoever reads the message; what it says well is not. */

type Json = Record<string, unknown>;
const subscription = JSON.parse(payload("event-subscription.json")) as Json & { alert: Json };
const prometheus = JSON.parse(payload("prometheus-cms2-critical-firing.json")) as Json & { labels: Json };

/** A body of each source with a level, a time, and whether it is over. */
const BODIES: [source: string, body: (level: unknown, time: unknown, over?: boolean) => object][] = [
  [
    "metric",
    (level, time, over) => ({
      alertName: "cpu",
      alertState: over ? "OK" : "ALERT",
      triggerLevel: over ? "OK" : level,
      preTriggerLevel: over ? level : "null",
      timestamp: time,
    }),
  ],
  [
    "event",
    (level, eventTime, over) => ({
      product: "ECS",
      name: `Disk:Stalled:${over ? "Executed" : "Executing"}`,
      level,
      eventTime,
    }),
  ],
  [
    "subscription",
    (severity, timestamp, over) => {
      const { time: _, severity: __, alert, ...around } = subscription;
      const { meta: ___, ...rest } = alert;
      const alertStatus = over ? "RESOLVED" : "TRIGGERED";
      return { ...around, alert: { ...rest, alertStatus, severity, timestamp } };
    },
  ],
  [
    "prometheus",
    (severity, timestamp, over) => {
      const { time: _, labels, ...rest } = prometheus;
      const status = over ? "RESOLVED" : "OCCURRED";
      return { ...rest, status, severity, timestamp, labels: { ...labels, severity: undefined } };
    },
  ],
  [
    "contact",
    (level, time, over) => ({
      text: [
        "Rule: cpu",
        ...(level ? [`Level: ${level}`] : []),
        ...(time ? [`Time: ${time}`] : []),
        `State: ${over ? "OK" : "ALERT"}`,
      ].join("\n"),
    }),
  ],
];

describe.each(BODIES)("a body of the source %s", (_, body) => {
  const TIME = "2026-11-20T08:00:00Z";
  const nothing = { level: undefined, time: undefined };

  test("with a level and a time is clear", () => {
    expect(one(body("WARN", TIME))).toMatchObject({
      level: "warn",
      time: Date.parse(TIME),
      unclear: nothing,
    });
  });

  test("with a level that nobody knows, or none, is not", () => {
    expect(one(body("BROKEN", TIME))).toMatchObject({
      level: undefined,
      unclear: { ...nothing, level: "BROKEN" },
    });
    expect(one(body(undefined, TIME))).toMatchObject({
      level: undefined,
      unclear: { ...nothing, level: "" },
    });
  });

  test("with a time that nobody can read is not; without one nothing is said of it", () => {
    expect(one(body("WARN", "yesterday"))).toMatchObject({
      time: undefined,
      unclear: { ...nothing, time: "yesterday" },
    });
    expect(one(body("WARN", "")).unclear).toEqual(nothing);
  });

  test("that says that it is over needs no level", () => {
    expect(one(body(undefined, TIME, true))).toMatchObject({ state: "resolved", unclear: nothing });
    expect(one(body("BROKEN", TIME, true)).unclear).toEqual(nothing);
  });
});
