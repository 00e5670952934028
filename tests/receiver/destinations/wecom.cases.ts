import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { bytes, testDestination } from "./kit.ts";
import { ACCESS, sample } from "./samples.ts";

testDestination("wecom", {
  success: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
  statuses: {},
  answers: [
    [200, { errcode: -1, errmsg: "system busy" }, "retry"],
    [200, { errcode: 45009, errmsg: "api freq out of limit" }, "slow"],
    [200, { errcode: 40058, errmsg: "too long" }, "rejected"],
    [200, { errcode: 93000, errmsg: "invalid webhook url" }, "rejected!"],
    [200, { errcode: 40008, errmsg: "something new" }, "retry"],
    [200, "ok", "retry"],
  ],
  limits: ({ markdown }: { markdown: { content: string } }) => [["content", bytes(markdown.content), 4096]],
});

test("nothing in a callback can mention somebody", async () => {
  const message = { ...sample("wecom"), text: "<@all> look" };
  const { body } = await destinationOf("wecom").build(message, ACCESS.wecom, 0);
  expect(body).not.toContain("<@all>");
});
