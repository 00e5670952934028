import { describe, expect, test } from "vitest";
import type { Access, Message } from "../../../receiver/destinations/destination.ts";
import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../../receiver/destinations/registry.ts";
import type { Verdict } from "../../../receiver/destinations/verdict.ts";
import { LEVELS } from "../../../receiver/level.ts";

/** One kit over all adapters: what every one of them must do, and the verdict on every status. */

const ACCESS: Record<DestinationKind, Access> = {
  itoc360: { url: "https://api.itoc360.app/functions/v1/events", credential: "itoc-token-0001" },
  ilert: { url: "https://api.ilert.com/api/events", credential: "ilert-key-0001" },
  flashduty: { url: "https://api.flashcat.cloud/event/push/alert/standard", credential: "flash-key-0001" },
  webhook: { url: "https://hooks.example.com/in", credential: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
};

function message(kind: DestinationKind, changes: Partial<Message> = {}): Message {
  return {
    id: "0123456789abcdef01234567_1795161600000_7_opened",
    kind: "opened",
    key: "a".repeat(64),
    severity: destinationOf(kind).severities.critical,
    title: "ECS CPU: web-1",
    text: "[Critical] CPUUtilization is 97.4%\nCondition: $Average>=95",
    at: Date.parse("2026-11-20T08:00:00Z"),
    openedAt: Date.parse("2026-11-20T07:58:00Z"),
    source: "production",
    alert: {
      state: "firing",
      level: "critical",
      time: Date.parse("2026-11-20T08:00:00Z"),
      episode: undefined,
      rule: { key: "ecs-cpu", id: "ecs-cpu--0123456789", name: "ECS CPU" },
      dimensions: { instanceId: "i-1", "weird key!": "x" },
      resourceName: "web-1",
      account: "1100000000000000",
      region: "cn-hangzhou",
      namespace: "acs_ecs_dashboard",
      metric: "CPUUtilization",
      value: "97.4",
      unit: "%",
      condition: "$Average>=95",
      duration: undefined,
      fields: { alertState: "ALERT" },
    },
    ...changes,
  };
}

/** `outcome` or `outcome!` when an operator must act. */
function short(verdict: Verdict): string {
  return verdict.outcome === "rejected" && verdict.operator ? "rejected!" : verdict.outcome;
}

const OK_BODY: Record<DestinationKind, string> = {
  itoc360: '{"id":"1","type":"ALERT"}',
  ilert: "",
  flashduty: '{"request_id":"r","data":{"alert_key":"k"}}',
  webhook: "",
};

/** status, body (undefined = what a success looks like), verdict for each kind. */
const STATUSES: [number, string | undefined, Record<DestinationKind, string>][] = [
  [
    200,
    undefined,
    { itoc360: "delivered", ilert: "delivered", flashduty: "delivered", webhook: "delivered" },
  ],
  [200, "<html>", { itoc360: "retry", ilert: "delivered", flashduty: "retry", webhook: "delivered" }],
  [
    202,
    undefined,
    { itoc360: "delivered", ilert: "delivered", flashduty: "delivered", webhook: "delivered" },
  ],
  [204, "", { itoc360: "delivered", ilert: "delivered", flashduty: "retry", webhook: "delivered" }],
  [302, "", { itoc360: "rejected!", ilert: "rejected!", flashduty: "rejected!", webhook: "rejected!" }],
  [400, "", { itoc360: "rejected", ilert: "rejected", flashduty: "rejected", webhook: "rejected" }],
  [401, "", { itoc360: "rejected!", ilert: "rejected!", flashduty: "rejected!", webhook: "rejected!" }],
  [402, "", { itoc360: "rejected!", ilert: "rejected!", flashduty: "rejected!", webhook: "rejected!" }],
  [403, "", { itoc360: "rejected!", ilert: "rejected!", flashduty: "rejected!", webhook: "rejected!" }],
  [404, "", { itoc360: "rejected!", ilert: "rejected!", flashduty: "rejected!", webhook: "rejected!" }],
  [408, "", { itoc360: "retry", ilert: "retry", flashduty: "retry", webhook: "retry" }],
  [410, "", { itoc360: "rejected!", ilert: "rejected!", flashduty: "rejected!", webhook: "rejected!" }],
  [413, "", { itoc360: "rejected", ilert: "rejected", flashduty: "rejected", webhook: "rejected" }],
  [415, "", { itoc360: "rejected", ilert: "rejected", flashduty: "rejected", webhook: "rejected" }],
  [422, "", { itoc360: "rejected", ilert: "rejected", flashduty: "rejected", webhook: "rejected" }],
  [425, "", { itoc360: "retry", ilert: "retry", flashduty: "retry", webhook: "retry" }],
  [429, "", { itoc360: "retry", ilert: "retry", flashduty: "retry", webhook: "retry" }],
  [500, "", { itoc360: "retry", ilert: "retry", flashduty: "retry", webhook: "retry" }],
  [502, "", { itoc360: "retry", ilert: "retry", flashduty: "retry", webhook: "retry" }],
  [503, "", { itoc360: "retry", ilert: "retry", flashduty: "retry", webhook: "retry" }],
  [504, "", { itoc360: "retry", ilert: "retry", flashduty: "retry", webhook: "retry" }],
];

describe.each(DESTINATION_KINDS)("%s", (kind) => {
  const destination = destinationOf(kind);
  const access = ACCESS[kind];
  const build = async (changes: Partial<Message> = {}) =>
    destination.build(message(kind, changes), access, 1795161600000);

  test.each(STATUSES)("answering %d with %j", (status, body, verdicts) => {
    const reply = { status, headers: new Headers(), body: body ?? OK_BODY[kind] };
    expect(short(destination.judge(reply, message(kind)))).toBe(verdicts[kind]);
  });

  test("has a word for every level, and only words that it allows", () => {
    for (const level of LEVELS) expect(destination.words).toContain(destination.severities[level]);
  });

  test("sends JSON that holds the key, the title and nothing the vendor must not see", async () => {
    const request = await build();
    expect(request.headers["content-type"]).toBe("application/json");
    const body = JSON.parse(request.body) as unknown;
    expect(JSON.stringify(body)).toContain("a".repeat(64));
    expect(JSON.stringify(body)).toContain("ECS CPU: web-1");
  });

  test("says something else when it resolves", async () => {
    expect((await build({ kind: "resolved" })).body).not.toBe((await build()).body);
  });

  test("survives texts of any length and kind", async () => {
    const long = "测试🚨".repeat(20_000);
    const request = await build({ title: long, text: long });
    expect(() => JSON.parse(request.body)).not.toThrow();
    expect(request.body).not.toMatch(/\\ud[89a-f][0-9a-f]{2}/i);
  });

  test("never repeats a credential in a reason", () => {
    for (const [status] of STATUSES) {
      const body = JSON.stringify({ error: { code: access.credential, message: access.credential } });
      const verdict = destination.judge(
        { status, headers: new Headers(), body: kind === "flashduty" ? "" : body },
        message(kind),
      );
      if (verdict.outcome !== "delivered") expect(verdict.reason).not.toContain(access.credential);
    }
  });

  test("checks credentials without repeating them", () => {
    expect(destination.credential.check(access.credential)).toBeUndefined();
    const bad = `${access.credential} \n`;
    const problem = destination.credential.check(bad);
    expect(problem).toMatch(/^must be/);
    expect(problem).not.toContain(access.credential);
  });
});

describe("itoc360", () => {
  test("golden request", async () => {
    expect(await destinationOf("itoc360").build(message("itoc360"), ACCESS.itoc360, 0)).toEqual({
      url: "https://api.itoc360.app/functions/v1/events",
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: "Bearer itoc-token-0001",
        "content-type": "application/json",
      },
      body: JSON.stringify({
        id: "a".repeat(64),
        title: "ECS CPU: web-1",
        status: "trigger",
        severity: "critical",
        message: "[Critical] CPUUtilization is 97.4%\nCondition: $Average>=95",
      }),
    });
  });
});

