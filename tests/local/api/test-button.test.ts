import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ServedCloudMonitor } from "../../../local/cloudmonitor/serve.ts";
import { isAllowed, PUBLISHED } from "../../../receiver/callers.ts";
import { readBody } from "../../../receiver/sources/index.ts";
import { contextOf } from "../../../receiver/sources/parameters.ts";
import { control, RULE, rpc, start } from "./kit.ts";

/** The console's Test, pressed in the local CloudMonitor. */

let receiver: Server;
let url: string;
let server: ServedCloudMonitor;
const seen: { request: string; body: string; address: string | null }[] = [];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const address = request.headers["cf-connecting-ip"] as string | undefined;
    seen.push({ request: `${request.method} ${request.url}`, body, address: address ?? null });
    response.end('{"decision":"test"}\n');
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  server = await start();
  await rpc(server, "PutResourceMetricRule", { ...RULE, Webhook: `${url}/rule` });
  await rpc(server, "PutContact", {
    ContactName: "duty",
    Describe: "duty",
    "Channels.DingWebHook": `${url}/contact`,
  });
  await rpc(server, "PutEventRule", {
    RuleName: "states",
    EventType: "SYSTEM",
    "EventPattern.1.Product": "ECS",
    "EventPattern.1.NameList.1": "Instance:StateChange",
    "EventPattern.1.LevelList.1": "WARN",
  });
  await rpc(server, "PutEventRuleTargets", {
    RuleName: "states",
    "WebhookParameters.1.Id": "1",
    "WebhookParameters.1.Protocol": "http",
    "WebhookParameters.1.Method": "POST",
    "WebhookParameters.1.Url": `${url}/event`,
  });
});

afterAll(async () => {
  await server.stop();
  receiver.close();
});

beforeEach(() => {
  seen.length = 0;
});

test.each<[object, string]>([
  [{ rule: "cpu-1" }, "POST /rule"],
  [{ rule: "cpu" }, "POST /rule"],
  [{ rule: "cpu", method: "GET" }, "GET /rule"],
  [{ contact: "duty" }, "POST /contact"],
])("%j sends a request without a body", async (pressed, request) => {
  const tested = await control(server, "POST /tests", pressed);
  expect(tested).toEqual({ status: 200, body: [{ status: 200, body: '{"decision":"test"}\n' }] });
  expect(seen).toMatchObject([{ request, body: "" }]);
  expect(isAllowed(seen[0]?.address ?? null, Object.values(PUBLISHED).flat())).toBe(true);
});

test("of an event rule sends an event that the receiver takes for a test", async () => {
  expect((await control(server, "POST /tests", { eventRule: "states" })).status).toBe(200);
  expect(seen.map(({ request }) => request)).toEqual(["POST /event"]);
  expect(readBody(seen[0]?.body ?? "", contextOf("")).alerts).toMatchObject([
    { kind: "test", dimensions: { event: "Instance:StateChange" } },
  ]);
});

test("calls nobody off this machine, and says so", async () => {
  await rpc(server, "PutResourceMetricRule", {
    ...RULE,
    RuleId: "far",
    RuleName: "far",
    Webhook: "https://alerts.example.com/callbacks/shop",
  });
  expect((await control(server, "POST /tests", { rule: "far" })).body).toEqual([
    { body: "not sent: the host is not on this machine" },
  ]);
});

test.each([{}, { rule: "none" }, { contact: "none" }, { eventRule: "none" }, { rule: "cpu", method: "PUT" }])(
  "refuses %j",
  async (pressed) => {
    const { status, body } = await control(server, "POST /tests", pressed);
    expect(status).toBe(400);
    expect(body.error).toMatch(/^(give|no event rule|method must)/);
  },
);
