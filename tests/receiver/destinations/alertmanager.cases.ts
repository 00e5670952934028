import { describe, expect, test } from "vitest";
import type { HttpRequest, Message } from "../../../receiver/destinations/destination.ts";
import { destinationOf } from "../../../receiver/destinations/registry.ts";
import { type Contract, points } from "./contract.ts";
import { NOW, sample } from "./samples.ts";

interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
}

export const contract: Contract = {
  access: { url: "https://alertmanager.example.com/prefix", credential: "relay:basic-password-0001" },
  success: { status: 200, body: "" },
  statuses: { 200: "delivered", 400: "rejected" },
  answers: [
    [202, "", "retry"],
    [400, JSON.stringify("bad label"), "rejected"],
    [500, JSON.stringify("boom"), "retry"],
  ],
  limits: (alerts: Alert[]) => [
    ["alerts", alerts.length, 1],
    ...alerts.flatMap(({ labels, annotations }) =>
      Object.entries({ ...labels, ...annotations }).flatMap(([name, value]): [string, number, number][] => [
        ["name", /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? points(name) : 1000, 128],
        [name, points(value), 8000],
      ]),
    ),
  ],
};

export function cases(): void {
  describe("an alert's identity is its labels", () => {
    const { build } = destinationOf("alertmanager");
    const make = async (message: Message, now = NOW) => build(message, contract.access, now);
    const alertOf = (request: HttpRequest | undefined) => (JSON.parse(request?.body ?? "[]") as Alert[])[0];
    const DAY = 24 * 60 * 60 * 1000;

    test("a recovery ends what was sent, whatever the recovery's own fields say", async () => {
      const opened = await make(sample("alertmanager"));
      const recovery = sample("alertmanager", { step: "resolved", language: "zh", memory: opened.memory });
      const closed = alertOf(await make(recovery));
      expect(closed?.labels).toEqual(alertOf(opened)?.labels);
      expect(closed?.endsAt).toBe(new Date(NOW).toISOString());
    });

    test("a change of level ends the old labels before it sends the new ones", async () => {
      const { memory } = await make(sample("alertmanager"));
      const first = await make(sample("alertmanager", { step: "escalated", memory }));
      expect(alertOf(first)).toMatchObject({
        labels: { severity: "warning" },
        endsAt: new Date(NOW).toISOString(),
      });
      expect(alertOf(first.next)).toMatchObject({
        labels: { severity: "critical" },
        endsAt: new Date(NOW + DAY).toISOString(),
      });
      expect(JSON.parse(first.next?.memory ?? "")).toMatchObject({ labels: { severity: "critical" } });
    });

    test("labels that may have arrived are ended, too, when the level changes", async () => {
      const { perhaps } = await make(sample("alertmanager"));
      const next = await make(sample("alertmanager", { step: "escalated", memory: perhaps }));
      expect(alertOf(next)).toMatchObject({ labels: { severity: "warning" } });
      expect(next.perhaps).toBeUndefined();
      expect(next.next?.perhaps).toBe(next.next?.memory);
    });

    test("a reminder says the same again, and lasts another day", async () => {
      const opened = await make(sample("alertmanager"));
      const reminder = { ...sample("alertmanager", { memory: opened.memory }), kind: "refreshed" as const };
      const again = alertOf(await make(reminder, NOW + DAY / 4));
      expect(again).toEqual({ ...alertOf(opened), endsAt: new Date(NOW + DAY * 1.25).toISOString() });
    });

    test.each([
      ["user:password", "Basic dXNlcjpwYXNzd29yZA=="],
      ["bearer-token", "Bearer bearer-token"],
      ["", undefined],
    ])("the credential %j", async (credential, authorization) => {
      const request = await build(sample("alertmanager"), { ...contract.access, credential }, NOW);
      expect(request.headers.authorization).toBe(authorization);
    });
  });
}
