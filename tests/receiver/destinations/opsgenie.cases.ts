import { expect, test } from "vitest";
import type { HttpRequest, Message } from "../../../receiver/destinations/destination.ts";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { type Contract, points } from "./contract.ts";
import { NOW, sample } from "./samples.ts";

type Body = {
  message: string;
  alias: string;
  description: string;
  entity: string;
  tags: string[];
  details: Record<string, string>;
};

export const contract: Contract = {
  access: { url: "https://api.opsgenie.com/v2/alerts", credential: "opsgenie-key-0001" },
  success: { status: 202, body: '{"result":"Request will be processed","took":0.1,"requestId":"r"}' },
  statuses: {
    202: "delivered",
    400: "rejected",
    409: "rejected",
    410: "rejected",
    415: "rejected",
    422: "rejected",
  },
  answers: [
    [200, "<html>", "retry"],
    [422, { message: "Request body is not processable" }, "rejected"],
    [403, { message: "You are not authorized" }, "operator"],
  ],
  limits: (body: Body, { url }: HttpRequest) =>
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
};

export const cases = () => casesOf("opsgenie");

/** Jira took over the API as it is. */
export function casesOf(kind: "opsgenie" | "jsm"): void {
  const destination = destinationOf(kind);
  const build = async (message: Message) => destination.build(message, contract.access, NOW);

  test("closes what is closed already", () => {
    for (const status of [404, 409, 410]) {
      const reply = { status, headers: new Headers(), body: "" };
      expect(destination.judge(reply, sample(kind, { step: "resolved" }), NOW).outcome).toBe("delivered");
    }
  });

  test("an incident that gets worse is a new alert, and the old one is closed after it", async () => {
    const request = await build(sample(kind, { step: "escalated", memory: "P3" }));
    expect(JSON.parse(request.body)).toMatchObject({ priority: "P1", alias: expect.stringMatching(/-P1$/) });
    expect(request.memory).toBe("P1");
    expect(request.next?.url).toMatch(/-P3\/close\?identifierType=alias$/);
  });

  test("what may be open is closed, where nobody knows whether an alert arrived", async () => {
    const worse = await build(sample(kind, { step: "escalated", memory: "P3" }));
    expect([worse.perhaps, worse.next?.perhaps]).toEqual(["P1 P3", "P1 P3"]);
    const close = await build(sample(kind, { step: "resolved", memory: "P1 P3" }));
    expect(close.url).toMatch(/-P1\/close/);
    expect(close.next?.url).toMatch(/-P3\/close/);
    const again = await build(sample(kind, { step: "escalated", memory: "P1 P3" }));
    expect(JSON.parse(again.body)).toMatchObject({ alias: expect.stringMatching(/-P1$/) });
    expect(again.next?.url).toMatch(/-P3\/close/);
  });

  test("one that gets milder keeps its alert, and the recovery closes that one", async () => {
    const milder = await build(sample(kind, { step: "opened", memory: "P1" }));
    expect(JSON.parse(milder.body)).toMatchObject({ priority: "P1", alias: expect.stringMatching(/-P1$/) });
    expect(milder.next).toBeUndefined();
    const close = await build(sample(kind, { step: "resolved", memory: "P1" }));
    expect(close.url).toMatch(/-P1\/close/);
  });
}
