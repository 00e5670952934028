import { expect, test } from "vitest";
import { mentionOf } from "../../../receiver/message/mention.ts";

const mei = [{ mention: { users: ["mei"] }, numbers: "destination" }];
const called = { users: ["mei"], numbers: ["destination"], everybody: false };

test("somebody is mentioned where it opens or gets as bad as that, and not again", () => {
  expect(mentionOf(mei, { kind: "opened", level: "critical" })).toEqual(called);
  expect(mentionOf(mei, { kind: "updated", level: "critical", toldLevel: "warn" })).toEqual(called);
  expect(mentionOf(mei, { kind: "updated", level: "critical", toldLevel: "critical" })).toBeUndefined();
  expect(mentionOf(mei, { kind: "resolved", level: "critical", toldLevel: "critical" })).toBeUndefined();
  expect(mentionOf(mei, { kind: "opened", level: "warn" })).toBeUndefined();
  const all = [{ mention: { everybody: true, levels: ["warn" as const] }, numbers: "shop/db" }];
  expect(mentionOf(all, { kind: "opened", level: "warn" })).toEqual({
    users: [],
    numbers: ["shop/db"],
    everybody: true,
  });
  expect(mentionOf([], { kind: "opened", level: "critical" })).toBeUndefined();
});

test("of several routes each one's people are, where their level is reached", () => {
  const routes = [
    ...mei,
    { mention: { users: ["li", "mei"], everybody: true }, numbers: "shop/db" },
    { mention: { users: ["wang"], levels: ["warn" as const] }, numbers: "shop/all" },
  ];
  expect(mentionOf(routes, { kind: "opened", level: "critical" })).toEqual({
    users: ["mei", "li"],
    numbers: ["destination", "shop/db"],
    everybody: true,
  });
});
