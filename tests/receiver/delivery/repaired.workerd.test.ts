import { describe, expect, test } from "vitest";
import { CONFIG } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { deliveryOf, deploy, freshWorld, HOUR, MINUTE, pass, post, SECOND, statusOf } from "../kit.ts";
import { happily, type SentRequest, world } from "../virtual-world.ts";

freshWorld();

const on = (instance: string) => ({ dimensions: `{userId=1100000000000000, instanceId=${instance}}` });

/** What a host took, and when. The others are answered well. */
function vendor(host: string, answer: () => Response | undefined): { at: number; body: string }[] {
  const taken: { at: number; body: string }[] = [];
  world.answer = (request: SentRequest) => {
    if (new URL(request.url).host !== host) return happily(request);
    const failed = answer();
    if (!failed) taken.push({ at: world.time, body: request.body });
    return failed ?? happily(request);
  };
  return taken;
}

const UNKNOWN = {
  "oapi.dingtalk.com": ["shop", () => Response.json({ errcode: 99_999, errmsg: "new" })],
  "hooks.slack.com": ["chat", () => new Response("something_new", { status: 409 })],
} as const;

test.each(Object.entries(UNKNOWN))(
  "%s answers an hour long what no table knows: the page arrives",
  async (host, [source, unknown]) => {
    const back = world.time + HOUR;
    const taken = vendor(host, () => (world.time < back ? unknown() : undefined));
    await post(source, fields());
    await pass(HOUR + 3 * MINUTE);
    const { deadLetters, waiting } = await statusOf(source);
    expect([taken.length, deadLetters.count, waiting.count]).toEqual([1, 0, 0]);
  },
);

test("a credential that a deployment repairs: what waits goes out at once", async () => {
  let valid = false;
  const taken = vendor("api.flashcat.cloud", () => (valid ? undefined : new Response("", { status: 401 })));
  await post("hangzhou", fields());
  await pass(5 * HOUR + 7 * MINUTE);
  expect(taken).toEqual([]);
  valid = true;
  const access = {
    url: "https://api.flashcat.cloud/event/push/alert/standard",
    credential: "flash-key-0009",
  };
  await deploy(CONFIG, { DESTINATION_FLASHDUTY: JSON.stringify(access) });
  // As the cron trigger does, within five minutes; a callback does as well.
  await deliveryOf("flashduty").tend();
  const deployed = world.time;
  await pass(SECOND);
  expect(taken.map(({ at }) => at)).toEqual([deployed]);
});

describe("a chat that is away for an hour, with 200 incidents over", () => {
  test("hears of a new critical first", async () => {
    const back = world.time + HOUR;
    const taken = vendor("oapi.dingtalk.com", () =>
      world.time < back ? Response.json({ errcode: -1, errmsg: "busy" }) : undefined,
    );
    for (let index = 0; index < 200; index++) await post("shop", fields(on(`i-${index}`)));
    await pass(50 * MINUTE);
    for (let index = 0; index < 200; index++) await post("shop", recovery(on(`i-${index}`)));
    await pass(11 * MINUTE);
    await post("shop", fields({ ...on("i-new"), instanceName: "the-new-one" }));
    const asked = world.time;
    await pass(30 * MINUTE);
    const page = taken.find(({ body }) => body.includes("the-new-one"));
    expect((page?.at ?? Number.POSITIVE_INFINITY) - asked).toBeLessThanOrEqual(5 * SECOND);
    expect(taken.length).toBeLessThan(15);
  });
});
