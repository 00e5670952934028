import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { bytes, type Contract } from "./contract.ts";
import { sample } from "./samples.ts";

export const contract: Contract = {
  access: {
    url: "https://open.feishu.cn/open-apis/bot/v2/hook/feishu-hook-0001",
    credential: "feishu-signing-0001",
  },
  isChat: true,
  success: { status: 200, body: '{"code":0,"msg":"success","data":{}}' },
  statuses: {},
  answers: [
    [200, { StatusCode: 0, StatusMessage: "success" }, "delivered"],
    [200, { code: 19001, msg: "param invalid: incoming webhook access token invalid" }, "operator"],
    [400, { code: 19001, msg: "param invalid: incoming webhook access token invalid" }, "operator"],
    [200, { code: 19021, msg: "sign match fail" }, "operator"],
    [200, { code: 19022, msg: "ip not allowed" }, "operator"],
    [200, { code: 19024, msg: "keyword not found" }, "operator"],
    [200, { code: 11232, msg: "frequency limited" }, "wait"],
    [400, { code: 9499, msg: "too many request" }, "wait"],
    [200, { code: 99999, msg: "something new" }, "retry"],
    [200, "<html>", "retry"],
  ],
  rate: { most: 5, within: 1000, thenNoneFor: 1000 },
  limits: (_body, request) => [["body", bytes(request.body), 20_000]],
};

export function cases(): void {
  test("signs with a key made of time and secret, over nothing", async () => {
    const access = { ...contract.access, credential: "example" };
    const { body } = await destinationOf("feishu").build(sample("feishu"), access, 1_700_000_000_999);
    expect(JSON.parse(body)).toMatchObject({
      timestamp: "1700000000",
      sign: "IDYtqgwsyU5irwQ/8nvd4ncBjc/KPCpVGkxbLfWDsyg=",
    });
  });

  test("a bot without a secret gets no signature", async () => {
    const access = { ...contract.access, credential: "" };
    const { body } = await destinationOf("feishu").build(sample("feishu"), access, 0);
    expect(Object.keys(JSON.parse(body) as object)).toEqual(["msg_type", "card"]);
  });

  test("its color says how bad it is, its texts are plain, and links are buttons", async () => {
    const card = async (step: "opened" | "escalated" | "resolved") => {
      const { body } = await destinationOf("feishu").build(sample("feishu", { step }), contract.access, 0);
      return (JSON.parse(body) as { card: { header: { template: string }; elements: object[] } }).card;
    };
    const [opened, escalated, resolved] = [
      await card("opened"),
      await card("escalated"),
      await card("resolved"),
    ];
    expect([opened, escalated, resolved].map(({ header }) => header.template)).toEqual([
      "yellow",
      "red",
      "green",
    ]);
    expect(JSON.stringify(opened)).not.toContain("lark_md");
    expect(opened.elements[1]).toMatchObject({ tag: "action", actions: [{ tag: "button" }, {}, {}] });
    const { body } = await destinationOf("feishu").build(
      { ...sample("feishu"), links: {} },
      contract.access,
      0,
    );
    expect(body).not.toContain('"action"');
  });

  test("mentions by open ids, and all", async () => {
    const message = { ...sample("feishu"), mention: { users: ["ou_1"], numbers: [], everybody: true } };
    const { body } = await destinationOf("feishu").build(message, contract.access, 0);
    expect((JSON.parse(body) as { card: { elements: object[] } }).card.elements).toContainEqual({
      tag: "div",
      text: { tag: "lark_md", content: "<at id=ou_1></at> <at id=all></at>" },
    });
  });
}
