import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { RelayConfig } from "../../receiver/config/config.ts";
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
  post,
  request,
  sentTo,
  statusOf,
  stopAll,
} from "./kit.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const told = () => sentTo("api.itoc360.app").map(({ status }) => status);
const silent = (index: number) =>
  /No word from CloudMonitor.*/.exec(String(sentTo("api.itoc360.app")[index]?.message))?.[0];
const reminding = (remindAfter: number, closeAfter?: number): RelayConfig => ({
  ...CONFIG,
  sources: {
    ...CONFIG.sources,
    production: {
      ...CONFIG.sources.production,
      remindAfter,
      ...(closeAfter !== undefined && { closeAfter }),
    } as RelayConfig["sources"][string],
  },
});

/** Lets hours pass, of which only the last one is played. */
async function lull(hours: number): Promise<void> {
  world.time += (hours - 1) * HOUR;
  await pass(HOUR);
}

describe("an open incident of which nothing is heard", () => {
  test("is told of once for every 26 hours, with the last word that came", async () => {
    await post("production", fields());
    await pass(MINUTE);
    await lull(25);
    expect(told()).toEqual(["trigger"]);
    await pass(HOUR);
    expect(told()).toEqual(["trigger", "trigger"]);
    expect(new Set(sentTo("api.itoc360.app").map(({ id }) => id)).size).toBe(1);
    expect(silent(1)).toBe("No word from CloudMonitor since 2026-11-20 08:00: it may be over.");
    await stopAll();
    await lull(25);
    expect(told()).toHaveLength(2);
    await pass(2 * HOUR);
    expect([told().length, silent(2)]).toEqual([3, silent(1)]);
    expect((await statusOf("production")).decisions.map(({ decision }) => decision)).toEqual([
      "reminded",
      "reminded",
      "opened",
    ]);
    // Its recovery ends it as ever, and nothing is said any more.
    await post("production", recovery());
    await pass(MINUTE);
    expect(told().at(-1)).toBe("resolve");
    expect(silent(3)).toBeUndefined();
    await lull(100);
    expect(told()).toHaveLength(4);
  });

  test("is heard of again: the time begins anew, and the message says what the callback says", async () => {
    await post("production", fields());
    await lull(20);
    await post("production", fields());
    await lull(20);
    expect(told()).toEqual(["trigger", "trigger"]);
    await lull(7);
    expect([told().length, silent(2)]).toEqual([
      3,
      "No word from CloudMonitor since 2026-11-21 04:00: it may be over.",
    ]);
    await post("production", fields());
    await pass(MINUTE);
    expect([told().length, silent(3)]).toEqual([4, undefined]);
  });

  test("is heard of by a copy too, as Prometheus repeats an alert with the time at which it began", async () => {
    const callback = fields();
    await post("production", callback);
    await lull(20);
    await post("production", callback);
    expect((await statusOf("production")).decisions[0]?.decision).toBe("duplicate");
    await lull(20);
    expect(told()).toEqual(["trigger"]);
    await lull(7);
    expect(told()).toEqual(["trigger", "trigger"]);
  });

  test("is told of after as long as the source says, or never", async () => {
    await deploy(reminding(2 * 3600));
    await post("production", fields());
    await pass(2 * HOUR + MINUTE);
    expect(told()).toHaveLength(2);
    await deploy(reminding(0));
    await lull(200);
    expect(told()).toHaveLength(2);
  });

  test("at a vendor that reads callbacks itself is not: there is none to pass on", async () => {
    await post("passing", fields());
    await pass(MINUTE);
    await lull(30);
    expect(world.sent).toHaveLength(1);
  });

  test("closes instead where it says how long it stays open", async () => {
    const url = `${await callbackUrl("production", "ecs-cpu")}&openFor=3600`;
    await request(url, { method: "POST", body: new URLSearchParams(fields()) });
    await pass(30 * HOUR);
    expect(told()).toEqual(["trigger", "resolve"]);
    await runInDurableObject(ledgerOf("production"), (_, { storage }) =>
      expect(storage.sql.exec("SELECT open FROM tracks").one()).toEqual({ open: 0 }),
    );
  });
});

describe("an incident that is closed where nothing is heard", () => {
  const DECLARED = reminding((26 * HOUR) / 1000, (50 * HOUR) / 1000);

  test("is closed once, after people were reminded, and opens anew where it fires after all", async () => {
    await deploy(DECLARED);
    await post("production", fields());
    await pass(MINUTE);
    await lull(27);
    expect(told()).toEqual(["trigger", "trigger"]);
    await stopAll();
    await lull(22);
    expect(told()).toHaveLength(2);
    await lull(1);
    expect(told()).toEqual(["trigger", "trigger", "resolve"]);
    expect(String(sentTo("api.itoc360.app").at(-1)?.message)).toContain(
      "Closed without a recovery: no word from CloudMonitor since 2026-11-20 08:00.",
    );
    const { decisions, openIncidents } = await statusOf("production");
    expect([decisions[0]?.decision, openIncidents.count]).toEqual(["unheard", 0]);
    // Its recovery was on its way all the time: nobody is told again.
    await post("production", recovery());
    await lull(27);
    expect(told()).toHaveLength(3);
    await post("production", fields());
    await pass(MINUTE);
    expect(told().slice(3)).toEqual(["trigger"]);
    expect(new Set(sentTo("api.itoc360.app").map(({ id }) => id)).size).toBe(2);
  });

  test("stays open while it is heard, and is closed only after the reminder", async () => {
    await deploy(DECLARED);
    await post("production", fields());
    await pass(MINUTE);
    for (let day = 0; day < 4; day++) {
      await lull(24);
      await post("production", fields());
    }
    expect((await statusOf("production")).openIncidents.count).toBe(1);
    // Nobody looked meanwhile: people are reminded all the same.
    world.time += 60 * HOUR;
    await pass(HOUR);
    const { decisions } = await statusOf("production");
    expect(decisions.map(({ decision }) => decision).slice(0, 3)).toEqual([
      "unheard",
      "reminded",
      "repeated",
    ]);
  });

  test("is not the relay's own, which ends with what it is about", async () => {
    await deploy({
      ...DECLARED,
      sources: {
        ...DECLARED.sources,
        production: {
          ...(DECLARED.sources.production as RelayConfig["sources"][string]),
          routes: [{ name: "all", when: {}, deliverTo: ["itoc360"], group: { by: ["instanceId"] } }],
        },
      },
    });
    await post("production", fields());
    await pass(MINUTE);
    await lull(27);
    await lull(24);
    expect(told()).toEqual(["trigger", "trigger", "resolve"]);
    expect((await statusOf("production")).openIncidents.count).toBe(0);
  });
});
