import { createRequire } from "node:module";
import type { OpenApiRequest } from "@alicloud/openapi-core/dist/utils.js";
import {
  type ServedCloudMonitor,
  type ServeOptions,
  serveCloudMonitor,
} from "../../../local/cloudmonitor/serve.ts";

// CommonJS packages of the vendor.
const require = createRequire(import.meta.url);
export const sdk = require("@alicloud/cms20190101") as typeof import("@alicloud/cms20190101");
const { default: OpenApi, $OpenApiUtil } =
  require("@alicloud/openapi-core") as typeof import("@alicloud/openapi-core");

export const KEY = { id: "first-key", secret: "first-secret", account: "1100000000000000" };
export const OTHER_KEY = { id: "other-key", secret: "other-secret", account: "1200000000000000" };

/** A server of two accounts, which calls nobody off this machine and waits for nothing. */
export function start(options: Partial<ServeOptions> = {}): Promise<ServedCloudMonitor> {
  return serveCloudMonitor({
    keys: [KEY, OTHER_KEY],
    region: "cn-hangzhou",
    wait: async () => {},
    ...options,
  });
}

interface Access {
  id?: string;
  secret?: string;
  token?: string;
  /** `v2` signs by RPC's HMAC-SHA1 (ROA: `acs …`), everything else by ACS3-HMAC-SHA256. */
  algorithm?: "v2";
  readTimeout?: number;
}

function config({ endpoint }: ServedCloudMonitor, access: Access) {
  return new $OpenApiUtil.Config({
    accessKeyId: access.id ?? KEY.id,
    accessKeySecret: access.secret ?? KEY.secret,
    endpoint,
    protocol: "http",
    regionId: "cn-hangzhou",
    ...(access.token && { securityToken: access.token }),
    ...(access.algorithm && { signatureAlgorithm: access.algorithm }),
    ...(access.readTimeout && { readTimeout: access.readTimeout }),
  });
}

/** The vendor's SDK of CloudMonitor. */
export function cms(server: ServedCloudMonitor, access: Access = {}) {
  return new sdk.default(config(server, access));
}

type Answer = Record<string, unknown>;

async function send(
  server: ServedCloudMonitor,
  access: Access,
  params: { action: string; version: string; method: string; style: string; pathname: string },
  request: Partial<OpenApiRequest>,
): Promise<Answer> {
  const client = new OpenApi(config(server, access));
  const all = { ...params, protocol: "HTTP", authType: "AK", reqBodyType: "json", bodyType: "json" };
  const form = params.style === "RPC" ? { ...all, reqBodyType: "formData" } : all;
  const answer = await client.callApi(
    new $OpenApiUtil.Params(form),
    new $OpenApiUtil.OpenApiRequest(request),
    {} as never,
  );
  return answer.body as Answer;
}

/** An RPC call by name, with parameters as they are sent, by the vendor's generic client. */
export function rpc(
  server: ServedCloudMonitor,
  action: string,
  query: Record<string, string> = {},
  access: Access & { version?: string } = {},
): Promise<Answer> {
  const { version = "2019-01-01" } = access;
  return send(server, access, { action, version, method: "POST", style: "RPC", pathname: "/" }, { query });
}

/** A call of the API 2024-03-30. */
export function roa(
  server: ServedCloudMonitor,
  call: string,
  request: { body?: unknown; query?: Record<string, string> } = {},
  access: Access = {},
): Promise<Answer> {
  const [method = "", pathname = ""] = call.split(" ");
  const params = { action: "Any", version: "2024-03-30", method, style: "ROA", pathname };
  return send(server, access, params, request);
}

/** What a call was refused with; fails if it was not. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ code: string; status: number; message: string }> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown as { code: string; statusCode?: number; message: string; data?: Answer },
  );
  if (!error) throw new Error("the call was not refused");
  const message = String(error.data?.Message ?? error.message);
  return { code: error.code, status: Number(error.statusCode ?? 0), message };
}

/** The parameters of a rule that is fine. */
export const RULE = {
  RuleId: "cpu-1",
  RuleName: "cpu",
  Namespace: "acs_ecs_dashboard",
  MetricName: "CPUUtilization",
  Resources: '[{"instanceId":"i-1"}]',
  ContactGroups: "ops",
  Period: "60",
  "Escalations.Critical.Statistics": "Average",
  "Escalations.Critical.ComparisonOperator": "GreaterThanOrEqualToThreshold",
  "Escalations.Critical.Threshold": "90",
  "Escalations.Critical.Times": "2",
} as const;

/** One rule as `DescribeMetricRuleList` answers it, or undefined. */
export async function ruleOf(server: ServedCloudMonitor, id: string): Promise<Answer | undefined> {
  const { Alarms } = await rpc(server, "DescribeMetricRuleList", { RuleIds: id });
  return (Alarms as { Alarm: Answer[] }).Alarm[0];
}

/** A request to the control paths. */
export async function control(
  server: ServedCloudMonitor,
  call: string,
  body?: unknown,
): Promise<{ status: number; body: Answer }> {
  const [method = "", path = ""] = call.split(" ");
  const sent = typeof body === "string" ? body : body === undefined ? null : JSON.stringify(body);
  const response = await fetch(`${server.url}/_local${path}`, { method, body: sent });
  return { status: response.status, body: (await response.json()) as Answer };
}
