import { describe, expect, test } from "vitest";
import { statusToken } from "../../receiver/config/token.ts";
import { SECRET } from "./bindings.ts";
import { fields, recovery } from "./callback.ts";
import { callbackUrl, freshWorld, MINUTE, pass, post, request, statusOf, tokenOf } from "./kit.ts";
import { world } from "./virtual-world.ts";

freshWorld();

const BASE = "https://relay.example.com";
const form = (body: Record<string, string>): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(body),
});

/** A body of Alertmanager's shape with so many alerts, each with a text of so many characters. */
function storm(alerts: number, length = 500): string {
  const firing = (pod: number) => ({
    status: "firing",
    labels: { alertname: "restarts", severity: "critical", namespace: "prod", pod: `api-${pod}` },
    annotations: { message: "x".repeat(length), runbook_url: "https://runbooks.example.com/restarts" },
    startsAt: "2026-11-20T07:59:00Z",
    endsAt: "0001-01-01T00:00:00Z",
    generatorURL: "https://prometheus.example.com/graph?g0.expr=restarts",
  });
  return JSON.stringify({
    status: "firing",
    alerts: Array.from({ length: alerts }, (_, pod) => firing(pod)),
  });
}

describe("verification of a callback URL", () => {
  test.each(["GET", "HEAD"])("%s with a valid token answers 200 and shows up", async (method) => {
    expect((await request(await callbackUrl("production", "ecs-cpu"), { method })).status).toBe(200);
    const report = await statusOf("production");
    expect(report.verifiedAt).toBe("2026-11-20T08:00:00.000Z");
    expect(report.latestEventAt).toBeNull();
  });

  test.each(["GET", "HEAD"])(
    "%s without a token answers 200, for any source, and changes nothing",
    async (method) => {
      expect((await request(`${BASE}/callbacks/production`, { method })).status).toBe(200);
      expect((await request(`${BASE}/callbacks/no-such-source`, { method })).status).toBe(200);
      expect((await request(`${BASE}/`, { method })).status).toBe(200);
      expect((await statusOf("production")).verifiedAt).toBeNull();
    },
  );

  test.each(["GET", "HEAD"])("%s with a wrong token answers 404", async (method) => {
    expect((await request(`${BASE}/callbacks/production?token=wrong`, { method })).status).toBe(404);
  });
});

describe("a stranger", () => {
  test("gets the same short answer whatever is wrong", async () => {
    const other = await tokenOf("everywhere");
    const attempts: [string, RequestInit][] = [
      ["/callbacks/production", form(fields())],
      ["/callbacks/production?token=", form(fields())],
      ["/callbacks/production?token=wrong", form(fields())],
      [`/callbacks/production?token=${other}`, form(fields())],
      [`/callbacks/no-such-source?token=${other}`, form(fields())],
      [`/callbacks/no-such-source?token=${"x".repeat(32)}`, form(fields())],
      [`/callbacks/production?token=${statusToken(SECRET)}`, form(fields())],
      ["/callbacks/production?token=wrong", { method: "POST", body: "x".repeat(1_000_000) }],
      ["/callbacks/production?token=wrong", { method: "PUT", body: "x" }],
      ["/callbacks/production?alertState=ALERT&alertName=a", {}],
      ["/callbacks/production/more", form(fields())],
      ["/status", {}],
      ["/status?token=wrong", {}],
      [`/status?token=${other}`, {}],
      ["/health", { method: "POST", body: "" }],
      ["/no/such/page", {}],
    ];
    for (const [path, init] of attempts) {
      const response = await request(BASE + path, init);
      expect([path, response.status, await response.text()]).toEqual([path, 404, "not found\n"]);
    }
    expect((await statusOf("production")).decisions).toEqual([]);
  });
});

