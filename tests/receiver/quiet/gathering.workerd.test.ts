import { describe, expect, test } from "vitest";
import type {
  FlappingConfig,
  RelayConfig,
  RouteConfig,
  SourceConfig,
} from "../../../receiver/config/config.ts";
import { CONFIG } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { deploy, freshWorld, HOUR, MINUTE, pass, post, SECOND, sentTo, statusOf, stopAll } from "../kit.ts";
import { world } from "../virtual-world.ts";

freshWorld();

const ITOC = "api.itoc360.app";
const told = (from = 0) =>
  sentTo(ITOC)
    .slice(from)
    .map(({ status, title }) => `${status} ${String(title)}`);
const ids = () => new Set(sentTo(ITOC).map(({ id }) => id)).size;

const source = (changes: Partial<SourceConfig>): RelayConfig => ({
  ...CONFIG,
  sources: { ...CONFIG.sources, production: { ...CONFIG.sources.production, ...changes } as SourceConfig },
});
const route = (changes: Partial<RouteConfig>) =>
  source({ routes: [{ name: "all", when: {}, deliverTo: ["itoc360"], ...changes }] });

const on = (instance: string, rule: string) => ({
  alertName: rule,
  dimensions: `{userId=1100000000000000, instanceId=${instance}}`,
});
const fire = (rule: string, instance = "i-1", changes = {}) =>
  post("production", fields({ ...on(instance, rule), ...changes }), rule);
const recover = (rule: string, instance = "i-1") => post("production", recovery(on(instance, rule)), rule);
const open = async () =>
  (await statusOf("production")).openIncidents.list.map(({ rule, reason }) => `${rule}: ${reason ?? "told"}`);

const cpu = (name: string) => `web-1/10.0.0.1 · CPU usage 97.4 % (≥ 95 %) · ${name}`;
const last = () => String(sentTo(ITOC).at(-1)?.message).split("\n");

