import type { GenericSchema } from "valibot";
import { parse } from "valibot";
import { describe, expect, test } from "vitest";
import { Decisions, Incident, IncidentPage, Overview, Quarantine } from "../../../receiver/api/shapes.ts";
import { operatorToken, statusToken } from "../../../receiver/config/token.ts";
import { PATH } from "../../../receiver/config/urls.ts";
import { SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { callbackUrl, freshWorld, HOUR, MINUTE, pass, post, request } from "../kit.ts";
import { happily, world } from "../virtual-world.ts";

freshWorld();

const READER = statusToken(SECRET);
const OPERATOR = operatorToken(SECRET, 1);

async function get(path: string, token: string | undefined = READER) {
  const response = await request(`https://relay.example.com${PATH.api}${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** An answer that is what its schema says. */
async function asked<Shape>(
  schema: GenericSchema<unknown, Shape>,
  path: string,
  token?: string,
): Promise<Shape> {
  const { status, text } = await get(path, token);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return parse(schema, JSON.parse(text));
}

const on = (instance: string) => ({ dimensions: `{userId=1100000000000000, instanceId=${instance}}` });
const page = (query = "") => asked(IncidentPage, `/incidents${query}`);

async function only(query = ""): Promise<Incident> {
  const { incidents } = await page(query);
  expect(incidents).toHaveLength(1);
  return asked(Incident, `/incidents/${incidents[0]?.key}`);
}

describe("one incident", () => {
  test("has every callback, decision and try, newest first", async () => {
    await post("production", fields({ curValue: "96" }));
    await pass(MINUTE);
    await post("production", fields({ curValue: "98.5", timestamp: String(world.time) }));
    await post("production", fields({ curValue: "98.5", timestamp: String(world.time) }));
    await pass(HOUR);
    await post("production", recovery());
    await pass(MINUTE);
    const incident = await only();
    expect(incident).toMatchObject({
      source: "production",
      state: "closed",
      closedBy: "resolved",
      level: "critical",
      rule: "ECS CPU",
      ruleKey: "ecs-cpu",
      destinations: ["itoc360"],
      threshold: 95,
      condition: "$Average>=95",
      next: null,
    });
    expect(incident.timeline.map(({ decision }) => decision)).toEqual([
      "resolved",
      "duplicate",
      "repeated",
      "opened",
    ]);
    expect(incident.values.map(({ value }) => value)).toEqual([96, 98.5, 12]);
    const [resolved] = incident.timeline;
    expect(resolved?.body).toContain("alertState=OK");
    const { itoc360 } = incident.told;
    expect(itoc360).toMatchObject({ state: "over", count: 3 });
    expect(itoc360?.attempts.map(({ kind, outcome, status }) => [kind, outcome, status])).toEqual([
      ["opened", "delivered", 200],
      ["updated", "delivered", 200],
      ["resolved", "delivered", 200],
    ]);
    expect(itoc360?.attempts[0]?.late).toBeGreaterThanOrEqual(0);
  });

  test("shows tries that failed while it waits, and why", async () => {
    world.answer = (each) =>
      each.url.includes("itoc360") ? new Response("", { status: 503 }) : happily(each);
    await post("production", fields());
    await pass(5 * MINUTE);
    const { told, state } = await only("?state=open");
    expect(state).toBe("open");
    expect(told.itoc360).toMatchObject({ state: "waiting", reason: "HTTP 503" });
    expect(told.itoc360?.attempts.every(({ outcome }) => outcome === "retry")).toBe(true);
    expect(told.itoc360?.count).toBeGreaterThan(1);
  });

  test("goes on page by page, each event once", async () => {
    for (let index = 0; index < 95; index++) {
      await post("production", fields({ curValue: String(90 + (index % 9)) }));
      await pass(MINUTE);
    }
    const [row] = (await page()).incidents;
    const seen: number[] = [];
    for (let next: number | null | undefined; next !== null; ) {
      const part: Incident = await asked(Incident, `/incidents/${row?.key}${next ? `?before=${next}` : ""}`);
      seen.push(...part.timeline.map(({ number }) => number));
      next = part.next;
    }
    expect(seen).toHaveLength(95);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
  });

  test("keeps what an earlier one of the same resource had apart", async () => {
    await post("production", fields());
    await pass(MINUTE);
    await post("production", recovery());
    await pass(MINUTE);
    await post("production", fields());
    await pass(MINUTE);
    const [second, first] = (await page()).incidents;
    expect([second?.episode, first?.episode]).toEqual([2, 1]);
    const decisions = async (key = "") =>
      (await asked(Incident, `/incidents/${key}`)).timeline.map(({ decision }) => decision);
    expect(await decisions(second?.key)).toEqual(["opened"]);
    expect(await decisions(first?.key)).toEqual(["resolved", "opened"]);
  });

  test("that is none is not found", async () => {
    expect((await get(`/incidents/${"0".repeat(64)}`)).status).toBe(404);
  });
});

describe("the list of incidents", () => {
  test("is filtered, and goes over all sources in order", async () => {
    for (const [source, instance, level] of [
      ["production", "i-1", "CRITICAL"],
      ["hangzhou", "i-2", "WARN"],
      ["production", "i-3", "INFO"],
    ] as const) {
      await post(source, fields({ ...on(instance), triggerLevel: level }), `rule-${instance}`);
      await pass(MINUTE);
    }
    await post("production", recovery({ ...on("i-1") }), "rule-i-1");
    await pass(MINUTE);
    const found = async (query: string) =>
      (await page(query)).incidents.map(({ resource }) => resource.instanceId);
    expect(await found("")).toEqual(["i-3", "i-2", "i-1"]);
    expect(await found("?state=open")).toEqual(["i-3", "i-2"]);
    expect(await found("?state=closed")).toEqual(["i-1"]);
    expect(await found("?source=hangzhou")).toEqual(["i-2"]);
    expect(await found("?level=warn")).toEqual(["i-2"]);
    expect(await found("?rule=rule-i-3")).toEqual(["i-3"]);
    expect(await found("?resource=I-1")).toEqual(["i-1"]);
    expect(await found("?text=web-1")).toEqual(["i-3", "i-2", "i-1"]);
    expect(await found("?text=10.0.0.1%25")).toEqual([]);
    expect(await found("?destination=flashduty")).toEqual(["i-2"]);
    expect(await found("?decision=resolved")).toEqual(["i-1"]);
    const [middle] = (await page("?source=hangzhou")).incidents;
    expect(await found(`?from=${middle?.openedAt}`)).toEqual(["i-3", "i-2"]);
    expect(await found(`?to=${middle?.openedAt}`)).toEqual(["i-2", "i-1"]);
  });

  test("goes on page by page, each incident once", async () => {
    for (let index = 0; index < 17; index++) {
      await post(index % 3 === 0 ? "hangzhou" : "production", fields(on(`i-${index}`)));
      await pass(MINUTE);
    }
    const seen: (string | undefined)[] = [];
    let pages = 0;
    for (let after = ""; pages === 0 || after !== ""; pages++) {
      const part = await page(`?limit=5${after && `&after=${after}`}`);
      seen.push(...part.incidents.map(({ resource }) => resource.instanceId));
      after = part.next ?? "";
    }
    expect(seen).toEqual(Array.from({ length: 17 }, (_, index) => `i-${16 - index}`));
    expect(pages).toBe(4);
  });
});

test("the overview says what needs somebody, in words", async () => {
  world.answer = (each) => (each.url.includes("itoc360") ? new Response("", { status: 403 }) : happily(each));
  await post("production", fields());
  await pass(MINUTE);
  const { todo, sources, destinations, open } = await asked(Overview, "/overview");
  expect(destinations.itoc360).toMatchObject({ state: "refused", refusal: { reason: expect.any(String) } });
  expect(destinations.ilert?.state).toBe("up");
  expect(todo[0]?.text.en).toMatch(/^itoc360 refuses access since/);
  expect(todo[0]?.text.zh).toMatch(/^itoc360 自/);
  expect(sources.production).toMatchObject({ open: 1, decisions: { opened: 1 }, generation: 3 });
  expect(open.some(({ rule }) => rule === "ECS CPU")).toBe(true);
});

test("decisions are counted by hour", async () => {
  await post("production", fields());
  await pass(HOUR);
  await post("production", recovery());
  await post("hangzhou", fields());
  await pass(MINUTE);
  const { hours } = await asked(Decisions, "/decisions?hours=3");
  expect(hours.map(({ counts }) => counts)).toEqual([{}, { opened: 1 }, { opened: 1, resolved: 1 }]);
});

test("the quarantine shows what could not be read, without its secrets", async () => {
  await request(await callbackUrl("production"), {
    method: "POST",
    body: "see https://hooks.example.com/x?access_token=0123456789abcdef&id=3 and https://joe:pass-word@example.com/",
  });
  const { entries, count } = await asked(Quarantine, "/sources/production/quarantine");
  expect(count).toBe(1);
  expect(entries[0]?.body).toContain("access_token=(secret)&id=3");
  expect(entries[0]?.body).not.toContain("pass-word");
});

describe("whoever asks", () => {
  test("needs a token, and another one to see dead letters", async () => {
    for (const path of ["/overview", "/incidents", "/nothing"]) {
      const { status, text } = await get(path, "");
      expect([status, text]).toEqual([404, "not found\n"]);
    }
    expect((await get("/destinations/itoc360/dead-letters")).status).toBe(403);
    expect((await get("/destinations/itoc360/dead-letters", OPERATOR)).status).toBe(200);
    expect((await get("/overview", OPERATOR)).headers.get("cache-control")).toBe("no-store");
  });

  test.each([
    ["/incidents?state=half", "state: must be open or closed"],
    ["/incidents?limit=41", "limit: must be a whole number from 1 to 40"],
    ["/incidents?colour=red", "colour: is not known here"],
    ["/incidents?from=yesterday", "from: must be a time with its zone"],
    ["/decisions?hours=0", "hours: must be a whole number from 1 to 168"],
  ])("is told what is wrong with %s", async (path, problem) => {
    const { status, text } = await get(path);
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toContain(problem);
  });

  test("is told that there is no such source", async () => {
    expect((await get("/incidents?source=elsewhere")).status).toBe(404);
    expect((await get("/sources/elsewhere/quarantine")).status).toBe(404);
    expect((await get("/destinations/constructor/dead-letters", OPERATOR)).status).toBe(404);
  });
});
