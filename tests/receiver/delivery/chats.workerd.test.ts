import { describe, expect, test } from "vitest";
import { fields, recovery } from "../callback.ts";
import { freshWorld, HOUR, MINUTE, pass, post, SECOND, sentTo, statusOf } from "../kit.ts";
import { HANGS, happily, world } from "../virtual-world.ts";

freshWorld();

interface Attachment {
  fallback: string;
}
const texts = () =>
  sentTo("hooks.slack.com").map(({ attachments }) => (attachments as [Attachment])[0].fallback);
const NOTICE = /^🔵 \[Info] 1 message waits: no answer from here since 08:00/;
const REPEATED = "Possibly a repetition: its first try had no answer.";

describe("a chat that can't tell a repeated message, and gives no answer", () => {
  test("gets it twice, then one line at a time, and once more when it is there again", async () => {
    const back = world.time + 10 * MINUTE;
    world.answer = (request) => (world.time < back ? HANGS : happily(request));
    await post("chat", fields());
    await pass(9 * MINUTE);
    const [first, second, ...rest] = texts();
    expect(second).toBe(first);
    expect(first).toContain("ECS CPU");
    expect(rest.length).toBeGreaterThan(15);
    for (const text of rest) expect(text).toMatch(NOTICE);
    expect((await statusOf("chat")).waiting.list).toMatchObject([{ lastReason: "no answer within 10 s" }]);

    const before = texts().length;
    await pass(2 * MINUTE);
    const after = texts().slice(before);
    expect(after.at(-2)).toMatch(NOTICE);
    expect(after.at(-1)).toContain("ECS CPU");
    expect(after.at(-1)).toContain(REPEATED);
    expect((await statusOf("chat")).waiting.count).toBe(0);
    const all = texts().length;
    await pass(HOUR);
    expect(texts()).toHaveLength(all);
  });

  test("is found out about by a newer message, where there is one", async () => {
    world.answer = () => HANGS;
    await post("chat", fields());
    await pass(MINUTE);
    world.answer = happily;
    const before = texts().length;
    await post("chat", fields({ alertName: "Disk", dimensions: "{instanceId=i-2}" }));
    await pass(6 * SECOND);
    const [newer, again, ...rest] = texts().slice(before);
    expect(newer).toContain("Disk");
    expect(again).toContain(REPEATED);
    expect(rest).toEqual([]);
  });

  test("hears that it is over, since it may have heard that it began", async () => {
    world.answer = () => new Response("", { status: 502 });
    await post("chat", fields());
    await pass(2 * MINUTE);
    world.answer = happily;
    await post("chat", recovery());
    const before = texts().length;
    await pass(5 * MINUTE);
    const told = texts().slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("✅ [Resolved]");
  });

  test("goes on getting what certainly did not arrive", async () => {
    world.answer = () => new Response("", { status: 429 });
    await post("chat", fields());
    await pass(5 * MINUTE);
    expect(texts().length).toBeGreaterThan(5);
    expect(texts().every((text) => text.includes("ECS CPU"))).toBe(true);
  });

  test("is told in one message of all that is over", async () => {
    world.answer = () => new Response("", { status: 429 });
    for (const instance of ["i-1", "i-2", "i-3"])
      await post("chat", fields({ dimensions: `{instanceId=${instance}}` }));
    await pass(3 * MINUTE);
    for (const instance of ["i-1", "i-2"])
      await post("chat", recovery({ dimensions: `{instanceId=${instance}}` }));
    world.answer = happily;
    const before = texts().length;
    await pass(5 * MINUTE);
    const [page, summary, ...rest] = texts().slice(before);
    expect(page).toContain("slack was unreachable");
    expect(summary).toContain("[Info] 2 incidents opened and were resolved");
    expect(summary).toContain(
      "slack was unreachable 08:00–08:03: 2 incidents opened and were resolved, 1 is open",
    );
    expect(summary).toContain("web-1/10.0.0.1 · CPU usage 97.4 % (≥ 95 %) · ECS CPU");
    expect(rest).toEqual([]);
  });
});

test("a chat that tells a repeated message by its id gets it with the same one until it answers", async () => {
  const back = world.time + 3 * MINUTE;
  world.answer = (request) => (world.time < back ? HANGS : happily(request));
  await post("shop", fields());
  await pass(5 * MINUTE);
  const sent = sentTo("oapi.dingtalk.com");
  expect(sent.length).toBeGreaterThan(4);
  expect(new Set(sent.map(({ msgUuid }) => msgUuid)).size).toBe(1);
});
