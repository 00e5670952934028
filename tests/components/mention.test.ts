import { expect, test } from "vitest";
import { type AlertReceiverArgs, DestinationKind, type MentionArgs } from "../../components/index.ts";
import { checkMentions, checkNumbers, mentionConfig, numbersOf } from "../../components/receiver/mention.ts";
import { Problems } from "../../components/validation/problems.ts";

const numbers = ["13800000000"];
const chats = {
  chat: { kind: DestinationKind.DingTalk },
  slack: { kind: DestinationKind.Slack },
  teams: { kind: DestinationKind.Teams },
  pager: { kind: DestinationKind.PagerDuty },
};

function problemsOf(args: Partial<AlertReceiverArgs>): string {
  const problems = new Problems({ type: "AlertReceiver", name: "relay" });
  checkMentions(problems, { accountId: "", destinations: chats, sources: {}, ...args });
  try {
    problems.throwIfAny();
    return "";
  } catch (error) {
    return String(error);
  }
}

function problemsAt(name: keyof typeof chats, mention: MentionArgs): string {
  return problemsOf({ destinations: { ...chats, [name]: { ...chats[name], mention } } });
}

function problemsOfRoutes(...mentions: Record<string, MentionArgs>[]): string {
  const routes = mentions.map((mention) => ({ name: "db", deliverTo: ["chat", "slack"], mention }));
  return problemsOf({ sources: { shop: { deliverTo: ["chat"], routes } } });
}

test("numbers are no part of the configuration", () => {
  const given = { users: ["mei"], numbers, everybody: true };
  expect(mentionConfig(given)).toEqual({ users: ["mei"], everybody: true });
});

test("whom a chat can't mention is refused, and so is a mention of nobody", () => {
  expect(problemsAt("slack", { numbers })).toContain("destinations.slack.mention.numbers must be left out");
  expect(problemsAt("slack", { numbers })).toContain("slack can't mention numbers");
  expect(problemsAt("teams", { everybody: true })).toContain("teams can't mention everybody");
  expect(problemsAt("pager", { users: ["mei"] })).toContain("pagerduty can't mention anybody");
  expect(problemsAt("slack", {})).toContain("must name somebody, or be left out");
  expect(problemsAt("chat", { users: ["mei"], numbers, everybody: true })).toBe("");
});

test("the same holds for routes, which mention where they deliver to", () => {
  expect(problemsOfRoutes({ slack: { numbers } })).toContain(
    "sources.shop.routes.0.mention.slack.numbers must be left out: slack can't mention numbers",
  );
  expect(problemsOfRoutes({ pager: { users: ["mei"] } })).toContain(
    'sources.shop.routes.0.mention names "pager", which the route does not deliver to',
  );
  expect(problemsOfRoutes({ chat: { users: ["mei"] } }, { chat: { users: ["mei"] } })).toBe("");
});

test("two routes of a name can't both have numbers, which are kept by it", () => {
  expect(problemsOfRoutes({ chat: { numbers } }, { chat: { numbers } })).toContain(
    'sources.shop.routes.1.name must be another one than "db"',
  );
});

test("the numbers of a destination are its own, and those of routes to it by their names", () => {
  const destinations = { ...chats, chat: { ...chats.chat, mention: { numbers } } };
  const routes = [
    { deliverTo: ["chat"], mention: { chat: { numbers: ["13900000000"] } } },
    { deliverTo: ["chat"], mention: { chat: { users: ["mei"] } } },
  ];
  const lists = numbersOf("chat", { destinations, sources: { shop: { deliverTo: ["chat"], routes } } });
  expect(lists).toEqual([
    { path: "destinations.chat.mention", list: "destination", numbers },
    { path: "sources.shop.routes.0.mention.chat", list: "shop/route 1", numbers: ["13900000000"] },
  ]);
});

test("what is no number is refused and not repeated", () => {
  expect(checkNumbers(["+86-13800000000", "13800000000"])).toBeUndefined();
  expect(checkNumbers(["secret"])).not.toContain("secret");
});
