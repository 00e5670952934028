import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { aMinute, bytes, type Contract } from "./contract.ts";
import { sample } from "./samples.ts";

export const contract: Contract = {
  access: { url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=wecom-key-0001", credential: "" },
  isChat: true,
  success: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
  statuses: {},
  answers: [
    [200, { errcode: -1, errmsg: "system busy" }, "retry"],
    [200, { errcode: 45009, errmsg: "api freq out of limit" }, "wait"],
    [200, { errcode: 40058, errmsg: "too long" }, "rejected"],
    [200, { errcode: 93000, errmsg: "invalid webhook url" }, "operator"],
    [200, { errcode: 40008, errmsg: "something new" }, "retry"],
    [200, "ok", "retry"],
  ],
  rate: aMinute(20),
  limits: ({ markdown }: { markdown: { content: string } }) => [["content", bytes(markdown.content), 4096]],
};

export function cases(): void {
  test("nothing in a callback can mention somebody", async () => {
    const message = { ...sample("wecom"), text: "<@all> look" };
    const { body } = await destinationOf("wecom").build(message, contract.access, 0);
    expect(body).not.toContain("<@all>");
  });

  test("mentions by ids in markdown, and numbers and all in a plain text", async () => {
    const build = async (mention: object, numbers: string[] = []) => {
      const named = { users: ["mei"], numbers: ["night"], everybody: false };
      const message = { ...sample("wecom"), mention: { ...named, ...mention } };
      const { body } = await destinationOf("wecom").build(
        message,
        { ...contract.access, numbers: { night: numbers } },
        0,
      );
      return JSON.parse(body) as { markdown?: { content: string }; text?: { content: string } };
    };
    expect((await build({})).markdown?.content).toContain("\n<@mei>\n#");
    const { text } = await build({ everybody: true }, ["13800000000"]);
    expect(text).toMatchObject({ mentioned_list: ["mei", "@all"], mentioned_mobile_list: ["13800000000"] });
    expect(bytes(text?.content ?? "")).toBeLessThanOrEqual(2048);
  });
}
