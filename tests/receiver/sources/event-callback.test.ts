import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identityOf } from "../../../receiver/alert.ts";
import { one, payload, read } from "./read.ts";

const event = (changes: object = {}) => ({
  resourceId: "acs:ecs:cn-hangzhou:1100000000000000:instance/i-1",
  product: "ECS",
  level: "CRITICAL",
  instanceName: "web-1",
  eventTime: "20261120T080000.250+0800",
  userId: "1100000000000000",
  regionId: "cn-hangzhou",
  content: { state: "Stopped" },
  name: "Instance:SystemFailure.Reboot:Executing",
  ruleName: "failures",
  id: "e-1",
  status: "Executing",
  ...changes,
});

describe("an event rule's callback", () => {
  test("says what happened to which resource", () => {
    expect(one(payload("event-rule-state-change.json"), "label.team=shop")).toMatchObject({
      level: "info",
      dimensions: { instanceId: "i-j6c9pagb27uzlikj****", event: "Instance:StateChange" },
      labels: { team: "shop" },
      resourceName: "zabank-prd-infra-ZAGateway-service-0****",
      account: "130013558060****",
      region: "cn-hangzhou",
      namespace: "ECS",
      metric: "Instance:StateChange",
      openFor: 3_600_000,
      text: expect.stringMatching(
        /^Instance:StateChange \(Normal\)\nresourceId: i-.*\n(.*\n)*state: Deleted/,
      ) as string,
    });
  });

  test("has the key that the URL says, else the rule's name without what changes in it", () => {
    const hashed = event({ ruleName: "failures--0123456789" });
    expect(one(hashed).rule).toEqual({ key: "failures", name: "failures" });
    expect(one(hashed, "rule=ecs-failures").rule).toEqual({ key: "ecs-failures", name: "failures" });
  });

  test("names a resource that is no instance by its kind, and any other text as it is", () => {
    const disk = event({ resourceId: "acs:ecs:cn-hangzhou:1:disk/d-1" });
    expect(one(disk).dimensions).toMatchObject({ disk: "d-1" });
    const database = event({ resourceId: "acs:rds:cn-hangzhou:1:dbinstance/rm-1" });
    expect(one(database).dimensions).toMatchObject({ instanceId: "rm-1" });
    expect(one(event({ resourceId: "something" })).dimensions).toMatchObject({ resourceId: "something" });
  });

  test.each([
    ["20230217T103516.475+0800", "2023-02-17T02:35:16.475Z"],
    ["20230217T103516.475Z", "2023-02-17T10:35:16.475Z"],
    ["20230217T103516-0330", "2023-02-17T14:05:16.000Z"],
    ["2023-02-17T10:35:16Z", "2023-02-17T10:35:16.000Z"],
    [1676601316475, "2023-02-17T02:35:16.475Z"],
    ["yesterday", undefined],
    ["", undefined],
  ])("of the time %s", (eventTime, iso) => {
    const { time } = one(event({ eventTime }));
    expect(time && new Date(time).toISOString()).toBe(iso);
  });

  test("names only a resource that is spelt as one", () => {
    const resource = (resourceId: unknown) => {
      const { event: _, ...dimensions } = one(event({ resourceId })).dimensions;
      return dimensions;
    };
    const id = "acs:ecs:cn-hangzhou:1:instance/i-1";
    expect(resource(id)).toEqual({ instanceId: "i-1" });
    expect(resource(`x${id}`)).toEqual({ resourceId: `x${id}` });
    expect(resource(`${id}/disk`)).toEqual({ resourceId: `${id}/disk` });
    expect(resource("acs:ecs:cn-hangzhou:1:instances/a")).toEqual({ instances: "a" });
    expect(resource("acs:rds:cn-hangzhou:1:DBInstance/rm-1")).toEqual({ instanceId: "rm-1" });
    expect(resource(undefined)).toEqual({});
  });

  test("tells twenty facts of its content, as they come", () => {
    const facts = Array.from({ length: 25 }, (_, index) => [`fact${index}`, index]);
    const { text = "" } = one(event({ content: Object.fromEntries(facts), status: "" }));
    const [first, ...lines] = text.split("\n");
    expect(first).toBe("Instance:SystemFailure.Reboot:Executing");
    expect(lines).toEqual(facts.slice(0, 20).map(([name, value]) => `${name}: ${value}`));
    expect(one(event({ content: { nested: { a: 1 } } })).text).toContain('\nnested: {"a":1}');
  });

  test("has a time, or is a test, and a product, or is none", () => {
    expect(one(event()).kind).toBe("event");
    expect(one(event({ eventTime: undefined })).kind).toBe("test");
    expect(read(event({ product: undefined })).problems).toMatchObject([{ unknown: true }]);
  });

  test("without a name is refused with a reason", () => {
    expect(read(event({ name: "" })).problems).toEqual([
      { error: "name is missing; expected the event's name" },
    ]);
  });
});

