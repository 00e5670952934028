import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { MaintenanceConfig, RelayConfig } from "../../../receiver/config/config.ts";
import { CONFIG } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import {
  callbackUrl,
  deploy,
  freshWorld,
  HOUR,
  ledgerOf,
  MINUTE,
  pass,
  post,
  request,
  sentTo,
  statusOf,
  stopAll,
} from "../kit.ts";
import { world } from "../virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const told = () => sentTo(ITOC).map(({ status, severity }) => `${status} ${severity}`);
const openNow = async () => (await statusOf("production")).openIncidents.list;

/** The world begins at 2026-11-20 08:00 UTC. */
const WINDOW: MaintenanceConfig = {
  name: "ecs",
  when: { namespace: ["acs_ecs*"] },
  schedule: "every day 08:00–10:00",
};

const declaring = (...maintenance: MaintenanceConfig[]): RelayConfig => ({
  ...CONFIG,
  sources: {
    ...CONFIG.sources,
    production: { ...CONFIG.sources.production, maintenance } as RelayConfig["sources"][string],
  },
});

describe("a new incident inside a maintenance window", () => {
  test("is told at its end, with the reason and the alert that opened it, exactly once", async () => {
    await deploy(declaring(WINDOW));
    await post("production", fields());
    await pass(30 * MINUTE);
    await post("production", fields({ curValue: "99" }));
    await pass(89 * MINUTE);
    expect(told()).toEqual([]);
    const reason = 'held by the maintenance window "ecs" until 10:00';
    expect(await openNow()).toMatchObject([{ reason, destinations: [] }]);
    expect((await statusOf("production")).decisions).toMatchObject([
      { decision: "repeated", reason },
      { decision: "opened", reason },
    ]);
    await stopAll();
    await pass(2 * MINUTE);
    expect(told()).toEqual(["trigger critical"]);
    const [sent] = sentTo(ITOC);
    expect(sent?.message).toContain(`Since 08:00, told 10:00: ${reason}`);
    expect(sent?.message).toContain("97.4");
    expect(await openNow()).toMatchObject([{ destinations: ["itoc360"] }]);
    expect((await openNow())[0]).not.toHaveProperty("reason");
    expect((await statusOf("production")).decisions[0]).toMatchObject({ decision: "released", reason });
    await post("production", recovery());
    await pass(MINUTE);
    expect(told()).toEqual(["trigger critical", "resolve critical"]);
    expect(world.logs).toContainEqual(expect.objectContaining({ decision: "opened", reason }));
  });

  test("of which it is over before the end nobody hears", async () => {
    await deploy(declaring(WINDOW));
    await post("production", fields());
    await pass(HOUR);
    expect(await post("production", recovery())).toBe("resolved");
    await pass(3 * HOUR);
    expect(told()).toEqual([]);
    expect((await statusOf("production")).decisions[0]).toMatchObject({
      decision: "resolved",
      reason: 'held by the maintenance window "ecs" until 10:00',
    });
    await runInDurableObject(ledgerOf("production"), (_, { storage }) =>
      expect(storage.sql.exec("SELECT * FROM holds").toArray()).toEqual([]),
    );
    // The next stretch is an incident of its own.
    expect(await post("production", fields({ timestamp: String(world.time + 1) }))).toBe("opened");
    await pass(MINUTE);
    expect(told()).toEqual(["trigger critical"]);
  });

  test("whose recovery came first is nobody's news either", async () => {
    await deploy(declaring(WINDOW));
    const at = world.time;
    expect(await post("production", recovery({ timestamp: String(at + 1000) }))).toBe("held");
    expect(await post("production", fields({ timestamp: String(at) }))).toBe("overtaken");
    await pass(3 * HOUR);
    expect(told()).toEqual([]);
  });

  test("is told at once where its level passes, or rises to one that does", async () => {
    await deploy(declaring({ ...WINDOW, passes: ["critical"] }));
    const other = { dimensions: "{userId=1100000000000000, instanceId=i-2}" };
    await post("production", fields());
    await post("production", fields({ ...other, triggerLevel: "WARN" }));
    await pass(MINUTE);
    expect(told()).toEqual(["trigger critical"]);
    expect(await post("production", fields({ ...other, curValue: "99" }))).toBe("escalated");
    await pass(MINUTE);
    expect(told()).toEqual(["trigger critical", "trigger critical"]);
    const message = sentTo(ITOC)[1]?.message;
    expect(message).toContain('Since 08:00, told 08:01: held by the maintenance window "ecs" until 10:00');
    expect(message).toContain("99");
    await pass(3 * HOUR);
    expect(told()).toHaveLength(2);
  });

  test("is told by the level that it has by then, to those whom that concerns", async () => {
    await deploy(declaring(WINDOW));
    await post("production", fields({ triggerLevel: "WARN" }));
    await pass(MINUTE);
    await post("production", fields({ curValue: "98" }));
    await pass(2 * HOUR);
    expect(told()).toEqual(["trigger critical"]);
    expect(sentTo(ITOC)[0]?.message).toContain("98");
  });
});