describe("ilert", () => {
  test("golden request", async () => {
    const request = await destinationOf("ilert").build(
      message("ilert", { kind: "resolved" }),
      ACCESS.ilert,
      0,
    );
    expect(JSON.parse(request.body)).toEqual({
      integrationKey: "ilert-key-0001",
      eventType: "RESOLVE",
      alertKey: "a".repeat(64),
      summary: "ECS CPU: web-1",
      details: "[Critical] CPUUtilization is 97.4%\nCondition: $Average>=95",
      priority: "HIGH",
      severity: 1,
      labels: { source: "production", rule: "ECS CPU", instanceId: "i-1", "weird key!": "x" },
      customDetails: { alertState: "ALERT" },
    });
  });
});

describe("Flashduty", () => {
  const flashduty = destinationOf("flashduty");
  test("golden request", async () => {
    const request = await flashduty.build(message("flashduty"), ACCESS.flashduty, 0);
    expect(request.url).toBe(
      "https://api.flashcat.cloud/event/push/alert/standard?integration_key=flash-key-0001",
    );
    expect(JSON.parse(request.body)).toEqual({
      event_status: "Critical",
      title_rule: "ECS CPU: web-1",
      alert_key: "a".repeat(64),
      description: "[Critical] CPUUtilization is 97.4%\nCondition: $Average>=95\n2026-11-20T08:00:00.000Z",
      labels: {
        source: "production",
        rule: "ECS CPU",
        account: "1100000000000000",
        region: "cn-hangzhou",
        namespace: "acs_ecs_dashboard",
        metric: "CPUUtilization",
        instanceId: "i-1",
        weird_key_: "x",
      },
    });
  });

  test.each([
    [400, "InvalidParameter", "title is required", "rejected"],
    [400, "InvalidParameter", "integration_key is not a valid one", "rejected!"],
    [400, "ResourceNotFound", "", "rejected!"],
    [400, "NoLicense", "", "rejected!"],
    [401, "Unauthorized", "", "rejected!"],
    [403, "AccessDenied", "", "rejected!"],
    [404, "RouteNotFound", "", "rejected!"],
    [429, "RequestTooFrequently", "", "retry"],
    [500, "InternalError", "", "retry"],
    [200, "InvalidParameter", "a refusal under a 200", "rejected"],
    [200, "SomethingNew", "", "retry"],
    [200, "constructor", "", "retry"],
  ])("%d %s is %s", (status, code, text, verdict) => {
    const body = JSON.stringify({ request_id: "r", error: { code, message: text } });
    expect(short(flashduty.judge({ status, headers: new Headers(), body }, message("flashduty")))).toBe(
      verdict,
    );
  });
});

