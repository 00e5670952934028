import { describe, expect, test } from "vitest";
import type { Message } from "../../../receiver/destinations/destination.ts";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { points, testDestination } from "./kit.ts";
import { ACCESS, NOW, sample } from "./samples.ts";

type Body = {
  message: string;
  alias: string;
  description: string;
  entity: string;
  tags: string[];
  details: Record<string, string>;
};

testDestination("opsgenie", (body: Body, { url }) =>
  url.includes("/close")
    ? []
    : [
        ["message", points(body.message), 130],
        ["alias", points(body.alias), 512],
        ["description", points(body.description), 15_000],
        ["entity", points(body.entity), 512],
        ["tags", body.tags.length, 20],
        ["tag", points(body.tags.join("")), 50],
        ["details", points(Object.entries(body.details).flat().join("")), 8000],
      ],
);

describe("opsgenie", () => {
  const destination = destinationOf("opsgenie");
  const build = async (message: Message) => destination.build(message, ACCESS.opsgenie, NOW);

  test("closes what is closed already", () => {
    for (const status of [404, 409, 410]) {
      const reply = { status, headers: new Headers(), body: "" };
      expect(destination.judge(reply, sample("opsgenie", { step: "resolved" }), NOW).outcome).toBe(
        "delivered",
      );
    }
  });

  test("an incident that gets worse is a new alert, and the old one is closed after it", async () => {
    const request = await build(sample("opsgenie", { step: "escalated", memory: "P3" }));
    expect(JSON.parse(request.body)).toMatchObject({ priority: "P1", alias: expect.stringMatching(/-P1$/) });
    expect(request.memory).toBe("P1");
    expect(request.next?.url).toMatch(/-P3\/close\?identifierType=alias$/);
  });

  test("one that gets milder keeps its alert, and the recovery closes that one", async () => {
    const milder = await build(sample("opsgenie", { step: "opened", memory: "P1" }));
    expect(JSON.parse(milder.body)).toMatchObject({ priority: "P1", alias: expect.stringMatching(/-P1$/) });
    expect(milder.next).toBeUndefined();
    const close = await build(sample("opsgenie", { step: "resolved", memory: "P1" }));
    expect(close.url).toMatch(/-P1\/close/);
  });
});
