import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ServedCloudMonitor } from "../../../local/cloudmonitor/serve.ts";
import { control, OTHER_KEY, RULE, refusal, rpc, ruleOf, start } from "./kit.ts";

let server: ServedCloudMonitor;
let time = Date.now();

beforeAll(async () => {
  server = await start({ machine: () => time });
});

afterAll(() => server.stop());

beforeEach(async () => {
  await control(server, "DELETE /faults");
  await control(server, "DELETE /rate");
  await rpc(server, "DeleteMetricRules", { "Id.1": RULE.RuleId });
});

const put = (access = {}) => rpc(server, "PutResourceMetricRule", RULE, access);
const fault = (given: Record<string, unknown>) =>
  control(server, "PUT /faults", { action: "PutResourceMetricRule", ...given });

test("the nth call of an operation fails, and only it", async () => {
  await fault({ kind: "error", skip: 1, status: 503, code: "ServiceUnavailable" });
  await put();
  await rpc(server, "DescribeContactList");
  expect(await refusal(put())).toMatchObject({ code: "ServiceUnavailable", status: 503 });
  await put();
});

test("an error leaves nothing done, unless the work was done first", async () => {
  await fault({ kind: "error" });
  expect(await refusal(put())).toMatchObject({ code: "InternalError", status: 500 });
  expect(await ruleOf(server, RULE.RuleId)).toBeUndefined();
  await fault({ kind: "error", done: true });
  expect((await refusal(put())).status).toBe(500);
  expect(await ruleOf(server, RULE.RuleId)).toBeDefined();
});

test("a connection is cut after the work was done", async () => {
  await fault({ kind: "reset", done: true });
  expect((await refusal(put())).message).toMatch(/socket hang up|ECONNRESET/);
  expect(await ruleOf(server, RULE.RuleId)).toBeDefined();
});

test("a call is never answered", async () => {
  await fault({ kind: "timeout", times: 2 });
  expect((await refusal(put({ readTimeout: 100 }))).message).toMatch(/timeout/i);
  expect(await ruleOf(server, RULE.RuleId)).toBeUndefined();
});

test("an answer is 200 and says that nothing succeeded", async () => {
  await fault({ kind: "unsuccessful", code: "403" });
  expect(await put()).toMatchObject({ Success: false, Code: "403" });
});

test("an account that calls too often is throttled, another isn't", async () => {
  await control(server, "PUT /rate", { calls: 2, seconds: 1 });
  await put();
  await put();
  expect(await refusal(put())).toMatchObject({ code: "Throttling.User", status: 400 });
  await put({ id: OTHER_KEY.id, secret: OTHER_KEY.secret });
  time += 1000;
  await put();
});

test("calls are counted, with what became of them", async () => {
  await control(server, "DELETE /calls");
  await put();
  await refusal(put({ secret: "wrong" }));
  const calls = (await control(server, "GET /calls")).body as unknown as Record<string, unknown>[];
  expect(calls).toMatchObject([
    {
      action: "PutResourceMetricRule",
      account: "1100000000000000",
      region: "cn-hangzhou",
      status: 200,
      code: "",
    },
    { action: "PutResourceMetricRule", account: "", status: 400, code: "SignatureDoesNotMatch" },
  ]);
});

test.each([
  ["PUT /faults", { action: "X", kind: "flood" }, "kind must be one of error, unsuccessful, timeout, reset"],
  ["PUT /faults", { kind: "reset" }, "action must name an operation, or be *"],
  ["PUT /faults", { action: "*", kind: "error", status: 200 }, "status must be from 400 to 599"],
  ["PUT /rate", { calls: 0, seconds: 1 }, "calls must be a whole number from 1"],
  ["PATCH /behaviour", { resources: "shuffled" }, "resources must be one of asGiven, reformatted"],
  ["PATCH /behaviour", { mood: "bad" }, /^mood is not one of omittedRuleFields, /],
  ["PUT /clock", { advance: "soon" }, /^give {"advance":"30 minutes"}/],
  ["PUT /clock", { now: "2020-01-01T00:00:00Z" }, "time does not run backwards"],
  ["PUT /metrics", "interval: 1 minute", "series: must list at least one series"],
])("%s of %j is refused", async (call, body, message) => {
  const answer = await control(server, call, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
});

test("a page in somebody's browser controls nothing", async () => {
  const response = await fetch(`${server.url}/_local/state`, { headers: { origin: "https://example.com" } });
  expect(response.status).toBe(403);
});
