import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { InhibitionConfig, MaintenanceConfig, RelayConfig } from "../../../receiver/config/config.ts";
import { CONFIG } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import {
  deploy,
  freshWorld,
  HOUR,
  ledgerOf,
  MINUTE,
  pass,
  post,
  SECOND,
  sentTo,
  statusOf,
  stopAll,
} from "../kit.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const told = () =>
  sentTo(ITOC).map(({ status, message }) => {
    const text = String(message).replace(/because of .*/, "");
    return `${status} ${/host-down|host-gone|disk-full|db-slow/.exec(text)}`;
  });

const HOST: InhibitionConfig = {
  name: "host",
  cause: { rule: ["host-*"] },
  effects: { rule: ["disk-*", "host-*"] },
  same: ["instanceId"],
};

const declaring = (inhibitions: InhibitionConfig[], maintenance?: MaintenanceConfig[]): RelayConfig => ({
  ...CONFIG,
  sources: {
    ...CONFIG.sources,
    production: {
      ...CONFIG.sources.production,
      inhibitions,
      ...(maintenance && { maintenance }),
    } as RelayConfig["sources"][string],
  },
});

const on = (instance: string, rule: string) => ({
  alertName: rule,
  dimensions: `{userId=1100000000000000, instanceId=${instance}}`,
});
const fire = (rule: string, instance = "i-1", changes = {}) =>
  post("production", fields({ ...on(instance, rule), ...changes }), rule);
const recover = (rule: string, instance = "i-1") => post("production", recovery(on(instance, rule)), rule);

const BECAUSE = 'held by the inhibition "host" because of host-down (instanceId=i-1)';

describe("what follows from an open incident", () => {
  test("is told to nobody while that is open, and if it outlives it, after a minute, once", async () => {
    await deploy(declaring([HOST]));
    await fire("host-down");
    await pass(MINUTE);
    await fire("disk-full");
    await fire("disk-full", "i-2");
    await stopAll();
    await pass(HOUR);
    expect(told()).toEqual(["trigger host-down", "trigger disk-full"]);
    expect((await statusOf("production")).openIncidents.list).toContainEqual(
      expect.objectContaining({ rule: "disk-full", destinations: [], reason: BECAUSE }),
    );
    await recover("host-down");
    await pass(59 * SECOND);
    expect(told()).toHaveLength(3);
    await stopAll();
    await pass(2 * SECOND);
    expect(told().slice(2)).toEqual(["resolve host-down", "trigger disk-full"]);
    expect(String(sentTo(ITOC).at(-1)?.message)).toContain(`Since 08:01, told 09:02: ${BECAUSE} until 09:02`);
    await recover("disk-full");
    await pass(MINUTE);
    expect(told().at(-1)).toBe("resolve disk-full");
  });

  test("is over before: nobody hears of it", async () => {
    await deploy(declaring([HOST]));
    await fire("host-down");
    await fire("disk-full");
    await recover("host-down");
    await recover("disk-full");
    await pass(HOUR);
    expect(told()).toEqual(["trigger host-down", "resolve host-down"]);
    await runInDurableObject(ledgerOf("production"), (_, { storage }) =>
      expect(
        storage.sql.exec("SELECT identity FROM holds UNION SELECT identity FROM causes").toArray(),
      ).toEqual([]),
    );
  });

  test("stays held while another cause is open, or comes within the minute", async () => {
    await deploy(declaring([HOST]));
    await fire("host-down");
    await fire("host-gone");
    await fire("disk-full");
    await recover("host-down");
    await pass(10 * MINUTE);
    await recover("host-gone");
    await pass(30 * SECOND);
    await fire("host-down");
    await pass(10 * MINUTE);
    expect(told().filter((each) => each.includes("disk"))).toEqual([]);
    await recover("host-down");
    await pass(2 * MINUTE);
    expect(told().filter((each) => each.includes("disk"))).toEqual(["trigger disk-full"]);
  });

  test("that was told before goes on as ever", async () => {
    await deploy(declaring([HOST]));
    await fire("disk-full", "i-1", { triggerLevel: "WARN" });
    await fire("host-down");
    await fire("disk-full");
    await recover("disk-full");
    await pass(MINUTE);
    expect(told().filter((each) => each.includes("disk"))).toEqual([
      "trigger disk-full",
      "resolve disk-full",
    ]);
  });
});

describe("what waits for its cause", () => {
  test("is held when that comes in time, and told when it doesn't", async () => {
    await deploy(declaring([{ ...HOST, within: 30 }]));
    await fire("disk-full");
    await fire("disk-full", "i-2");
    await pass(29 * SECOND);
    expect(told()).toEqual([]);
    expect((await statusOf("production")).openIncidents.list[0]?.reason).toBe(
      'held by the inhibition "host", waiting for its cause until 08:00',
    );
    await fire("host-down");
    await pass(2 * SECOND);
    expect(told()).toEqual(["trigger host-down", "trigger disk-full"]);
    expect((await statusOf("production")).openIncidents.list).toContainEqual(
      expect.objectContaining({ rule: "disk-full", reason: BECAUSE }),
    );
  });
});

describe("a cause", () => {
  test("holds through another that it holds itself, and inside a window", async () => {
    const disk = { name: "disk", cause: { rule: ["disk-*"] }, effects: { rule: ["db-*"] }, grace: 1 };
    const window = { name: "w", when: { rule: ["host-*"] }, schedule: "every day 08:00–09:00" };
    await deploy(declaring([HOST, disk], [window]));
    await fire("host-down");
    await fire("disk-full");
    await fire("db-slow");
    await pass(59 * MINUTE);
    expect(told()).toEqual([]);
    await pass(2 * MINUTE);
    expect(told()).toEqual(["trigger host-down"]);
    await recover("host-down");
    await recover("disk-full");
    await pass(2 * MINUTE);
    expect(told()).toEqual(["trigger host-down", "resolve host-down", "trigger db-slow"]);
  });

  test("that is declared no more lets go", async () => {
    await deploy(declaring([HOST]));
    await fire("host-down");
    await fire("disk-full");
    await pass(MINUTE);
    await deploy(CONFIG);
    await runInDurableObject(ledgerOf("production"), (ledger) => ledger.tend());
    await pass(MINUTE);
    expect(told()).toEqual(["trigger host-down", "trigger disk-full"]);
  });
});
