import { expect, test } from "vitest";
import { AlertReceiver, Comparison, MetricRule, metrics } from "../../components/index.ts";
import { callerRanges } from "../../components/receiver/callers.ts";
import { callerAddress } from "../../local/cloudmonitor/caller.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { readProgram } from "../../program/model/program.ts";
import { isAllowed, PUBLISHED } from "../../receiver/callers.ts";
import { placed, series } from "../../testing/data.ts";
import { rehearseProgram } from "../../testing/rehearse.ts";
import { receiverArgs } from "../checks/kit.ts";

const { china = [], international = [] } = PUBLISHED;

test.each([
  ["cn-hangzhou", undefined, china],
  ["eu-central-1", undefined, international],
  ["cn-hongkong", ["international"], international],
  ["eu-central-1", ["china"], china],
  ["eu-central-1", ["8.222.159.64/26"], ["8.222.159.64/26"]],
  ["eu-central-1", ["47.74.206.77"], ["47.74.206.77/32"]],
  ["eu-central-1", ["10.0.0.0/8"], international],
])("a callback from %s to whoever takes them from %j comes from one of %j", (region, callers, ranges) => {
  expect(isAllowed(callerAddress(region, callers && callerRanges(callers)), ranges)).toBe(true);
});

test("callbacks of a program reach its sources as far as their callers let CloudMonitor through", async () => {
  const callers = { open: ["international"], narrow: ["47.74.206.64/26"], shut: ["10.0.0.0/8"] };
  const plan = await evaluateInline(() => {
    const sources = Object.fromEntries(
      Object.entries(callers).map(([name, each]) => [name, { deliverTo: ["pager"], callers: each }]),
    );
    const receiver = new AlertReceiver("relay", { ...receiverArgs, sources });
    for (const name of Object.keys(callers))
      new MetricRule(name, {
        metric: metrics.ecs.CPUUtilization,
        critical: { comparison: Comparison.AtLeast, threshold: 90, times: 1 },
        contactGroups: ["group"],
        callback: receiver.callback(name),
      });
  });
  const data = placed(
    [series("ecs.CPUUtilization", { instanceId: "i-1" }, "20x3 97x3 20x3")].flat(),
    0,
    "1 minute",
  );
  const rehearsal = await rehearseProgram(readProgram(plan), data);
  const firing = rehearsal.callbacks.filter(({ state }) => state === "ALERT");
  expect(Object.fromEntries(firing.map(({ to, decision }) => [to, decision]))).toEqual({
    open: "opened",
    narrow: "opened",
    shut: "HTTP 403",
  });
});
