import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { bytes, testDestination } from "./kit.ts";
import { ACCESS, sample } from "./samples.ts";

testDestination("feishu", (_body, request) => [["body", bytes(request.body), 20_000]]);

test("signs with a key made of time and secret, over nothing", async () => {
  const access = { ...ACCESS.feishu, credential: "example" };
  const { body } = await destinationOf("feishu").build(sample("feishu"), access, 1_700_000_000_999);
  expect(JSON.parse(body)).toMatchObject({
    timestamp: "1700000000",
    sign: "IDYtqgwsyU5irwQ/8nvd4ncBjc/KPCpVGkxbLfWDsyg=",
  });
});

test("a bot without a secret gets no signature", async () => {
  const access = { ...ACCESS.feishu, credential: "" };
  const { body } = await destinationOf("feishu").build(sample("feishu"), access, 0);
  expect(Object.keys(JSON.parse(body) as object)).toEqual(["msg_type", "content"]);
});