describe("what ends an event", () => {
  test.each([
    ["Instance:SystemFailure.Reboot:Executing", "Instance:SystemFailure.Reboot:Executed"],
    ["Disk:Stalled:Executing", "Disk:Stalled:Executed"],
    ["Instance:SystemMaintenance.Reboot:Scheduled", "Instance:SystemMaintenance.Reboot:Canceled"],
    ["Instance:SystemMaintenance.Stop:Failed", "Instance:SystemMaintenance.Stop:Avoided"],
    ["Instance_Failure_Start", "Instance_Failure_End"],
    ["Agent_Status_Stopped", "Agent_Status_Running"],
    ["DeviceOffline", "DeviceOnline"],
  ])("%s is over with %s", (begin, end) => {
    const [firing, recovery] = [one(event({ name: begin })), one(event({ name: end }))];
    expect(firing).toMatchObject({ state: "firing", level: "critical", openFor: undefined });
    expect(recovery).toMatchObject({ state: "resolved", level: undefined });
    expect(identityOf(recovery)).toBe(identityOf(firing));
    const other = one(event({ name: end, resourceId: "acs:ecs:cn-hangzhou:1:instance/i-2" }));
    expect(identityOf(other)).not.toBe(identityOf(firing));
  });

  test("is not that a feared stop was carried out, which stays open for an hour", () => {
    const firing = one(event({ name: "Instance:SystemMaintenance.Stop:Executing" }));
    const stopped = one(event({ name: "Instance:SystemMaintenance.Stop:Executed" }));
    expect(stopped).toMatchObject({ state: "firing", openFor: 3_600_000 });
    expect(identityOf(stopped)).toBe(identityOf(firing));
  });

  test.each([
    ["names", "resolvedBy=Stock:Back,Other", {}],
    ["statuses", "resolvedBy=Normal", { status: "Normal" }],
    ["states of the resource", "resolvedBy=Run*", { content: { state: "Running" } }],
  ])("is what the URL says: %s", (_, parameters, changes) => {
    const firing = one(event({ name: "Stock:Out" }), parameters);
    const recovery = one(event({ name: "Stock:Back", ...changes }), parameters);
    expect([firing.state, recovery.state]).toEqual(["firing", "resolved"]);
    expect(identityOf(recovery)).toBe(identityOf(firing));
    expect(firing.openFor).toBeUndefined();
  });

  test("is nothing where the URL says so: then it stays open for as long as it says", () => {
    const alert = one(event({ name: "Disk:Stalled:Executed" }), "resolvedBy=&openFor=900");
    expect(alert).toMatchObject({ state: "firing", openFor: 900_000 });
    expect(one(event(), "openFor=60").openFor).toBe(60_000);
  });

  test.each(["0", "-1", "1e3", "x", "999999999"])("is not openFor=%s, which nobody can read", (seconds) => {
    expect(one(event({ name: "Stock:Out", status: "Normal" }), `openFor=${seconds}`).openFor).toBe(3_600_000);
  });
});

test("printing an event then reading it gives the same alert, by POST, by GET, with content as text", () => {
  const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9:._-]{0,20}$/).filter((text) => text !== "null");
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((each) => each !== "null");
  const given = fc.record({
    name: word.map((each) => `Name:${each}X`),
    ruleName: word,
    instance: fc.stringMatching(/^i-[a-z0-9]{1,20}$/),
    instanceName: text,
    level: fc.constantFrom("CRITICAL", "WARN", "INFO"),
    time: fc.integer({ min: 1_000_000_000_000, max: 4_000_000_000_000 }),
    content: fc.dictionary(word, text, { maxKeys: 4 }),
  });
  fc.assert(
    fc.property(given, ({ name, ruleName, instance, instanceName, level, time, content }) => {
      const eventTime = new Date(time).toISOString().replaceAll(/[-:]/g, "");
      const resourceId = `acs:ecs:cn-hangzhou:1:instance/${instance}`;
      const body = event({ name, ruleName, resourceId, instanceName, level, eventTime, content });
      const alert = one(body);
      expect(alert).toMatchObject({
        rule: { key: ruleName, name: ruleName },
        level: level.toLowerCase(),
        time,
        dimensions: { instanceId: instance, event: name },
        resourceName: instanceName,
      });
      const asText = { ...body, content: JSON.stringify(content) };
      const { fields: _, ...same } = alert;
      expect(one(asText)).toMatchObject(same);
      expect(one(new URLSearchParams(asText as Record<string, string>).toString())).toMatchObject(same);
    }),
  );
});
