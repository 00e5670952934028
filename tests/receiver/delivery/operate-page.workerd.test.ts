import { expect, test } from "vitest";
import PAGE from "../../../docs/dead-letters.md?raw";
import { operatorToken } from "../../../receiver/config/token.ts";
import { SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { freshWorld, HOUR, MINUTE, pass, post, request } from "../kit.ts";
import { happily, world } from "../virtual-world.ts";

freshWorld();

const on = (instance: string, name: string) => ({
  dimensions: `{userId=1100000000000000, instanceId=${instance}}`,
  instanceName: name,
});

/** Each `curl` of the page, with the answer that stands below it. */
const STEPS = Array.from(
  PAGE.matchAll(/^curl ([^\n]*)\n```\n\n```json\n(.*?)```$/gms),
  ([, command = "", answer = ""]) => ({ command, answer }),
);

function asked(command: string): Promise<Response> {
  const [, url = ""] = /(https:\S+?)"?(?: |$)/.exec(command) ?? [];
  const [, body] = / -d '(.*)'$/.exec(command) ?? [];
  return request(url, {
    method: command.startsWith("-X POST") ? "POST" : "GET",
    headers: { authorization: `Bearer ${operatorToken(SECRET, 1)}` },
    ...(body !== undefined && { body }),
  });
}

test("the page shows what the Worker answers", async () => {
  world.answer = (each) =>
    new URL(each.url).host === "api.itoc360.app" ? new Response("", { status: 401 }) : happily(each);
  await post("production", fields(on("i-web-1", "web-1")));
  await post("production", fields(on("i-web-2", "web-2")));
  await pass(HOUR);
  world.time += 70 * HOUR;
  await pass(HOUR + MINUTE);
  await post("production", recovery(on("i-web-2", "web-2")));
  await post("production", fields(on("i-web-3", "web-3")));
  await pass(MINUTE);
  expect(STEPS).toHaveLength(8);
  for (const { command, answer } of STEPS) {
    if (command.endsWith("/release")) {
      world.answer = happily;
      await pass(HOUR);
    }
    const response = await asked(command);
    expect([command, await response.json()]).toEqual([command, JSON.parse(answer)]);
  }
});
