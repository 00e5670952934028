import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { bytes, points, testDestination } from "./kit.ts";
import { ACCESS, sample } from "./samples.ts";

testDestination("dingtalk", ({ markdown }: { markdown: { title: string } }, request) => [
  ["title", points(markdown.title), 200],
  ["body", bytes(request.body), 20_000],
]);

test("waits the ten minutes for which the vendor shuts out whoever sends too fast", () => {
  const reply = { status: 200, headers: new Headers(), body: '{"errcode":130101}' };
  expect(destinationOf("dingtalk").judge(reply, sample("dingtalk"), 0)).toMatchObject({ after: 600_000 });
});

test("signs with time and secret", async () => {
  const access = { ...ACCESS.dingtalk, credential: "SECexample" };
  const { url } = await destinationOf("dingtalk").build(sample("dingtalk"), access, 1_700_000_000_000);
  const { searchParams } = new URL(url);
  expect(searchParams.get("timestamp")).toBe("1700000000000");
  expect(searchParams.get("sign")).toBe("uroalHrWHORz59talE1o26b8HuX2kOp8WlAN91F9Pj0=");
  expect(searchParams.get("access_token")).toBe("ding-token-0001");
});

test("a robot without a secret gets no signature", async () => {
  const access = { ...ACCESS.dingtalk, credential: "" };
  const { url } = await destinationOf("dingtalk").build(sample("dingtalk"), access, 0);
  expect(url).toBe(ACCESS.dingtalk.url);
});
