import { parse } from "valibot";
import { beforeEach, describe, expect, test } from "vitest";
import { Actions, Incident, IncidentPage } from "../../../receiver/api/shapes.ts";
import { operatorToken, statusToken } from "../../../receiver/config/token.ts";
import { PATH } from "../../../receiver/config/urls.ts";
import { SECRET } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { freshWorld, HOUR, MINUTE, pass, post, request, sentTo } from "../kit.ts";

freshWorld();

async function ask(path: string, body?: object, token = operatorToken(SECRET, 1)) {
  const response = await request(`https://relay.example.com${PATH.api}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const told = () => sentTo("api.itoc360.app").map(({ status }) => status);
let key = "";
const act = (what: string, body: object = {}) => ask(`/incidents/${key}/${what}`, { by: "li.wei", ...body });
const fire = (level: string) => post("production", fields({ triggerLevel: level }));
const shown = async () => parse(Incident, (await ask(`/incidents/${key}`)).answer);

beforeEach(async () => {
  expect(await fire("WARN")).toBe("opened");
  await pass(MINUTE);
  const { incidents } = parse(IncidentPage, (await ask("/incidents")).answer);
  key = incidents[0]?.key ?? "";
});

describe("resolved by hand", () => {
  beforeEach(async () => {
    expect(await act("resolve")).toMatchObject({
      status: 200,
      answer: { what: "resolve", told: ["itoc360"] },
    });
    await pass(MINUTE);
    expect(told()).toHaveLength(2);
  });

  test("it stays so while the rule repeats itself, until it recovers and fires again", async () => {
    expect(await fire("WARN")).toBe("dismissed");
    await pass(MINUTE);
    expect(await fire("INFO")).toBe("dismissed");
    await pass(MINUTE);
    expect(await post("production", recovery())).toBe("confirmed");
    await pass(MINUTE);
    expect(told()).toHaveLength(2);
    expect(await fire("WARN")).toBe("opened");
    await pass(MINUTE);
    expect(told()).toHaveLength(3);
  });

  test("a higher level opens it again", async () => {
    expect(await fire("WARN")).toBe("dismissed");
    await pass(MINUTE);
    expect(await fire("CRITICAL")).toBe("opened");
    await pass(MINUTE);
    expect(told()).toHaveLength(3);
  });

  test("is written down with who did it, and can't be done twice", async () => {
    await fire("WARN");
    const { closedBy, timeline, state } = await shown();
    expect({ closedBy, state }).toEqual({ closedBy: "closed", state: "closed" });
    expect(timeline.map(({ decision, by }) => [decision, by])).toEqual([
      ["dismissed", null],
      ["closed", "li.wei"],
      ["opened", null],
    ]);
    expect(await act("resolve")).toMatchObject({ status: 409 });
    const { answer } = await ask("/actions?source=production");
    expect(parse(Actions, answer).actions).toMatchObject([{ decision: "closed", by: "li.wei", key }]);
  });
});

describe("silenced", () => {
  beforeEach(async () => {
    expect((await act("silence")).status).toBe(200);
  });

  test("nobody hears of what repeats, and of a recovery they do", async () => {
    expect((await shown()).silencedUntil).not.toBeNull();
    expect(await fire("WARN")).toBe("repeated");
    await pass(MINUTE);
    expect(told()).toHaveLength(1);
    expect((await shown()).timeline[0]?.reason?.en).toMatch(/^held by a silence of li\.wei until/);
    await post("production", recovery());
    await pass(MINUTE);
    expect(told()).toHaveLength(2);
  });

  test("what gets worse is told", async () => {
    expect(await fire("CRITICAL")).toBe("escalated");
    await pass(MINUTE);
    expect(told()).toHaveLength(2);
  });

  test("what opens again in that time waits for its end", async () => {
    await post("production", recovery());
    await pass(MINUTE);
    expect(await fire("WARN")).toBe("opened");
    await pass(MINUTE);
    expect(told()).toHaveLength(2);
    await pass(HOUR);
    expect(told()).toHaveLength(3);
  });

  test("it is told again once the time is over, or somebody ends it", async () => {
    await pass(HOUR);
    await fire("WARN");
    await pass(MINUTE);
    expect(told()).toHaveLength(2);
    expect((await act("unsilence")).status).toBe(409);
    await act("silence", { minutes: 30 });
    expect((await act("unsilence")).status).toBe(200);
    await fire("WARN");
    await pass(MINUTE);
    expect(told()).toHaveLength(3);
  });
});

test("handed over, another destination hears of it and of its end", async () => {
  expect(await act("hand-over", { destination: "ilert" })).toMatchObject({ status: 200 });
  await pass(MINUTE);
  expect(sentTo("api.ilert.com")).toMatchObject([{ eventType: "ALERT" }]);
  expect(await act("hand-over", { destination: "ilert" })).toMatchObject({ status: 409 });
  expect(await act("hand-over", { destination: "nobody" })).toMatchObject({ status: 404 });
  await post("production", recovery());
  await pass(MINUTE);
  expect(sentTo("api.ilert.com").map(({ eventType }) => eventType)).toEqual(["ALERT", "RESOLVE"]);
  const { told: known, destinations } = await shown();
  expect(destinations).toEqual(["itoc360", "ilert"]);
  expect(known.ilert).toMatchObject({ state: "over", count: 2 });
});

test.each([
  ["silence", { minutes: 0 }, "minutes: must be at least 1"],
  ["silence", { minutes: 1.5 }, "minutes: must be a whole number"],
  ["resolve", { why: "so" }, "why: is not known here"],
  ["hand-over", {}, "destination: "],
])("%s with %j is refused", async (what, body, problem) => {
  const { status, answer } = await act(what, body);
  expect(status).toBe(400);
  expect(answer.error).toContain(problem);
});

test("what readers, and strangers, ask for is not done", async () => {
  const path = `/incidents/${key}/resolve`;
  expect((await ask(path, {}, statusToken(SECRET))).status).toBe(403);
  await expect(ask(path, {}, "wrong")).rejects.toThrow();
  key = "0".repeat(64);
  expect((await act("resolve")).status).toBe(404);
});

test("a destination is held and released, in somebody's name", async () => {
  const at = (what: string) => ask(`/destinations/itoc360/${what}`, { by: "li.wei" });
  expect(await at("hold")).toMatchObject({ status: 200, answer: { waiting: 0 } });
  const { answer } = await ask("/destinations/itoc360/dead-letters");
  expect(answer.held).toMatchObject({ by: "li.wei" });
  expect((await at("release")).status).toBe(200);
  expect((await at("replay")).answer).toMatchObject({ letters: 0 });
  expect((await ask("/drill", { source: "production" })).status).toBe(400);
});
