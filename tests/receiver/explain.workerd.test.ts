import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { type Explanation, explain } from "../../program/explain.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { type Env, readAccess } from "../../receiver/env.ts";
import { CONFIG, CREDENTIALS } from "./bindings.ts";
import { fields } from "./callback.ts";
import { callbackUrl, freshWorld, MINUTE, pass, request, statusOf } from "./kit.ts";
import { payload } from "./sources/read.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const access = (destination: string) => readAccess(env as unknown as Env, destination);

function ask(source: string, body: string, parameters = ""): Promise<Explanation> {
  return explain({ config: CONFIG, source, body, parameters, access, now: world.time });
}

const form = (changes?: Record<string, string>) => new URLSearchParams(fields(changes)).toString();

describe("explain says what the Worker then does", () => {
  test.each([
    ["routed", form(), "rule=ecs-cpu&label.team=shop"],
    ["routed", form({ triggerLevel: "WARN" }), "rule=ecs-cpu&label.team=shop"],
    ["everywhere", form({ alertState: "INSUFFICIENT_DATA" }), ""],
    ["everywhere", payload("event-rule-state-change.json"), "openFor=60"],
    ["everywhere", payload("prometheus-cms2-error-firing.json"), ""],
    ["everywhere", payload("event-subscription.json"), ""],
    ["everywhere", JSON.stringify({ text: "something" }), ""],
    ["everywhere", '{"alert_id":"1"}', ""],
  ])("%s: %j", async (source, body, parameters) => {
    const { alerts } = await ask(source, body, parameters);
    await request(`${await callbackUrl(source)}&${parameters}`, { method: "POST", body });
    const { openIncidents } = await statusOf(source);
    expect(openIncidents.list).toMatchObject(
      alerts.map(({ incidentKey, level, destinations }) => ({ key: incidentKey, level, destinations })),
    );
    await pass(1000);
    const secrets = Object.values(CREDENTIALS);
    const hidden = (text: string) =>
      secrets.reduce((shown, each) => shown.replaceAll(each, "(secret)"), text);
    const sent = world.sent.map((each) => ({
      url: `${new URL(each.url).origin}/(secret)`,
      body: hidden(each.body),
    }));
    const told = alerts.flatMap(({ requests }) => requests.map(({ url, body }) => ({ url, body })));
    const sorted = (list: { url: string }[]) => list.sort((a, b) => (a.url < b.url ? -1 : 1));
    expect(sorted(told)).toEqual(sorted(sent));
    expect(told.length).toBeGreaterThan(0);
  });
});