describe("signed webhook", () => {
  const webhook = destinationOf("webhook");

  test("signs as Standard Webhooks' test vector", async () => {
    // The published vector signs another body than ours, so the signature is recomputed from the parts.
    const request = await webhook.build(message("webhook"), ACCESS.webhook, 1614265330_000);
    const id = request.headers["webhook-id"];
    const seconds = request.headers["webhook-timestamp"];
    expect(seconds).toBe("1614265330");
    const sign = async (text: string) => {
      const bytes = Uint8Array.from(atob("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), (char) => char.charCodeAt(0));
      const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
        "sign",
      ]);
      const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
      return `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
    };
    expect(await sign('msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}')).toBe(
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
    expect(request.headers["webhook-signature"]).toBe(await sign(`${id}.${seconds}.${request.body}`));
  });

  test("signs with both secrets while they change over, and again at every try", async () => {
    const access = {
      ...ACCESS.webhook,
      credential: `${ACCESS.webhook.credential} whsec_${btoa("b".repeat(32))}`,
    };
    const first = await webhook.build(message("webhook"), access, 1000_000);
    const second = await webhook.build(message("webhook"), access, 2000_000);
    expect(first.headers["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
    expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
    expect(second.headers["webhook-signature"]).not.toBe(first.headers["webhook-signature"]);
  });

  test.each([
    ["opened", "firing", "alert.triggered"],
    ["opened", "no-data", "alert.nodata"],
    ["updated", "firing", "alert.triggered"],
    ["resolved", "resolved", "alert.resolved"],
  ] as const)("%s while %s is %s", async (kind, state, type) => {
    const given = message("webhook", { kind });
    given.alert.state = state;
    expect(JSON.parse((await webhook.build(given, ACCESS.webhook, 0)).body)).toMatchObject({
      type,
      timestamp: "2026-11-20T08:00:00.000Z",
      data: { key: "a".repeat(64), level: "CRITICAL" },
    });
  });
});
