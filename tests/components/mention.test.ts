import { expect, test } from "vitest";
import { DestinationKind, type MentionArgs } from "../../components/index.ts";
import { checkNumbers, mention } from "../../components/receiver/mention.ts";
import { Problems } from "../../components/validation/problems.ts";

function read(kind: DestinationKind, given: MentionArgs) {
  const problems = new Problems({ type: "AlertReceiver", name: "relay" });
  const settings = mention(problems, "chat", { kind, mention: given });
  try {
    problems.throwIfAny();
  } catch (error) {
    return String(error);
  }
  return settings;
}

test("numbers are no part of the configuration", () => {
  const given = { users: ["mei"], numbers: ["13800000000"], everybody: true };
  expect(read(DestinationKind.DingTalk, given)).toEqual({ mention: { users: ["mei"], everybody: true } });
});

test("whom a chat can't mention is refused, and so is a mention of nobody", () => {
  expect(read(DestinationKind.Slack, { numbers: ["13800000000"] })).toContain("slack can't mention numbers");
  expect(read(DestinationKind.Teams, { everybody: true })).toContain("teams can't mention everybody");
  expect(read(DestinationKind.PagerDuty, { users: ["mei"] })).toContain("pagerduty can't mention anybody");
  expect(read(DestinationKind.Slack, {})).toContain("must name somebody, or be left out");
});

test("what is no number is refused and not repeated", () => {
  expect(checkNumbers(["+86-13800000000", "13800000000"])).toBeUndefined();
  expect(checkNumbers(["secret"])).not.toContain("secret");
});
