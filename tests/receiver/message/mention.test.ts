import { expect, test } from "vitest";
import { mentionOf } from "../../../receiver/message/mention.ts";

const mei = { users: ["mei"] };
const called = { users: ["mei"], everybody: false };

test("somebody is mentioned where it opens or gets as bad as that, and not again", () => {
  expect(mentionOf(mei, { kind: "opened", level: "critical" })).toEqual(called);
  expect(mentionOf(mei, { kind: "updated", level: "critical", toldLevel: "warn" })).toEqual(called);
  expect(mentionOf(mei, { kind: "updated", level: "critical", toldLevel: "critical" })).toBeUndefined();
  expect(mentionOf(mei, { kind: "resolved", level: "critical", toldLevel: "critical" })).toBeUndefined();
  expect(mentionOf(mei, { kind: "opened", level: "warn" })).toBeUndefined();
  expect(mentionOf({ everybody: true, levels: ["warn"] }, { kind: "opened", level: "warn" })).toEqual({
    users: [],
    everybody: true,
  });
  expect(mentionOf(undefined, { kind: "opened", level: "critical" })).toBeUndefined();
});
