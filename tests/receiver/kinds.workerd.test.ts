import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { send } from "../../receiver/delivery/send.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { readBody } from "../../receiver/sources/index.ts";
import { contextOf } from "../../receiver/sources/parameters.ts";
import { production } from "../../receiver/surroundings.ts";
import { fields, recovery } from "./callback.ts";
import { ACCESS } from "./destinations/contracts.ts";
import { STEPS, sample } from "./destinations/samples.ts";
import { freshWorld, HOUR, ledgerOf, MINUTE, pass, post, SECOND, statusOf } from "./kit.ts";
import { world } from "./virtual-world.ts";

/** What the ledger does for kinds of destination that are not like the others. */

freshWorld();

const sent = () => world.sent.map(({ url, body }) => ({ path: new URL(url).pathname, body }));
const sentJson = () => world.sent.map(({ body }) => JSON.parse(body) as never);

describe("a vendor that keys on the severity too", () => {
  test("is told to close the alert that it was told to open, and gets a new one for a worse level", async () => {
    await post("keeper", fields({ triggerLevel: "WARN" }));
    await pass(MINUTE);
    await post("keeper", fields());
    await pass(MINUTE);
    await post("keeper", recovery({ preTriggerLevel: "INFO" }));
    await pass(MINUTE);
    const paths = sent().map(({ path }) => path.replace(/[0-9a-f]{64}/, "KEY"));
    expect(paths).toEqual(["/v2/alerts", "/v2/alerts", "/v2/alerts/KEY-P3/close", "/v2/alerts/KEY-P1/close"]);
  });

  test("is not asked for more than its limit by incidents that take two requests", async () => {
    const resource = (index: number) => ({ dimensions: `{instanceId=i-${index}}` });
    const times: number[] = [];
    const happy = world.answer;
    world.answer = (request) => {
      times.push(world.time);
      return happy(request);
    };
    for (let index = 0; index < 40; index++)
      await post("keeper", fields({ triggerLevel: "WARN", ...resource(index) }));
    await pass(5 * MINUTE);
    for (let index = 0; index < 40; index++) await post("keeper", fields(resource(index)));
    await pass(5 * MINUTE);
    expect(times).toHaveLength(120);
    for (const start of times)
      expect(times.filter((time) => time >= start && time < start + MINUTE).length).toBeLessThanOrEqual(60);
  });

  test("is told again from the first request where the second failed", async () => {
    await post("keeper", fields({ triggerLevel: "WARN" }));
    await pass(MINUTE);
    const happy = world.answer;
    let closes = 0;
    world.answer = (request) =>
      request.url.includes("/close") && ++closes === 1 ? new Response("", { status: 503 }) : happy(request);
    await post("keeper", fields());
    await pass(MINUTE);
    expect(sent().filter(({ path }) => path.endsWith("/close"))).toHaveLength(2);
    expect(sent().filter(({ path }) => path === "/v2/alerts")).toHaveLength(3);
    expect((await statusOf("keeper")).waiting.count).toBe(0);
  });
});

describe("a vendor that forgets", () => {
  test("is reminded of open incidents several times a day, and of no others", async () => {
    await post("forgetter", fields());
    await post("forgetter", fields({ dimensions: "{instanceId=i-2}" }));
    await pass(MINUTE);
    await post("forgetter", recovery({ dimensions: "{instanceId=i-2}" }));
    await pass(MINUTE);
    const before = world.sent.length;
    await pass(49 * HOUR);
    const reminders = sentJson().slice(before) as { labels: unknown; endsAt: string }[][];
    expect(reminders.length).toBeGreaterThanOrEqual(4);
    // The newest was told first.
    const [, first] = sentJson() as { labels: unknown }[][];
    for (const [alert] of reminders) expect(alert?.labels).toEqual(first?.[0]?.labels);
    await post("forgetter", recovery());
    await pass(MINUTE);
    const [last] = (sentJson() as { labels: unknown; endsAt: string }[][]).at(-1) ?? [];
    expect(last?.labels).toEqual(first?.[0]?.labels);
    expect(Date.parse(last?.endsAt ?? "")).toBeLessThanOrEqual(world.time);
    const after = world.sent.length;
    await pass(30 * HOUR);
    expect(world.sent).toHaveLength(after);
  });

  test("gets the headers that the program gives", async () => {
    await post("forgetter", fields());
    await pass(MINUTE);
    expect(world.sent[0]?.headers.get("x-scope-orgid")).toBe("shop");
  });
});

