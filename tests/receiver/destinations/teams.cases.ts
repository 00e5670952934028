import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { bytes, type Contract } from "./contract.ts";
import { sample } from "./samples.ts";

const FLOW = "https://prod-00.westeurope.logic.azure.com/workflows/f100/triggers/manual/paths/invoke";
const refused = (code: string) => ({ error: { code, message: "…" } });

export const contract: Contract = {
  access: {
    url: `${FLOW}?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sig=teams-sig-0001`,
    credential: "",
  },
  isChat: true,
  success: { status: 202, body: "" },
  statuses: { 202: "delivered" },
  answers: [
    [200, "<html>", "retry"],
    [400, refused("TriggerInputSchemaMismatch"), "operator"],
    [400, refused("WorkflowTriggerIsNotEnabled"), "operator"],
    [400, refused("SomethingNew"), "retry"],
    [401, refused("DirectApiAuthorizationRequired"), "operator"],
    [404, refused("WorkflowNotFound"), "operator"],
    [429, refused("TooManyRequests"), "wait"],
  ],
  rate: { most: 4, within: 1000, thenNoneFor: 1000 },
  limits: (_body, request) => [["body", bytes(request.body), 21_000]],
  wrongUrls: [[FLOW, "must hold the webhook's sig"]],
};

interface Card {
  attachments: [{ content: { body: { text: string; color?: string }[]; actions?: { url: string }[] } }];
}

async function cardOf(message = sample("teams")) {
  const { body } = await destinationOf("teams").build(message, contract.access, 0);
  return (JSON.parse(body) as Card).attachments[0].content;
}

export function cases(): void {
  test("nothing in a callback means anything in the card's Markdown", async () => {
    const text = "[here](https://evil.example.com) **_a_** `b`\n# c\n- d\n1. e\nweb-1 is 86.2%";
    const [, block] = (await cardOf({ ...sample("teams"), text })).body;
    expect(block?.text).toBe(
      "\\[here\\](https://evil.example.com) \\*\\*\\_a\\_\\*\\* \\`b\\`\n\n\\# c\n\n\\- d\n\n1\\. e\n\nweb-1 is 86.2%",
    );
  });

  test("its color says how bad it is, and links are buttons", async () => {
    const color = async (step: "opened" | "escalated" | "resolved") =>
      (await cardOf(sample("teams", { step }))).body[0]?.color;
    expect([await color("opened"), await color("escalated"), await color("resolved")]).toEqual([
      "Warning",
      "Attention",
      "Good",
    ]);
    expect((await cardOf()).actions?.map(({ url }) => new URL(url).hostname)).toEqual([
      "cloudmonitor.console.alibabacloud.com",
      "cloudmonitor.console.alibabacloud.com",
      "runbooks.example.com",
    ]);
    expect((await cardOf({ ...sample("teams"), links: {} })).actions).toBeUndefined();
  });

  test("mentions by sign-in names", async () => {
    const card = await cardOf({
      ...sample("teams"),
      mention: { users: ["mei@example.com"], numbers: [], everybody: false },
    });
    expect(card.body.map(({ text }) => text)).toContain("<at>mei@example.com</at>");
    expect(card).toMatchObject({
      msteams: { entities: [{ type: "mention", mentioned: { id: "mei@example.com" } }] },
    });
  });
}
