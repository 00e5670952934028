import { afterAll, describe, expect, test } from "vitest";
import { AlertReceiver, Comparison, DestinationKind, MetricRule, metrics } from "../../components/index.ts";
import { RunningProgram } from "../../local/running-program.ts";
import { evaluateInline } from "../../program/evaluator/inline.ts";
import { type Program, readProgram } from "../../program/model/program.ts";
import { verifyCallbacks } from "../../verify/receivers.ts";
import type { Web } from "../../verify/web.ts";

/** The receiver's stack after its source's token was rotated so often. */
async function receiverAt(generation: number): Promise<{ program: Program; callback: string }> {
  const plan = await evaluateInline(
    () => {
      const receiver = new AlertReceiver("relay", {
        accountId: "0".repeat(32),
        hostname: "alerts.example.com",
        callbackSecret: "a-stack-secret-that-is-made-up-for-tests",
        destinations: { pager: { kind: DestinationKind.Ilert, credential: "made-up-ilert-key" } },
        sources: { shop: { deliverTo: ["pager"], generation } },
      });
      return { callback: receiver.callback("shop") };
    },
    { project: "receiver", stack: "prod" },
  );
  const program = readProgram(plan);
  return { program, callback: program.receivers[0]?.callbackUrls.shop ?? "" };
}

/** The stack of an account's rules, deployed when that was the callback URL. */
async function rulesWith(callback: string): Promise<Program> {
  const plan = await evaluateInline(
    () =>
      new MetricRule("cpu", {
        metric: metrics.ecs.CPUUtilization,
        critical: { comparison: Comparison.AtLeast, threshold: 95 },
        contactGroups: ["on-call"],
        callback,
      }),
    { project: "rules", stack: "prod" },
  );
  return readProgram(plan);
}

describe("a token is rotated over two stacks", () => {
  const running: RunningProgram[] = [];
  afterAll(() => Promise.all(running.map((each) => each.stop())));

  /** What `verify` says of the rules' stack while the receiver is at a generation. */
  async function said(rules: Program, receiver: Program): Promise<string[]> {
    const known = running.find(({ program }) => program === receiver);
    const up = known ?? (await RunningProgram.open(receiver));
    if (!known) running.push(up);
    const web: Web = async (url) => {
      const response = await fetch(up.here(url) ?? url);
      return { status: response.status, body: await response.text() };
    };
    return (await verifyCallbacks(rules, web)).map(({ outcome, text }) => `${outcome}: ${text}`);
  }
  const taken = ["passed: at alerts.example.com answers a GET"];
  const refused = ["failed: at alerts.example.com answers a GET with 404"];

  test("receiver first, then the rules, then the old token ends; in no step a callback is refused", async () => {
    const [first, second, third] = await Promise.all([receiverAt(1), receiverAt(2), receiverAt(3)]);
    const before = await rulesWith(first.callback);
    expect(await said(before, first.program)).toEqual(taken);
    expect(await said(before, second.program)).toEqual(taken);
    const after = await rulesWith(second.callback);
    expect(await said(after, second.program)).toEqual(taken);
    expect(await said(after, third.program)).toEqual(taken);
    // Whoever was forgotten, and whoever goes two steps at once.
    expect(await said(before, third.program)).toEqual(refused);
    // The rules first: their token is of a generation that the receiver does not know yet.
    expect(await said(after, first.program)).toEqual(refused);
  });
});
