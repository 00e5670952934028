import { describe, expect, test } from "vitest";
import { route, standIn } from "../../local/destinations/index.ts";
import type { Message, MessageKind } from "../../receiver/destinations/destination.ts";
import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";

const NOW = Date.parse("2026-11-20T08:00:00Z");

const CREDENTIALS: Record<DestinationKind, string> = {
  itoc360: "itoc-token-0001",
  ilert: "ilert-key-0001",
  flashduty: "flash-key-0001",
  webhook: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
};

function message(kind: DestinationKind, of: MessageKind, key = "a".repeat(64)): Message {
  return {
    id: `${key.slice(0, 8)}_${of}`,
    kind: of,
    key,
    severity: destinationOf(kind).severities.critical,
    title: "ecs-cpu: web-1",
    text: "text",
    at: NOW,
    openedAt: NOW,
    source: "production",
    alert: {
      state: of === "resolved" ? "resolved" : "firing",
      level: "critical",
      time: NOW,
      episode: undefined,
      rule: { key: "ecs-cpu", id: undefined, name: "ecs-cpu" },
      dimensions: { instanceId: "i-1" },
      resourceName: undefined,
      account: undefined,
      region: undefined,
      namespace: undefined,
      metric: undefined,
      value: undefined,
      unit: undefined,
      condition: undefined,
      duration: undefined,
      fields: {},
    },
  };
}

describe.each(DESTINATION_KINDS)("the stand-in of %s", (kind) => {
  const adapter = destinationOf(kind);
  const access = { url: adapter.url ?? "https://hooks.example.com/in", credential: CREDENTIALS[kind] };

  function fresh(credential = access.credential) {
    const vendor = standIn(kind, { ...access, credential }, () => NOW);
    const send = async (what: Message) => {
      const { url, ...request } = await adapter.build(what, access, NOW);
      const response = await route([vendor], new Request(url, request));
      const reply = { status: response.status, headers: response.headers, body: await response.text() };
      return adapter.judge(reply, what);
    };
    const incidents = async () =>
      (await (await vendor.app.request("/incidents")).json()) as Record<string, unknown>[];
    return { vendor, send, incidents };
  }

  test("takes what the adapter sends and keeps incidents by key", async () => {
    const { send, incidents } = fresh();
    for (const [of, key] of [
      ["opened", "a"],
      ["opened", "b"],
      ["updated", "a"],
      ["resolved", "a"],
    ] as const) {
      expect(await send(message(kind, of, key.repeat(64)))).toEqual({ outcome: "delivered" });
    }
    expect(await incidents()).toEqual([
      expect.objectContaining({ key: "a".repeat(64), state: "resolved", events: 3, title: "ecs-cpu: web-1" }),
      expect.objectContaining({ key: "b".repeat(64), state: "open", events: 1 }),
    ]);
  });

  test("opens anew with the key of a resolved incident", async () => {
    const { send, incidents } = fresh();
    const messages = [
      message(kind, "opened"),
      message(kind, "resolved"),
      { ...message(kind, "opened"), id: "again" },
    ];
    for (const each of messages) await send(each);
    expect((await incidents()).map(({ state }) => state)).toEqual(["resolved", "open"]);
  });

  test("refuses another credential, and then an operator must act", async () => {
    const { send, incidents } = fresh(
      kind === "webhook" ? `whsec_${btoa("x".repeat(32))}` : "another-credential",
    );
    expect(await send(message(kind, "opened"))).toMatchObject({ outcome: "rejected", operator: true });
    expect(await incidents()).toEqual([]);
  });

  test("refuses a body that breaks the contract", async () => {
    const { vendor, incidents } = fresh();
    const { url, ...request } = await adapter.build(message(kind, "opened"), access, NOW);
    const response = await route([vendor], new Request(url, { ...request, body: "{}" }));
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await incidents()).toEqual([]);
  });

  test("fails when it is told to", async () => {
    const { vendor, send } = fresh();
    await vendor.app.request("/fault", { method: "PUT", body: '{"status":503,"times":1}' });
    expect(await send(message(kind, "opened"))).toMatchObject({ outcome: "retry" });
    expect(await send(message(kind, "opened"))).toEqual({ outcome: "delivered" });
    expect((await vendor.app.request("/fault", { method: "PUT", body: '{"status":99}' })).status).toBe(400);
  });
});

test("several destinations of one vendor are told apart by their credentials", async () => {
  const url = destinationOf("ilert").url ?? "";
  const [one, two] = ["ilert-key-0001", "ilert-key-0002"].map((credential) =>
    standIn("ilert", { url, credential }, () => NOW),
  );
  if (!one || !two) throw new Error("unreachable");
  const request = await destinationOf("ilert").build(
    message("ilert", "opened"),
    { url, credential: "ilert-key-0002" },
    NOW,
  );
  await route([one, two], new Request(request.url, { method: "POST", body: request.body }));
  expect(one.incidents.list()).toEqual([]);
  expect(two.incidents.list()).toHaveLength(1);
});

test("nothing is sent to anywhere else", async () => {
  await expect(
    route([], new Request("https://api.ilert.com/api/events", { method: "POST" })),
  ).rejects.toThrow("is not on this machine");
});
