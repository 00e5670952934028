import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf } from "../../../receiver/alert.ts";
import { one, payload } from "./read.ts";

const envelope = (data: unknown) => ({ ...JSON.parse(payload("eventbridge-ecs-executing.json")), data });

describe("an event by EventBridge", () => {
  test("is the same incident as by an event rule, so that both may run at once", () => {
    for (const phase of ["executing", "executed"]) {
      const bridged = one(payload(`eventbridge-ecs-${phase}.json`), "rule=ecs-events");
      const called = one(payload(`field-event-phase-in-status-${phase}.json`), "rule=ecs-events");
      expect(bridged).toMatchObject({ kind: "event", state: called.state, level: called.level });
      expect(identityOf(bridged)).toBe(identityOf(called));
    }
  });

  test("that no other source knows is told by its type", () => {
    expect(one(payload("eventbridge-printed.json"))).toMatchObject({
      kind: "event",
      state: "firing",
      time: Date.parse("2020-11-19T13:04:41Z"),
      rule: { key: "aliyuncvc:MeetingEvent:MemberOperate" },
      namespace: "ALIYUNCVC",
      account: "123456789098****",
      region: "cn-hangzhou",
      openFor: 3_600_000,
      text: expect.stringContaining("action: camera_off") as string,
    });
  });

  test("is of the time it was published where nothing else says one", () => {
    const { time: _, ...untimed } = JSON.parse(payload("eventbridge-printed.json"));
    expect(one(untimed).time).toBe(Date.parse("2020-11-19T13:04:42.179Z"));
  });

  test.each([
    ["its content", { content: { state: "x" } }],
    ["its level", { level: "WARN" }],
    ["its resource", { resourceId: "acs:ecs:cn-hangzhou:1100000000000000:instance/i-1" }],
  ])("is a system event by its name beside %s, however deep it lies", (_, has) => {
    const event = { name: "Disk:Stalled", ...has };
    for (const data of [event, { data: event }, { data: { data: event } }])
      expect(one(envelope(data))).toMatchObject({ kind: "event", metric: "Disk:Stalled" });
    expect(one(envelope({ data: { data: { data: event } } })).metric).not.toBe("Disk:Stalled");
    expect(one(envelope({ ...event, name: undefined })).metric).not.toBe("Disk:Stalled");
  });

  test("whose data has a name and nothing of a system event is told by its type", () => {
    const type = (JSON.parse(payload("eventbridge-ecs-executing.json")) as { type: string }).type;
    expect(one(envelope({ name: "Disk:Stalled", other: 1 })).metric).toBe(type);
    expect(one({ ...envelope({}), type: undefined }).metric).toBe("event");
  });

  test.each([
    ["acs.oss", "OSS"],
    ["acs:oss", "OSS"],
    ["of.acs.oss", undefined],
    ["shop", undefined],
  ])("from %s is of the product %s", (source, product) => {
    expect(one({ ...envelope({ other: 1 }), source }).namespace).toBe(product);
  });

  test.each([
    "prometheus-cms2-critical-firing.json",
    "prometheus-alertmanager-firing.json",
    "event-rule-state-change.json",
  ])("carries %s to the source that reads it", (name) => {
    const inner = one(payload(name));
    const outer = one(envelope(JSON.parse(payload(name))));
    expect(identityOf(outer)).toBe(identityOf(inner));
    expect(outer).toMatchObject({ kind: inner.kind, state: inner.state, level: inner.level });
  });
});

test("printing an event in its envelope then reading it gives the event", () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.-]{0,20}$/).filter((text) => text !== "null");
  const level = fc.constantFrom("CRITICAL", "WARN", "INFO");
  fc.assert(
    fc.property(word, word, level, fc.stringMatching(/^i-[a-z0-9]{1,20}$/), (name, product, severity, id) => {
      const data = {
        id: "1",
        name,
        product,
        level: severity,
        eventTime: "20261120T160000.000+0800",
        resourceId: `acs:ecs:cn-hangzhou:1100000000000000:instance/${id}`,
        content: { state: "x" },
      };
      const alert = one(envelope(data));
      expect(alert).toMatchObject({
        metric: name,
        namespace: product,
        level: severity.toLowerCase(),
        time: Date.parse("2026-11-20T08:00:00Z"),
        dimensions: { instanceId: id },
        region: "cn-hangzhou",
      });
    }),
  );
});