describe("a valid token", () => {
  test("may be of the current generation or the one before, in the URL or a header", async () => {
    const current = await tokenOf("production", 3);
    const previous = await tokenOf("production", 2);
    const tooOld = await tokenOf("production", 1);
    const send = async (path: string, headers: Record<string, string> = {}) =>
      (await request(BASE + path, { ...form(fields()), headers })).status;
    expect(await send(`/callbacks/production?token=${current}`)).toBe(200);
    expect(await send(`/callbacks/production?token=${previous}`)).toBe(200);
    expect(await send(`/callbacks/production?token=${tooOld}`)).toBe(404);
    expect(await send("/callbacks/production", { authorization: `Bearer ${current}` })).toBe(200);
    expect(await send("/callbacks/production", { authorization: `Bearer ${tooOld}` })).toBe(404);
  });
});

describe("a delivery", () => {
  test("is answered with what was decided", async () => {
    const response = await request(await callbackUrl("production", "ecs-cpu"), form(fields()));
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({ decision: "opened" });
    expect((await statusOf("production")).latestEventAt).toBe("2026-11-20T08:00:00.000Z");
  });

  test("may come as a GET", async () => {
    const url = `${await callbackUrl("production", "ecs-cpu")}&${new URLSearchParams(fields())}`;
    expect(await (await request(url)).json()).toEqual({ decision: "opened" });
    const twice = `${await callbackUrl("production", "ecs-cpu")}&${new URLSearchParams(fields({ alertState: "OK" }))}`;
    expect(await (await request(twice)).json()).toEqual({ decision: "resolved" });
  });

  test("does not mix its own fields with the URL's", async () => {
    const url = await callbackUrl("production", "ecs-cpu");
    await request(url, form({ ...fields(), token: "field-token", rule: "field-rule" }));
    await post("production", recovery());
    expect((await statusOf("production")).openIncidents.count).toBe(0);
  });

  test("that can't be read is kept with a reason, and not asked for again", async () => {
    const response = await request(await callbackUrl("production"), {
      method: "POST",
      body: '{"event":"somethingNew"}',
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(200);
    const reason = "not a callback of CloudMonitor that is known: fields event";
    expect(await response.json()).toEqual({ decision: "quarantined", reason });
    const { quarantined } = await statusOf("production");
    expect(quarantined.list).toEqual([
      {
        receivedAt: "2026-11-20T08:00:00.000Z",
        reason,
        contentType: "application/json",
        bytes: 24,
        body: '{"event":"somethingNew"}',
      },
    ]);
  });

  test("that is no JSON and over 64 KiB is refused, whether its length is announced or not", async () => {
    const url = await callbackUrl("production");
    const body = `alertState=ALERT&alertName=${"x".repeat(64 * 1024)}`;
    const streamed = new ReadableStream({
      start(controller) {
        const bytes = new TextEncoder().encode(body);
        for (let at = 0; at < bytes.length; at += 4096) controller.enqueue(bytes.subarray(at, at + 4096));
        controller.close();
      },
    });
    for (const each of [body, streamed]) {
      const response = await request(url, { method: "POST", body: each });
      expect([response.status, await response.text()]).toEqual([
        413,
        "the body is longer than 65536 bytes\n",
      ]);
    }
    expect((await statusOf("production")).quarantined.count).toBe(2);
  });

  test("of exactly 64 KiB is taken", async () => {
    const start = "alertState=ALERT&alertName=";
    const body = start + "x".repeat(64 * 1024 - start.length);
    expect((await request(await callbackUrl("production"), { method: "POST", body })).status).toBe(200);
  });

  test("with 300 alerts of Prometheus opens 300 incidents", async () => {
    const body = storm(300);
    expect(body.length).toBeGreaterThan(128 * 1024);
    expect(await (await request(await callbackUrl("everywhere"), { method: "POST", body })).json()).toEqual({
      decisions: { opened: 300 },
    });
  });

  test("that is cut at 1 MiB opens what is whole in it, and one critical incident says what is not", async () => {
    const body = storm(200, 8000);
    expect(body.length).toBeGreaterThan(1024 * 1024);
    const answered = await (await request(await callbackUrl("everywhere"), { method: "POST", body })).json();
    const { decisions } = answered as { decisions: Record<string, number> };
    const read = decisions.opened ?? 0;
    expect(read).toBeGreaterThan(100);
    expect(read).toBeLessThan(200);
    expect(decisions.quarantined).toBe(1);
    const { quarantined, openIncidents } = await statusOf("everywhere");
    const reason = `the body is longer than 1048576 bytes: ${read} alerts of it were read, the others were not read`;
    expect(quarantined.list[0]?.reason).toBe(reason);
    expect(openIncidents.count).toBe(read + 1);
    expect(openIncidents.list).toContainEqual(
      expect.objectContaining({ rule: "Unrecognised callback", level: "critical" }),
    );
  });

  test("with more than 300 alerts opens the first 300, and says how many are lost", async () => {
    const body = storm(310);
    const answered = await (await request(await callbackUrl("everywhere"), { method: "POST", body })).json();
    expect(answered).toEqual({ decisions: { opened: 300, quarantined: 1 } });
    expect((await statusOf("everywhere")).quarantined.list[0]?.reason).toBe(
      "of 310 alerts the first 300 were read, 10 were not read",
    );
  });

  test.each(["gzip", "deflate"] as const)("compressed with %s is read", async (format) => {
    const plain = new Blob([new URLSearchParams(fields()).toString()]).stream();
    const body = await new Response(plain.pipeThrough(new CompressionStream(format))).arrayBuffer();
    const headers = { "content-encoding": format };
    const url = await callbackUrl("production", "ecs-cpu");
    expect(await (await request(url, { method: "POST", body, headers })).json()).toEqual({
      decision: "opened",
    });
  });

  test("that no form and no JSON is one shape: one notice, whatever it says", async () => {
    const url = await callbackUrl("production");
    for (const body of ["<html>\u0000down</html>", "???", "{broken", "?!&!?"])
      await request(url, { method: "POST", body });
    const { quarantined, openIncidents } = await statusOf("production");
    expect(quarantined.list.map(({ reason }) => reason)).toEqual([
      "neither a JSON object nor a form",
      "begins like JSON but is no JSON that can be read",
      "neither a JSON object nor a form",
      "neither a JSON object nor a form",
    ]);
    expect(openIncidents.count).toBe(2);
  });

  test("is never answered with more than 200 bytes", async () => {
    const bodies = [
      new URLSearchParams(fields({ triggerLevel: "x".repeat(300), timestamp: "y".repeat(300) })).toString(),
      "",
      "{",
      "x".repeat(60_000),
      `alertState=${"y".repeat(60_000)}`,
      `alertState=OK&alertName=a&dimensions=${"z".repeat(9000)}`,
    ];
    for (const body of bodies) {
      const text = await (await request(await callbackUrl("production"), { method: "POST", body })).text();
      expect(text.length).toBeLessThanOrEqual(200);
    }
  });

  test("keeps the newest 200 quarantined bodies", async () => {
    for (let index = 0; index < 205; index++) {
      await request(await callbackUrl("hangzhou"), { method: "POST", body: `nonsense ${index}` });
    }
    const { quarantined } = await statusOf("hangzhou");
    expect(quarantined.count).toBe(200);
    expect(quarantined.list[0]?.body).toBe("nonsense 204");
    world.time += 31 * 24 * 60 * MINUTE;
    await pass(MINUTE);
    expect((await statusOf("hangzhou")).quarantined.count).toBe(0);
  });
});

describe("GET /health", () => {
  test("says which destination has no secret", async () => {
    const response = await request(`${BASE}/health`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ok: false, problem: "no secret for unset" });
  });
});

describe("GET /status", () => {
  test("takes its token from the URL or a header and holds no secret", async () => {
    await post("everywhere", fields());
    world.answer = () => new Response("no", { status: 401 });
    await pass(MINUTE);
    const token = statusToken(SECRET);
    const response = await request(`${BASE}/status`, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const secrets = [
      SECRET,
      token,
      await tokenOf("everywhere"),
      "itoc-token-0001",
      "ilert-key-0001",
      "flash-key-0001",
      "whsec_",
      "secret-path",
    ];
    for (const secret of secrets) expect(text).not.toContain(secret);
    for (const secret of secrets) expect(JSON.stringify(world.logs)).not.toContain(secret);
  });
});
