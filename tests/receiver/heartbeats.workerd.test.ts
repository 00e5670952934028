import { describe, expect, test } from "vitest";
import type { HeartbeatConfig, RelayConfig } from "../../receiver/config/config.ts";
import { CONFIG } from "./bindings.ts";
import { fields, recovery } from "./callback.ts";
import {
  callbackUrl,
  deploy,
  freshWorld,
  HOUR,
  ledgerOf,
  MINUTE,
  pass,
  request,
  sentTo,
  statusOf,
  stopAll,
} from "./kit.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const HOURLY: Record<string, HeartbeatConfig> = { hangzhou: { every: 3600, missing: 3 } };
const expecting = (
  heartbeats: Record<string, HeartbeatConfig> | undefined,
  language: "en" | "zh" = "en",
): RelayConfig => ({
  ...CONFIG,
  sources: {
    ...CONFIG.sources,
    production: { ...CONFIG.sources.production, heartbeats, language } as RelayConfig["sources"][string],
  },
});

async function beat(body: Record<string, string> = fields(), name = "hangzhou"): Promise<unknown> {
  const url = `${await callbackUrl("production", name)}&heartbeat=${name}`;
  const response = await request(url, { method: "POST", body: new URLSearchParams(body) });
  expect(response.status).toBe(200);
  return response.json();
}

const told = () => sentTo("api.itoc360.app").map(({ status, title }) => `${status} ${title}`);
const rowsOf = async () => (await statusOf("production")).decisions.map(({ decision }) => decision);

describe("a heartbeat that comes", () => {
  test("is no incident, no event and no message", async () => {
    await deploy(expecting(HOURLY));
    for (let hour = 0; hour < 30; hour++) {
      expect(await beat(hour % 5 === 4 ? recovery() : fields())).toEqual({ decision: "heartbeat" });
      await pass(HOUR);
    }
    expect([told(), await rowsOf()]).toEqual([[], []]);
    const { heartbeats, openIncidents, quarantined } = await statusOf("production");
    expect([openIncidents.count, quarantined.count]).toEqual([0, 0]);
    expect(heartbeats).toEqual({
      hangzhou: {
        heardAt: new Date(world.time - HOUR).toISOString(),
        overdueAt: new Date(world.time + 2 * HOUR).toISOString(),
        missing: false,
        account: "1100000000000000",
        region: "cn-hangzhou",
      },
    });
  });

  test("and that nobody expects is dropped, and the log says so", async () => {
    expect(await beat()).toEqual({ decision: "heartbeat" });
    await deploy(expecting(HOURLY));
    expect(await beat(fields(), "shanghai")).toEqual({ decision: "heartbeat" });
    const log = { event: "heartbeat", source: "production", outcome: "unexpected" };
    expect(world.logs).toEqual([
      { ...log, heartbeat: "hangzhou" },
      { ...log, heartbeat: "shanghai" },
    ]);
    expect(await rowsOf()).toEqual([]);
  });

  test("with a wrong token is none", async () => {
    await deploy(expecting(HOURLY));
    const url = (await callbackUrl("production")).replace(/token=\w/, "token=~");
    const response = await request(`${url}&heartbeat=hangzhou`, {
      method: "POST",
      body: new URLSearchParams(fields()),
    });
    expect(response.status).toBe(404);
    await ledgerOf("production").tend();
    expect((await statusOf("production")).heartbeats?.hangzhou?.heardAt).toBeNull();
  });
});

describe("a heartbeat that stays away", () => {
  test("is told once, with what the last one said, and resolved by the next one", async () => {
    await deploy(expecting(HOURLY));
    await beat();
    await pass(3 * HOUR - MINUTE);
    expect(told()).toEqual([]);
    await pass(2 * MINUTE);
    expect(told()).toEqual(["trigger Heartbeat hangzhou is missing"]);
    const [page] = sentTo("api.itoc360.app");
    expect(page?.message).toContain(
      "No heartbeat since 08:00: the way from CloudMonitor to this receiver is broken.",
    );
    expect(page?.message).toContain("Alerts of 1100000000000000 cn-hangzhou may not arrive.");
    expect(page?.message).toContain("Told after 3 that did not come, 3 h.");
    await pass(20 * HOUR);
    expect(told()).toHaveLength(1);
    await beat();
    await pass(MINUTE);
    expect(told()[1]).toBe("resolve Heartbeat hangzhou is missing");
    expect(sentTo("api.itoc360.app")[1]?.message).toContain("Heartbeats arrive again");
    expect(await rowsOf()).toEqual(["resolved", "opened"]);
    await pass(4 * HOUR);
    expect(told()).toHaveLength(3);
  });

  test("from the start is told, counted from when the program began to expect it", async () => {
    await deploy(expecting(HOURLY, "zh"));
    // The cron trigger is the first to look at an object that nobody calls.
    await ledgerOf("production").tend();
    await pass(4 * HOUR);
    expect(told()).toEqual(["trigger 心跳 hangzhou 中断"]);
    expect(sentTo("api.itoc360.app")[0]?.message).toContain("自 08:00 起应有心跳，但从未收到");
  });

  test("is known over a stop and a deployment, before and after it is told", async () => {
    await deploy(expecting(HOURLY));
    await beat();
    await pass(2 * HOUR);
    await stopAll();
    await ledgerOf("production").tend();
    await pass(59 * MINUTE);
    expect(told()).toEqual([]);
    await pass(2 * MINUTE);
    expect(told()).toHaveLength(1);
    await deploy(expecting({ ...HOURLY, another: { every: 3600, missing: 3 } }));
    await ledgerOf("production").tend();
    await pass(HOUR);
    expect(told()).toHaveLength(1);
    await beat();
    await pass(MINUTE);
    expect(told()[1]).toMatch(/^resolve/);
  });

  test("is expected no more where the program has left it out", async () => {
    await deploy(expecting(HOURLY));
    await beat();
    await pass(4 * HOUR);
    expect(told()).toHaveLength(1);
    await deploy(expecting(undefined));
    await ledgerOf("production").tend();
    await pass(MINUTE);
    expect(told()[1]).toMatch(/^resolve/);
    expect((await statusOf("production")).heartbeats).toBeUndefined();
    await deploy(expecting(HOURLY));
    await ledgerOf("production").tend();
    await deploy(CONFIG);
    await ledgerOf("production").tend();
    await pass(10 * HOUR);
    expect(told()).toHaveLength(2);
  });
});

test("a body that can't be read is no heartbeat, and told as any other", async () => {
  await deploy(expecting(HOURLY));
  expect(await beat({ nonsense: "1" })).toMatchObject({ decision: "quarantined" });
  expect((await statusOf("production")).heartbeats?.hangzhou?.heardAt).toBeNull();
});
