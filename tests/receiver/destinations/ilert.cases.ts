import { expect, test } from "vitest";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { aMinute, type Contract, points, TAKEN } from "./contract.ts";
import { type Step, sample } from "./samples.ts";

export const contract: Contract = {
  access: { url: "https://api.ilert.com/api/events", credential: "ilert-key-0001" },
  success: { status: 202, body: "" },
  statuses: { ...TAKEN, 400: "rejected", 413: "rejected", 415: "rejected", 422: "rejected" },
  answers: [
    [400, { code: "BAD_REQUEST" }, "rejected"],
    [401, { code: "KEY_ERROR" }, "operator"],
    [404, { code: "NOT_FOUND" }, "operator"],
    [429, { code: "RATE_LIMIT" }, "wait"],
  ],
  rate: aMinute(50),
  limits: ({ summary, details }: { summary: string; details: string }) => [
    ["summary", points(summary), 500],
    ["details", points(details), 8000],
  ],
};

export function cases(): void {
  test("a rule's label routingKey is the event's, but of no recovery", () => {
    const keyOf = (step: Step) => {
      const message = sample("ilert", { step });
      const alert = { ...message.alert, labels: { routingKey: "shop" } };
      const { body } = destinationOf("ilert").build({ ...message, alert }, contract.access, 0);
      return (JSON.parse(body) as { routingKey?: string }).routingKey;
    };
    expect([keyOf("opened"), keyOf("escalated"), keyOf("resolved")]).toEqual(["shop", "shop", undefined]);
  });
}