describe("explain", () => {
  test("says what may make one incident of an alert and others", async () => {
    const production: RelayConfig["sources"][string] = {
      ...(CONFIG.sources.production as RelayConfig["sources"][string]),
      flapping: [{ name: "cpu", when: { rule: ["ecs-*"] }, above: 3 }],
      routes: [
        {
          ...{ name: "all", when: {}, deliverTo: ["itoc360"] },
          ...{ group: { by: ["instanceId"] }, storm: { above: 20 } },
        },
      ],
    };
    const config = { ...CONFIG, sources: { production } };
    const question = { config, source: "production", body: form(), parameters: "rule=ecs-cpu" };
    const { alerts } = await explain({ ...question, access: () => undefined, now: world.time });
    expect(alerts[0]?.quiet).toEqual([
      {
        stage: "flapping",
        name: "cpu",
        says: "becomes one incident where it opens more than 3 times in 30 min",
      },
      {
        stage: "grouping",
        name: "all",
        says: "is told as one incident with what has the same instanceId=i-1 on this route",
      },
      {
        ...{ stage: "storm", name: "all" },
        says: "is told in one incident with the others where more than 20 new ones come in a minute on this route",
      },
    ]);
  });

  test("says which inhibition an alert is a cause of, and which may hold it", async () => {
    const inhibitions = [
      { name: "host", cause: { rule: ["ecs-*"] }, effects: {}, same: ["instanceId"] },
      { name: "net", cause: { rule: ["net-*"] }, effects: { namespace: ["acs_ecs*"] } },
      { name: "none", cause: { rule: ["net-*"] }, effects: {}, same: ["unheard"] },
    ];
    const production = { ...CONFIG.sources.production, inhibitions } as RelayConfig["sources"][string];
    const config = { ...CONFIG, sources: { production } };
    const question = { config, source: "production", access, now: world.time, parameters: "rule=ecs-cpu" };
    const { alerts } = await explain({ ...question, body: form() });
    expect(alerts[0]?.quiet).toEqual([
      {
        stage: "inhibition",
        name: "host",
        says: "is a cause: what follows from it with instanceId=i-1 is held while it is open",
      },
      { stage: "inhibition", name: "net", says: "holds a new incident while a cause is open" },
    ]);
  });

  test("says which maintenance window holds a new incident, and until when", async () => {
    const maintenance = [
      { name: "now", when: {}, schedule: "every day 07:00–09:00" },
      { name: "later", when: { namespace: ["acs_ecs*"] }, schedule: "every day 09:00–10:00" },
      { name: "others", when: { namespace: ["acs_rds"] }, schedule: "every day 07:00–09:00" },
      { name: "passing", when: {}, passes: ["critical" as const], schedule: "every day 07:00–09:00" },
    ];
    const production = { ...CONFIG.sources.production, maintenance } as RelayConfig["sources"][string];
    const config = { ...CONFIG, sources: { production } };
    const question = { config, source: "production", access, now: world.time };
    const { alerts } = await explain({ ...question, body: form() });
    const [from, to] = ["2026-11-20T07:00:00.000Z", "2026-11-20T09:00:00.000Z"];
    expect(alerts[0]?.quiet).toEqual([
      { stage: "maintenance", name: "now", says: `holds a new incident now, ${from} to ${to}` },
      {
        stage: "maintenance",
        name: "later",
        says: `would hold a new incident, ${to} to 2026-11-20T10:00:00.000Z`,
      },
    ]);
    const recovered = await explain({ ...question, body: form({ alertState: "OK" }) });
    expect(recovered.alerts[0]).not.toHaveProperty("quiet");
  });

  test("says of each route why it does not take an alert", async () => {
    const { alerts } = await ask("routed", form({ instanceName: "db-1" }), "label.team=shop");
    expect(alerts[0]).toMatchObject({
      kind: "metric",
      level: "critical",
      labels: { team: "shop" },
      routes: [
        { name: "what wakes the shop", taken: true },
        { name: "web servers", taken: false, mismatch: "resource" },
      ],
      destinations: ["ilert"],
      requests: [{ destination: "ilert", message: "opened", method: "POST" }],
    });
    const unrouted = await ask("routed", form({ instanceName: "db-1" }));
    expect(unrouted.alerts[0]?.destinations).toEqual(["itoc360"]);
  });

  test("of a recovery shows what would end the incident", async () => {
    const { alerts } = await ask("production", form({ alertState: "OK", preTriggerLevel: "WARN" }));
    expect(alerts[0]?.requests[0]).toMatchObject({ destination: "itoc360", message: "resolved" });
  });

  test("says what is refused, and what can't be read", async () => {
    const refused = await ask("guarded", form({ userId: "1200000000000000" }));
    expect(refused).toMatchObject({
      refused: "is of the account 1200000000000000, and only 1100000000000000 is expected",
      alerts: [],
    });
    expect(await ask("guarded", "{oops")).toMatchObject({
      problems: ["begins like JSON but is no JSON that can be read"],
      alerts: [],
    });
    await expect(ask("nowhere", "")).rejects.toThrow('no source "nowhere"; there is production, ');
  });

  test("shows no secret", async () => {
    const text = JSON.stringify(await ask("everywhere", form()));
    for (const secret of [...Object.values(CREDENTIALS), "secret-path"]) expect(text).not.toContain(secret);
    expect(text.match(/\(secret\)/g)?.length).toBeGreaterThan(3);
  });

  test("sends and stores nothing", async () => {
    await ask("everywhere", form());
    await pass(MINUTE);
    expect(world.sent).toEqual([]);
    expect((await statusOf("everywhere")).decisions).toEqual([]);
  });
});