describe("a vendor that gets CloudMonitor's own body", () => {
  test("gets every callback that says something, letter for letter", async () => {
    const open = fields({ alertName: "空 格 %" });
    await post("passing", open);
    await post("passing", open);
    await pass(MINUTE);
    await post("passing", fields({ alertName: "空 格 %" }));
    await pass(MINUTE);
    await post("passing", recovery());
    await pass(MINUTE);
    expect(sent().map(({ body }) => readBody(body, contextOf("")).alerts[0]?.fields)).toEqual([
      expect.objectContaining({ alertState: "ALERT" }),
      expect.objectContaining({ alertState: "ALERT" }),
      expect.objectContaining({ alertState: "OK" }),
    ]);
    expect(sent()[0]?.body).toBe(new URLSearchParams(open).toString());
    expect(world.sent[0]?.headers.get("content-type")).toMatch(/^application\/x-www-form-urlencoded/);
  });

  test("gets the recovery of an incident that the relay never saw open", async () => {
    expect(await post("passing", recovery())).toBe("held");
    await pass(MINUTE);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.body).toContain("alertState=OK");
  });

  test("gets a body with several alerts once", async () => {
    await runInDurableObject(ledgerOf("passing"), (ledger) =>
      ledger.accept(
        { body: new URLSearchParams(fields()).toString(), contentType: null, parameters: "" },
        ["i-1", "i-2", "i-3"].map((identity) => ({
          identity,
          anywhere: identity,
          alias: undefined,
          openFor: undefined,
          destinations: ["native"],
          state: "firing" as const,
          level: "critical" as const,
          time: world.time,
          episode: undefined,
          rule: "ECS CPU",
        })),
      ),
    );
    // Only the first part can be read again from this body; it is the one that carries it.
    await pass(MINUTE);
    expect(sent()).toHaveLength(1);
    expect((await statusOf("passing")).openIncidents.count).toBe(3);
  });
});

describe("what can't be sent as it is", () => {
  test("is tried again, with a reason that holds nothing secret", async () => {
    const access = { url: ACCESS.webhook.url, credential: "whsec_this is no base64" };
    const { verdict } = await send(destinationOf("webhook"), access, sample("webhook"), production);
    expect(verdict).toMatchObject({ outcome: "retry", reason: "the request could not be made" });
  });

  test.each(["alertmanager", "opsgenie"] as const)(
    "%s makes do with what another kind remembered",
    async (kind) => {
      for (const memory of ["P7", '"text"', "[1]", '{"labels":{}}', "P3"])
        for (const step of STEPS) {
          const message = sample(kind, { step, memory });
          expect((await destinationOf(kind).build(message, ACCESS[kind], 0)).url).toMatch(
            /^https:\/\/[\w./-]+/,
          );
        }
    },
  );
});

describe("a chat", () => {
  test("reads the texts of the destination's template", async () => {
    await post("chat", fields());
    await pass(SECOND);
    const [sent] = sentJson() as { text: string; attachments: { fallback: string }[] }[];
    expect(sent?.text).toBe("🔴 [Critical] Critical! ECS CPU");
    expect(sent?.attachments[0]?.fallback).toMatch(
      /^🔴 \[Critical\] Critical! ECS CPU\nweb-1\/10\.0\.0\.1 \(instanceId=i-1\)\n#/,
    );
  });
});
