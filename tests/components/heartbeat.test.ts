import { beforeAll, describe, expect, test } from "vitest";
import {
  AlertReceiver,
  DestinationKind,
  Heartbeat,
  type HeartbeatArgs,
  metrics,
} from "../../components/index.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { heartbeatOf } from "../../program/model/heartbeats.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { mistake, useMocks } from "./mocks.ts";

const CALLBACK = "https://alerts.example.com/callbacks/production?token=made-up";
const args: HeartbeatArgs = {
  callback: CALLBACK,
  metric: metrics.ecs.CPUUtilization,
  resource: { instanceId: "i-1" },
};

let program: Program;
beforeAll(async () => {
  program = readProgram(
    await evaluateInline(() => {
      new Heartbeat("hangzhou", args);
      new Heartbeat("seldom", { ...args, every: "6 hours", contactName: "nobody", heartbeatName: "other" });
    }),
  );
});

describe("a heartbeat", () => {
  test("always fires, once in a mute period, with a name of its own in the callback", () => {
    const [rule, other] = program.metricRules;
    expect(rule?.resource.inputs).toMatchObject({
      ruleName: "hangzhou heartbeat",
      silenceTime: "3600",
      escalations: {
        info: { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: "0", times: 1 },
      },
      resources: '[{"instanceId":"i-1"}]',
      contactGroups: "hangzhou-heartbeat",
      webhook: `${CALLBACK}&heartbeat=hangzhou&rule=hangzhou`,
    });
    expect(program.metricRules.map(heartbeatOf)).toEqual(["hangzhou", "other"]);
    expect([other?.mutePeriod, other?.contactGroups]).toEqual([21_600, ["nobody"]]);
  });

  test("has a contact that is nobody: it has the receiver's URL and no other channel", () => {
    const [contact] = program.contacts;
    expect(contact?.channels).toEqual(["channelsDingWebHook"]);
    expect(contact?.resource.inputs).toMatchObject({
      alarmContactName: "hangzhou-heartbeat",
      channelsDingWebHook: `${CALLBACK}&heartbeat=hangzhou`,
    });
    expect(program.contactGroups[0]?.contacts).toEqual(["hangzhou-heartbeat"]);
  });

  test("says what it watches, and what happens when that is deleted", () => {
    const component = program.resources.find(
      ({ name, type }) => name === "hangzhou" && type.endsWith(":Heartbeat"),
    );
    expect(component?.outputs.watches).toBe(
      "CPUUtilization (acs_ecs_dashboard) of instanceId=i-1; when that resource is deleted, heartbeats stay away as if CloudMonitor did not reach the receiver, so name another one first",
    );
  });
});

describe("refused is", () => {
  beforeAll(() => useMocks());

  const heartbeats: [string, Partial<HeartbeatArgs>, string][] = [
    [
      "a name that no URL should hold",
      { heartbeatName: "Hangzhou" },
      'heartbeatName must be 1 to 30 lower-case letters, digits or hyphens, beginning with a letter, not "Hangzhou"',
    ],
    [
      "a time below CloudMonitor's least",
      { every: "1 minute" },
      'every must be from 5 minutes to 1 day, not "1 minute"',
    ],
    ["a contact of one letter", { contactName: "x" }, "contactName must be 2 to 40 characters, not 1"],
  ];
  test.each(heartbeats)("%s", (_, change, message) => {
    expect(mistake(() => new Heartbeat("hangzhou", { ...args, ...change }))).toContain(message);
  });

  const expected: [string, Record<string, { every?: string; missing?: number }>, string][] = [
    ["a name", { Hangzhou: {} }, "sources.production.heartbeats.Hangzhou must be 1 to 30 lower-case letters"],
    [
      "one that may not be late",
      { hangzhou: { missing: 1 } },
      "heartbeats.hangzhou.missing must be a whole number from 2 to 100, not 1",
    ],
    [
      "one every minute",
      { hangzhou: { every: "1 minute" } },
      "heartbeats.hangzhou.every must be from 5 minutes to 1 day",
    ],
  ];
  test.each(expected)("to expect %s", (_, each, message) => {
    const receiver = () =>
      new AlertReceiver("relay", {
        accountId: "0".repeat(32),
        hostname: "alerts.example.com",
        callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
        destinations: { pager: { kind: DestinationKind.Itoc360, credential: "made-up-token" } },
        sources: { production: { deliverTo: ["pager"], heartbeats: each } },
      });
    expect(mistake(receiver)).toContain(message);
  });
});
