import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { aMinute, type Contract, points } from "./contract.ts";
import { sample } from "./samples.ts";

export const contract: Contract = {
  access: { url: "https://hooks.slack.com/services/T0001/B0001/slack-secret-0001", credential: "" },
  isChat: true,
  success: { status: 200, body: "ok" },
  statuses: { 400: "rejected" },
  answers: [
    [200, "<html>", "retry"],
    [200, "", "retry"],
    [400, "invalid_payload", "rejected"],
    [403, "action_prohibited", "operator"],
    [404, "channel_not_found", "operator"],
    [404, "no_service", "operator"],
    [410, "channel_is_archived", "stop"],
    [429, "rate_limited", "wait"],
  ],
  rate: aMinute(60),
  limits: ({ text }: { text: string }) => [["text", points(text), 4000]],
};

export function cases(): void {
  test("nothing in a callback can mention somebody or look like a link", async () => {
    const message = { ...sample("slack"), text: "<!channel> & <https://evil.example.com|here>" };
    const { body } = await destinationOf("slack").build(message, contract.access, 0);
    expect((JSON.parse(body) as { text: string }).text).toContain(
      "&lt;!channel&gt; &amp; &lt;https://evil.example.com|here&gt;",
    );
  });
}
