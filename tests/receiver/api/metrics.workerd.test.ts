import { expect, test } from "vitest";
import { statusToken } from "../../../receiver/config/token.ts";
import { PATH } from "../../../receiver/config/urls.ts";
import { SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { freshWorld, HOUR, MINUTE, pass, post, request, stopAll } from "../kit.ts";
import { happily, world } from "../virtual-world.ts";

freshWorld();

async function scraped(token = statusToken(SECRET)): Promise<Map<string, number>> {
  const response = await request(`https://relay.example.com${PATH.metrics}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end).replace("cloudmonitor_relay_", ""), Number(line.slice(end + 1))];
    }),
  );
}

test("counts what arrived, what was decided and what became of telling it, also where objects stop", async () => {
  await post("production", fields());
  await pass(MINUTE);
  await post("production", fields());
  await pass(MINUTE);
  await stopAll();
  await post("production", recovery());
  await pass(MINUTE);
  const all = await scraped();
  const of = (name: string) => all.get(name);
  expect(of('callbacks_accepted_total{source="production"}')).toBe(3);
  expect(of('decisions_total{source="production",decision="opened"}')).toBe(1);
  expect(of('decisions_total{source="production",decision="repeated"}')).toBe(1);
  expect(of('decisions_total{source="production",decision="resolved"}')).toBe(1);
  expect(of('open_incidents{source="production"}')).toBe(0);
  expect(of('deliveries_total{destination="itoc360",verdict="delivered"}')).toBe(3);
  expect(of('delivery_delay_seconds_bucket{destination="itoc360",le="1"}')).toBe(3);
  expect(of('delivery_delay_seconds_bucket{destination="itoc360",le="+Inf"}')).toBe(3);
  expect(of('delivery_delay_seconds_count{destination="itoc360"}')).toBe(3);
  expect(of('destination_up{destination="itoc360"}')).toBe(1);
});

test("says what waits, since when, and what is dead", async () => {
  world.answer = (each) => (each.url.includes("itoc360") ? new Response("", { status: 503 }) : happily(each));
  await post("production", fields());
  await pass(5 * MINUTE);
  const down = await scraped();
  expect(down.get('waiting{destination="itoc360"}')).toBe(1);
  expect(down.get('oldest_waiting_seconds{destination="itoc360"}')).toBeGreaterThan(0);
  expect(down.get('destination_up{destination="itoc360"}')).toBe(0);
  expect(down.get('deliveries_total{destination="itoc360",verdict="retry"}')).toBeGreaterThan(1);
  world.answer = (each) => (each.url.includes("itoc360") ? new Response("", { status: 400 }) : happily(each));
  await pass(HOUR);
  const dead = await scraped();
  expect(dead.get('dead_letters{destination="itoc360"}')).toBe(1);
  expect(dead.get('deliveries_total{destination="itoc360",verdict="rejected"}')).toBe(1);
});

test("counters never fall, whatever old rows are dropped", async () => {
  await post("production", fields());
  await pass(MINUTE);
  await post("production", recovery());
  await pass(MINUTE);
  const before = await scraped();
  world.time += 40 * 24 * HOUR;
  // The alarms that sweep.
  await post("production", fields({ dimensions: "{a=b}" }));
  await pass(7 * HOUR);
  const after = await scraped();
  for (const [name, value] of before)
    if (/_total|_bucket|_count/.test(name)) expect(after.get(name), name).toBeGreaterThanOrEqual(value);
  expect(after.get('decisions_total{source="production",decision="resolved"}')).toBe(1);
  expect(after.get('deliveries_total{destination="itoc360",verdict="delivered"}')).toBe(3);
});

test("is nothing for strangers", async () => {
  const response = await request(`https://relay.example.com${PATH.metrics}`);
  expect([response.status, await response.text()]).toEqual([404, "not found\n"]);
});
