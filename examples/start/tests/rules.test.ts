import { rehearse, series } from "cloudmonitor-relay/testing";
import { expect, test } from "vitest";
import "cloudmonitor-relay/testing/vitest";

// The whole program, its rules and its Worker, on a clock of its own: no account, no credentials.
test("errors of the API page within five minutes and are resolved", async () => {
  const night = await rehearse({
    data: [series("alb.LoadBalancerHTTPCodeUpstream5XX", { loadBalancerId: "alb-1" }, "0x10 25x10 0x10")],
  });
  expect(night).toPage("api-errors", { level: "critical", before: "15 minutes", times: 1 });
  expect(night).toResolve("api-errors");
});

test("a busy minute wakes nobody", async () => {
  const night = await rehearse({
    data: [series("ecs.CPUUtilization", { instanceId: "i-1" }, "20x10 97x2 20x10")],
  });
  expect(night).toStayQuiet();
});
