import { expect, test } from "vitest";
import { statusToken } from "../../../receiver/config/token.ts";
import { SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { freshWorld, HOUR, MINUTE, pass, post, request, SECOND, sentTo } from "../kit.ts";
import { happily, world } from "../virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const told = () =>
  sentTo("api.ilert.com").flatMap(({ eventType, summary, priority }) =>
    /^.*second (refuses|does not)|dead letter/.test(String(summary))
      ? [`${eventType} ${priority} ${summary}`]
      : [],
  );

function itoc(answer: () => Response): void {
  world.answer = (request) => (new URL(request.url).host === ITOC ? answer() : happily(request));
}

async function deep(): Promise<[number, unknown]> {
  const response = await request(`https://relay.example.com/health?deep=1&token=${statusToken(SECRET)}`);
  return [response.status, ((await response.json()) as { destinations?: object }).destinations];
}

test("a refused access is told to the other destinations of its sources once, and that it is over", async () => {
  itoc(() => new Response("", { status: 403 }));
  await post("both", fields());
  await pass(2 * HOUR);
  expect(told()).toEqual(["ALERT LOW second refuses access"]);
  world.answer = happily;
  await pass(HOUR);
  expect(told()).toHaveLength(2);
  expect(told()[1]).toMatch(/^RESOLVE /);
  const sent = world.sent.length;
  await pass(2 * HOUR);
  expect(world.sent).toHaveLength(sent);
});

test("a destination that is down is told of after ten minutes, not before", async () => {
  itoc(() => new Response("", { status: 503 }));
  await post("both", fields());
  await pass(10 * MINUTE - SECOND);
  expect(told()).toEqual([]);
  await pass(2 * SECOND);
  expect(told()).toEqual(["ALERT LOW second does not answer"]);
});

test("the first dead letter is told", async () => {
  itoc(() => new Response("", { status: 400 }));
  await post("both", fields());
  await post("both", recovery());
  await post("both", fields({ dimensions: "{a=b}" }));
  await pass(MINUTE);
  expect(told()).toEqual(["ALERT LOW A message to second is a dead letter"]);
});

test("GET /health?deep=1 turns 503 while a destination is in trouble, and takes the status token alone", async () => {
  const [, before] = await deep();
  expect(before).not.toHaveProperty("second");
  itoc(() => new Response("", { status: 401 }));
  await post("both", fields());
  await pass(MINUTE);
  const [status, destinations] = await deep();
  expect(status).toBe(503);
  expect(destinations).toMatchObject({
    second: [
      "refuses access since 2026-11-20T08:00:00.000Z: HTTP 401: the source token is unknown; renew it",
    ],
  });
  world.answer = happily;
  await pass(HOUR);
  expect((await deep())[1]).not.toHaveProperty("second");
  for (const query of ["deep=1", "deep=1&token=wrong"])
    expect((await request(`https://relay.example.com/health?${query}`)).status).toBe(404);
});

test("what becomes of such a notice is told to nobody", async () => {
  // Each destination refuses one message: its page, and the notice of that.
  world.answer = (request) =>
    new URL(request.url).host === ITOC || request.body.includes("dead letter")
      ? new Response("", { status: 400 })
      : happily(request);
  await post("both", fields());
  await pass(HOUR);
  expect(told()).toHaveLength(1);
  expect(sentTo(ITOC)).toHaveLength(1);
});