describe("a storm", () => {
  const blow = async (from: number, to: number, changes = {}) => {
    for (let i = from; i <= to; i++) await fire(i % 2 ? "cpu" : "disk", `i-${i}`, changes);
  };
  const calm = async (from: number, to: number) => {
    for (let i = from; i <= to; i++) await recover(i % 2 ? "cpu" : "disk", `i-${i}`);
  };

  test("is one incident from the first above the rate, and ends five minutes after it, with its members", async () => {
    await deploy(route({ storm: { above: 2 } }));
    await blow(1, 8);
    await pass(5 * SECOND);
    expect(told().sort()).toEqual([
      "trigger Storm: more than 2 new alerts in a minute",
      `trigger ${cpu("cpu")}`,
      `trigger ${cpu("disk")}`,
    ]);
    expect(
      (await open()).filter((each) => each.endsWith('told in the storm of the route "all"')),
    ).toHaveLength(6);
    await stopAll();
    await pass(10 * SECOND);
    expect(told(3)).toEqual(["trigger Storm: 6 alerts, 2 rules, 1 region"]);
    expect(last().slice(0, 2)).toEqual([
      '[Critical] More than 2 new incidents in a minute on the route "all": new ones are told here, and not one by one. 6 of 6 are open.',
      `Critical: ${cpu("cpu")}`,
    ]);
    expect(last()).toContain("and 1 more");
    await calm(1, 7);
    await pass(7 * MINUTE);
    expect(told(4).sort()).toEqual([`resolve ${cpu("cpu")}`, `resolve ${cpu("disk")}`]);
    await stopAll();
    // It takes no more, and is open as long as its last member is.
    await fire("net", "i-9");
    await pass(HOUR);
    expect(told(6)).toEqual([`trigger ${cpu("net")}`]);
    await recover("disk", "i-8");
    await pass(SECOND);
    expect(told(7)).toEqual(["resolve Storm: 6 alerts, 2 rules, 1 region"]);
    expect(last()[0]).toBe("[Resolved] The storm is over: all 6 alerts in it are resolved.");
    expect([ids(), await open()]).toEqual([4, ["net: told"]]);
  });

  test("whose members are over goes on until it has been calm for five minutes", async () => {
    await deploy(route({ storm: { above: 2 } }));
    await blow(1, 4);
    await calm(1, 4);
    await pass(5 * MINUTE + 58 * SECOND);
    expect((await open()).map((each) => each.slice(0, 5))).toEqual(["Storm"]);
    await fire("net", "i-9");
    await pass(2 * SECOND);
    expect(await open()).toHaveLength(2);
    await recover("net", "i-9");
    await pass(SECOND);
    expect(await open()).toEqual([]);
    expect(told().at(-1)).toMatch(/^resolve Storm: 3 alerts, 3 rules, 1 region$/);
  });

  test("lets critical incidents of chosen rules pass, and tells at once that it got worse", async () => {
    await deploy(route({ storm: { above: 1, passes: ["db-*"] } }));
    await blow(1, 4, { triggerLevel: "WARN" });
    await pass(SECOND);
    const before = told().length;
    await fire("db-down", "i-5");
    await fire("db-slow", "i-6", { triggerLevel: "WARN" });
    await pass(SECOND);
    expect(told(before)).toEqual([`trigger ${cpu("db-down")}`]);
    await fire("cpu", "i-3");
    await pass(SECOND);
    expect(told(before + 1)).toEqual(["trigger Storm: 4 alerts, 3 rules, 1 region"]);
    expect(last()[0]).toContain("[Critical]");
    await fire("db-slow", "i-6");
    await pass(SECOND);
    expect(told(before + 2)).toEqual([`trigger ${cpu("db-slow")}`]);
    expect(last()[1]).toBe('Since 08:00, told 08:00: told in the storm of the route "all"');
    await recover("db-slow", "i-6");
    await pass(SECOND);
    expect(told(before + 3)).toEqual([`resolve ${cpu("db-slow")}`]);
  });

  test("that is taken out of the program takes no more, and ends with its members", async () => {
    await deploy(route({ storm: { above: 1 } }));
    await blow(1, 4);
    await pass(20 * SECOND);
    const before = told().length;
    await deploy(route({}));
    await fire("net", "i-9");
    await pass(HOUR);
    expect(told(before)).toEqual([`trigger ${cpu("net")}`]);
    await calm(1, 4);
    await calm(1, 4);
    await pass(SECOND);
    expect(told(before + 1).sort()).toEqual([
      "resolve Storm: 3 alerts, 2 rules, 1 region",
      `resolve ${cpu("cpu")}`,
    ]);
  });

  test("takes what a maintenance window lets go", async () => {
    const maintenance = [{ name: "work", when: {}, until: world.time + MINUTE }];
    await deploy(
      source({
        maintenance,
        routes: [{ name: "all", when: {}, deliverTo: ["itoc360"], storm: { above: 2 } }],
      }),
    );
    await blow(1, 9);
    await pass(MINUTE + 30 * SECOND);
    expect(
      told()
        .map((each) => each.replace(/(cpu|disk)$/, "a rule"))
        .sort(),
    ).toEqual([
      "trigger Storm: 7 alerts, 2 rules, 1 region",
      "trigger Storm: more than 2 new alerts in a minute",
      `trigger ${cpu("a rule")}`,
      `trigger ${cpu("a rule")}`,
    ]);
  });

  test("is unknown to a vendor that reads callbacks itself: it gets them as they came", async () => {
    await deploy(route({ deliverTo: ["itoc360", "native"], storm: { above: 1 } }));
    const passedOn = () => world.sent.filter(({ url }) => url.includes("native.example.com")).length;
    await blow(1, 4);
    await pass(30 * SECOND);
    expect(passedOn()).toBe(4);
    await calm(1, 4);
    await pass(10 * MINUTE);
    expect(passedOn()).toBe(8);
    expect(
      told()
        .map((each) => each.slice(0, 13))
        .sort(),
    ).toEqual(["resolve Storm", "resolve web-1", "trigger Storm", "trigger Storm", "trigger web-1"].sort());
  });

  test("takes what comes by one of several routes at that route's destinations alone", async () => {
    const routes: RouteConfig[] = [
      { name: "chat", when: {}, deliverTo: ["itoc360"], storm: { above: 1 } },
      { name: "all", when: {}, deliverTo: ["ilert"] },
    ];
    await deploy(source({ matching: "all", routes }));
    await blow(1, 4);
    await pass(30 * SECOND);
    const ilert = () => sentTo("api.ilert.com").map(({ eventType }) => eventType);
    expect(ilert()).toEqual(["ALERT", "ALERT", "ALERT", "ALERT"]);
    await calm(1, 4);
    await pass(10 * MINUTE);
    expect(ilert().slice(4)).toEqual(["RESOLVE", "RESOLVE", "RESOLVE", "RESOLVE"]);
    expect(await open()).toEqual([]);
  });

  test("speaks Chinese", async () => {
    await deploy(
      source({
        language: "zh",
        routes: [{ name: "所有", when: {}, deliverTo: ["itoc360"], storm: { above: 1 } }],
      }),
    );
    await blow(1, 3);
    await pass(11 * SECOND);
    expect(told().at(-1)).toBe("trigger 告警风暴：2 条告警，2 条规则，1 个地域");
    expect(last()[0]).toBe(
      "[严重] 路由“所有”一分钟内新增告警超过 1 条：新告警汇总于此，不再逐条通知。2 条中有 2 条未恢复。",
    );
    expect(
      (await statusOf("production")).decisions.some(
        ({ reason }) => reason === 'told in the storm of the route "所有"',
      ),
    ).toBe(true);
  });
});

