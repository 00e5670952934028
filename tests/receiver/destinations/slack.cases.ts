import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { points, testDestination } from "./kit.ts";
import { ACCESS, sample } from "./samples.ts";

testDestination("slack", {
  success: { status: 200, body: "ok" },
  statuses: { 201: "delivered", 202: "delivered", 204: "delivered" },
  answers: [
    [200, "<html>", "retry"],
    [200, "", "retry"],
    [400, "invalid_payload", "rejected"],
    [403, "action_prohibited", "rejected!"],
    [404, "channel_not_found", "rejected!"],
    [404, "no_service", "rejected!"],
    [410, "channel_is_archived", "stop"],
    [429, "rate_limited", "slow"],
  ],
  limits: ({ text }: { text: string }) => [["text", points(text), 4000]],
});

test("nothing in a callback can mention somebody or look like a link", async () => {
  const message = { ...sample("slack"), text: "<!channel> & <https://evil.example.com|here>" };
  const { body } = await destinationOf("slack").build(message, ACCESS.slack, 0);
  expect((JSON.parse(body) as { text: string }).text).toContain(
    "&lt;!channel&gt; &amp; &lt;https://evil.example.com|here&gt;",
  );
});
