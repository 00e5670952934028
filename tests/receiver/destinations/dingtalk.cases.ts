import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { bytes, type Contract, points } from "./contract.ts";
import { sample } from "./samples.ts";

export const contract: Contract = {
  access: {
    url: "https://oapi.dingtalk.com/robot/send?access_token=ding-token-0001",
    credential: "SECding-signing-0001",
  },
  isChat: true,
  success: { status: 200, body: '{"errcode":0,"errmsg":"ok"}' },
  statuses: {},
  answers: [
    [200, { errcode: "0", errmsg: "ok" }, "delivered"],
    [200, { errcode: 130101, errmsg: "send too fast" }, "wait"],
    [200, { errcode: 410100, errmsg: "sent too fast, and limited" }, "wait"],
    [200, { errcode: 660026, errmsg: "sent too fast" }, "wait"],
    [200, { errcode: 90030, errmsg: "quota" }, "wait"],
    [200, { errcode: 300001, errmsg: "token is not exist" }, "operator"],
    [200, { errcode: 300005, errmsg: "token is not exist" }, "operator"],
    [200, { errcode: 310000, errmsg: "sign not match" }, "operator"],
    [200, { errcode: 400013, errmsg: "group disbanded" }, "operator"],
    [200, { errcode: 400101, errmsg: "token does not exist" }, "operator"],
    [200, { errcode: 400102, errmsg: "robot disabled" }, "operator"],
    [200, { errcode: "400102", errmsg: "robot disabled" }, "operator"],
    [200, { errcode: 400106, errmsg: "robot not in the group" }, "operator"],
    [200, { errcode: 400105, errmsg: "no such message type" }, "rejected"],
    [200, { errcode: 460101, errmsg: "message too long" }, "rejected"],
    [200, { errcode: 499999, errmsg: "something new" }, "retry"],
    [200, "ok", "retry"],
    [503, { errcode: 0 }, "retry"],
  ],
  rate: { most: 20, within: 60_000, thenNoneFor: 600_000 },
  limits: ({ markdown }: { markdown: { title: string } }, request) => [
    ["title", points(markdown.title), 200],
    ["body", bytes(request.body), 20_000],
  ],
};

export function cases(): void {
  test("waits the ten minutes for which the vendor shuts out whoever sends too fast", () => {
    const reply = { status: 200, headers: new Headers(), body: '{"errcode":130101}' };
    expect(destinationOf("dingtalk").judge(reply, sample("dingtalk"), 0)).toMatchObject({ after: 600_000 });
  });

  test("signs with time and secret", async () => {
    const access = { ...contract.access, credential: "SECexample" };
    const { url } = await destinationOf("dingtalk").build(sample("dingtalk"), access, 1_700_000_000_000);
    const { searchParams } = new URL(url);
    expect(searchParams.get("timestamp")).toBe("1700000000000");
    expect(searchParams.get("sign")).toBe("uroalHrWHORz59talE1o26b8HuX2kOp8WlAN91F9Pj0=");
    expect(searchParams.get("access_token")).toBe("ding-token-0001");
  });

  test("a robot without a secret gets no signature", async () => {
    const access = { ...contract.access, credential: "" };
    const { url } = await destinationOf("dingtalk").build(sample("dingtalk"), access, 0);
    expect(url).toBe(contract.access.url);
  });

  test("nothing in a callback means anything in its Markdown", async () => {
    const text = "[click](http://evil.example.com) **a** `b` ~~c~~ _d_ web_1\n# e\n> f\n- g\n1. h\n97.4 %";
    const { body } = await destinationOf("dingtalk").build(
      { ...sample("dingtalk"), text },
      contract.access,
      0,
    );
    expect((JSON.parse(body) as { markdown: { text: string } }).markdown.text).toContain(
      "\n\n[click］(http://evil.example.com) ＊＊a＊＊ ｀b｀ ～～c～～ ＿d＿ web_1\n\n＃ e\n\n＞ f\n\n－ g\n\n1． h\n\n97.4 %",
    );
  });

  test("mentions by ids and numbers, which stand in the text too, and all", async () => {
    const access = { ...contract.access, numbers: { night: ["13800000000"], day: ["13900000000"] } };
    const build = (changes: object) =>
      destinationOf("dingtalk").build({ ...sample("dingtalk"), ...changes }, access, 0);
    const { at, markdown } = JSON.parse(
      (await build({ mention: { users: ["mei"], numbers: ["night"], everybody: true } })).body,
    ) as {
      at: object;
      markdown: { text: string };
    };
    expect(at).toEqual({ atUserIds: ["mei"], atMobiles: ["13800000000"], isAtAll: true });
    expect(markdown.text).toContain("\n\n@mei @13800000000\n\n#");
    expect((await build({})).body).not.toContain("13800000000");
  });
}