describe("a group", () => {
  test("tells its first member at once, then the others, rises, and closes with the last", async () => {
    await deploy(route({ group: { by: ["instanceId"] } }));
    await fire("cpu", "i-1", { triggerLevel: "WARN" });
    await fire("cpu", "i-2", { triggerLevel: "WARN" });
    await fire("disk", "i-1", { triggerLevel: "WARN" });
    await pass(SECOND);
    expect(told()).toEqual([`trigger ${cpu("cpu")}`, `trigger ${cpu("cpu")}`]);
    await pass(10 * SECOND);
    expect(told(2)).toEqual([`trigger ${cpu("cpu")} and 1 more`]);
    expect(last().slice(0, 3)).toEqual([
      '[Warning] 2 alerts with instanceId=i-1 on the route "all", 2 of them open.',
      `Warning: ${cpu("cpu")}`,
      `Warning: ${cpu("disk")}`,
    ]);
    await stopAll();
    await fire("net", "i-1");
    await pass(SECOND);
    expect(told(3)).toEqual([`trigger ${cpu("net")} and 2 more`]);
    expect(last()[0]).toContain("[Critical] 3 alerts");
    await recover("cpu", "i-1");
    await recover("disk", "i-1");
    await recover("cpu", "i-2");
    await pass(HOUR);
    expect(told(4)).toEqual([`resolve ${cpu("cpu")}`]);
    await recover("net", "i-1");
    await recover("net", "i-1");
    await pass(HOUR);
    expect(told(5)).toEqual([`resolve ${cpu("net")} and 2 more`]);
    expect(last()[0]).toBe("[Resolved] All 3 alerts with instanceId=i-1 are resolved.");
    expect([ids(), await open()]).toEqual([2, []]);
  });

  test("begins anew when its time is over, and leaves out what lacks the label", async () => {
    await deploy(route({ group: { by: ["region", "nodeId"], within: 60 } }));
    const at = (rule: string, node: string) =>
      fire(rule, "", { dimensions: `{userId=1100000000000000, nodeId=${node}, rule=${rule}}` });
    await at("cpu", "n-1");
    await fire("free", "i-1");
    await pass(MINUTE);
    await at("disk", "n-1");
    await at("net", "n-1");
    await pass(MINUTE);
    expect(ids()).toBe(3);
    expect((await open()).filter((each) => each.includes("told in the group"))).toEqual(
      ["net", "disk", "cpu"].map(
        (rule) => `${rule}: told in the group of the route "all" (region=cn-hangzhou, nodeId=n-1)`,
      ),
    );
  });

  test("is not reminded of while a member is heard, and then with them", async () => {
    await deploy(route({ group: { by: ["instanceId"] } }));
    await fire("cpu");
    await pass(SECOND);
    world.time += 20 * HOUR;
    await fire("cpu");
    await pass(HOUR);
    world.time += 10 * HOUR;
    await pass(HOUR);
    expect(told()).toHaveLength(1);
    world.time += 20 * HOUR;
    await pass(HOUR);
    expect(told()).toHaveLength(2);
    expect(last().some((line) => line.includes("No word from CloudMonitor since 2026-11-21 04:00"))).toBe(
      true,
    );
  });
});

describe("flapping", () => {
  const FLAPS: FlappingConfig = { name: "flaps", when: {}, above: 2, quiet: 600 };
  const flap = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await fire("cpu");
      await pass(MINUTE);
      await recover("cpu");
      await pass(MINUTE);
    }
  };

  test("becomes one incident, whose end is told once it has been quiet", async () => {
    await deploy(source({ flapping: [FLAPS] }));
    await flap(6);
    const title = "times in 30 min · web-1/10.0.0.1 · CPU usage (≥ 95 %) · cpu";
    const flapped = [3, 4, 6].map((times) => `trigger Flapping: ${times} ${title}`);
    expect(told(4)).toEqual(flapped);
    expect(last()[0]).toBe(
      "[Critical] It opened 6 times in 30 min. Its end is told once it has been quiet for 10 min.",
    );
    await stopAll();
    await pass(9 * MINUTE - SECOND);
    expect(told(7)).toEqual([]);
    await pass(2 * SECOND);
    expect(told(7)).toEqual([`resolve Flapping: 6 ${title}`]);
    expect([ids(), await open(), last()[0]]).toEqual([
      3,
      [],
      "[Resolved] It has been quiet for 10 min: it flaps no more.",
    ]);
    world.time += HOUR;
    await fire("cpu");
    await pass(SECOND);
    expect(told(8)).toEqual([`trigger ${cpu("cpu")}`]);
  });

  test("that is taken out of the program ends with its recovery", async () => {
    await deploy(source({ flapping: [FLAPS] }));
    await flap(2);
    await fire("cpu");
    await pass(SECOND);
    await deploy(source({}));
    await pass(HOUR);
    expect(told(4)).toHaveLength(1);
    await recover("cpu");
    await pass(SECOND);
    expect(told(5)).toEqual([expect.stringMatching(/^resolve Flapping/)]);
    await fire("cpu", "i-1", { timestamp: String(world.time + SECOND) });
    await pass(SECOND);
    expect(told(6)).toEqual([`trigger ${cpu("cpu")}`]);
  });
});
