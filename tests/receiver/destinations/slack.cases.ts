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
  limits: ({ text, attachments: [{ blocks }] }: Posted) => [
    ["text", points(text), 4000],
    ...blocks.flatMap(({ text: section, elements = [] }): [string, number, number][] => [
      ["section", (section?.text ?? "").length, 3000],
      ["elements", elements.length, 10],
      ...elements.map((element): [string, number, number] => ["element", element.text.length, 3000]),
    ]),
  ],
};

interface Posted {
  text: string;
  attachments: [{ color: string; fallback: string; blocks: Block[] }];
}

interface Block {
  text?: { type: string; text: string };
  elements?: { text: string }[];
}

async function posted(message = sample("slack")): Promise<Posted> {
  const { body } = await destinationOf("slack").build(message, contract.access, 0);
  return JSON.parse(body) as Posted;
}

export function cases(): void {
  test("nothing in a callback can mention somebody or look like a link", async () => {
    const evil = "<!channel> & <https://evil.example.com|here>";
    const { text, attachments } = await posted({ ...sample("slack"), headline: evil, text: evil });
    expect(text).toContain("&lt;!channel&gt; &amp; &lt;https://evil.example.com|here&gt;");
    expect(attachments[0].blocks[0]?.text).toMatchObject({ type: "plain_text", text: evil });
  });

  test("its color says how bad it is, and what can show no blocks has the text", async () => {
    const color = async (step: "opened" | "escalated" | "resolved") =>
      (await posted(sample("slack", { step }))).attachments[0].color;
    expect([await color("opened"), await color("escalated"), await color("resolved")]).toEqual([
      "warning",
      "danger",
      "good",
    ]);
    expect((await posted()).attachments[0].fallback).toContain("\nCPU usage 86.2 %\n");
  });

  test("mentions members, user groups and everybody before the title", async () => {
    const mention = { users: ["U01", "S02"], numbers: [], everybody: true };
    expect((await posted({ ...sample("slack"), mention })).text).toMatch(
      /^<@U01> <!subteam\^S02> <!channel> 🟡 /,
    );
  });
}