describe("outside of what a window holds", () => {
  test("are incidents that were told before: their rises and recoveries pass", async () => {
    await deploy(declaring({ ...WINDOW, schedule: "every day 09:00–10:00" }));
    await post("production", fields({ triggerLevel: "WARN" }));
    await pass(HOUR + MINUTE);
    expect(await post("production", fields())).toBe("escalated");
    await pass(MINUTE);
    expect(await post("production", recovery())).toBe("resolved");
    await pass(MINUTE);
    expect(told()).toEqual(["trigger high", "trigger critical", "resolve critical"]);
  });

  test("are other rules, and times: the first second holds, the last doesn't", async () => {
    await deploy(declaring(WINDOW));
    await post("production", fields({ namespace: "acs_rds_dashboard", metricProject: "acs_rds_dashboard" }));
    await pass(MINUTE);
    expect(told()).toHaveLength(1);
    world.time += 24 * HOUR - MINUTE - 1;
    await post("production", fields({ dimensions: "{userId=1, instanceId=i-3}" }));
    await pass(1);
    await post("production", fields({ dimensions: "{userId=1, instanceId=i-4}" }));
    await pass(2 * HOUR - 1);
    expect(await openNow()).toHaveLength(3);
    expect(told()).toHaveLength(2);
    await pass(1);
    await post("production", fields({ dimensions: "{userId=1, instanceId=i-5}" }));
    await pass(MINUTE);
    expect(new Set(sentTo(ITOC).map(({ id }) => id)).size).toBe(4);
    for (const { message } of sentTo(ITOC).slice(-1)) expect(message).not.toContain("held by");
  });
});

describe("what is held", () => {
  test("lets go at once when its window is declared no more", async () => {
    await deploy(declaring(WINDOW));
    await post("production", fields());
    await pass(MINUTE);
    await deploy(CONFIG);
    await pass(6 * MINUTE);
    expect(told()).toEqual([]);
    // The cron trigger looks after the object, or the next callback does.
    await runInDurableObject(ledgerOf("production"), (ledger) => ledger.tend());
    await pass(MINUTE);
    expect(told()).toEqual(["trigger critical"]);
  });

  test("stays held by another window that holds it then", async () => {
    await deploy(declaring(WINDOW, { name: "more", when: {}, schedule: "30 9 * * *", duration: 7200 }));
    await post("production", fields());
    await pass(3 * HOUR);
    expect(told()).toEqual([]);
    expect(await openNow()).toMatchObject([{ reason: 'held by the maintenance window "more" until 11:30' }]);
    await pass(HOUR);
    expect(told()).toEqual(["trigger critical"]);
  });

  test("is no test, and no notice of what can't be read", async () => {
    await deploy(declaring({ name: "all", when: {}, schedule: "every day 08:00–10:00" }));
    const url = await callbackUrl("production");
    await request(url, { method: "POST" });
    await request(url, { method: "POST", body: "nothing that anybody knows" });
    await pass(MINUTE);
    expect(told()).toEqual(["trigger high", "trigger low", "resolve low"]);
  });
});
