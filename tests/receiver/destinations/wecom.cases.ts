import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { bytes, testDestination } from "./kit.ts";
import { ACCESS, sample } from "./samples.ts";

testDestination("wecom", ({ markdown }: { markdown: { content: string } }) => [
  ["content", bytes(markdown.content), 4096],
]);

test("nothing in a callback can mention somebody", async () => {
  const message = { ...sample("wecom"), text: "<@all> look" };
  const { body } = await destinationOf("wecom").build(message, ACCESS.wecom, 0);
  expect(body).not.toContain("<@all>");
});
