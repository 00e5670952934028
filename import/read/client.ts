import { createRequire } from "node:module";

export interface ApiAccess {
  region: string;
  /** Host, and port if any. Default: `metrics.<region>.aliyuncs.com`. */
  endpoint?: string;
  /** Default: https. */
  protocol?: string;
  /** Key pair. Default: the usual chain of `@alicloud/credentials`: environment, profile, role of the machine. */
  accessKeyId?: string;
  accessKeySecret?: string;
  /** Of a session. */
  securityToken?: string;
}

type Sdk = InstanceType<typeof import("@alicloud/cms20190101").default>;

/** The calls that are made, all of which only read. */
const CALLS = [
  "describeContactList",
  "describeContactGroupList",
  "describeMetricRuleList",
  "describeEventRuleList",
  "describeEventRuleTargetList",
  "describeMetricRuleBlackList",
  "describeMonitorGroups",
  "describeMonitorGroupInstances",
  "describeDynamicTagRuleList",
  "describeProductsOfActiveMetricRule",
  "describeActiveMetricRuleList",
  "describeSiteMonitorList",
  "describeSiteMonitorAttribute",
] as const;
type Call = (typeof CALLS)[number];

/** What the vendor's typed client says of the calls; of the client itself, 11 MB, nothing is needed. */
type Calls = {
  [C in Call]: (
    query: Partial<Parameters<Sdk[C]>[0]>,
  ) => Promise<{ body?: NonNullable<Awaited<ReturnType<Sdk[C]>>["body"]> }>;
};

export interface ReadingClient extends Calls {
  /** A page of CloudMonitor 2.0's alert rules: there is no SDK of that API on npm. */
  queryAlertRules(pageNumber: number, pageSize: number): Promise<{ body?: AlertRulesAnswer }>;
}

interface AlertRulesAnswer {
  code?: unknown;
  success?: boolean;
  message?: string;
  data?: { alertRules?: Record<string, unknown>[]; totalCount?: number };
}

// CommonJS packages of the vendor, of some megabytes: loaded only by the command that needs them.
const require = createRequire(import.meta.url);

/** A client of the calls, on the vendor's own core, which signs them. */
export function readingClient(access: ApiAccess): ReadingClient {
  const { region, endpoint = `metrics.${region}.aliyuncs.com`, protocol = "https" } = access;
  const { client, $OpenApiUtil } = clientOf({ ...access, endpoint });
  const common = { protocol, method: "POST", authType: "AK", bodyType: "json" };
  const call = (action: string) => async (given: object) => {
    const params = new $OpenApiUtil.Params({
      ...common,
      ...{ action, version: "2019-01-01", style: "RPC", pathname: "/", reqBodyType: "formData" },
    });
    const query = Object.entries(given).map(([name, value]) => [capital(name), String(value)]);
    const request = new $OpenApiUtil.OpenApiRequest({ query: Object.fromEntries(query) });
    const { body } = await client.callApi(params, request, {} as never);
    return { body: camelCase(body) };
  };
  const queryAlertRules: ReadingClient["queryAlertRules"] = async (pageNumber, pageSize) => {
    const params = new $OpenApiUtil.Params({
      ...common,
      ...{ action: "QueryAlertRules", version: "2024-03-30", style: "ROA" },
      ...{ pathname: "/queryAlertRules", reqBodyType: "json" },
    });
    const request = new $OpenApiUtil.OpenApiRequest({ body: { pageNumber, pageSize } });
    return await client.callApi(params, request, {} as never);
  };
  const calls = Object.fromEntries(CALLS.map((name) => [name, call(capital(name))]));
  return { ...(calls as unknown as Calls), queryAlertRules };
}

function clientOf(access: ApiAccess & { endpoint: string }) {
  const { region, endpoint, protocol = "https", accessKeyId, accessKeySecret, securityToken } = access;
  const { default: Credential } = require("@alicloud/credentials") as typeof import("@alicloud/credentials");
  const { default: Client, $OpenApiUtil } =
    require("@alicloud/openapi-core") as typeof import("@alicloud/openapi-core");
  const key = { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  const config = new $OpenApiUtil.Config({
    ...(accessKeyId === undefined ? { credential: new Credential() } : key),
    regionId: region,
    endpoint,
    protocol,
    readTimeout: 20_000,
    connectTimeout: 10_000,
  });
  return { client: new Client(config), $OpenApiUtil };
}

/** The key of a session in which one has a role. `access` is who takes it on; its endpoint is that of STS. */
export async function roleSession(access: ApiAccess, roleArn: string): Promise<Partial<ApiAccess>> {
  const { client, $OpenApiUtil } = clientOf({ ...access, endpoint: access.endpoint ?? "sts.aliyuncs.com" });
  const params = new $OpenApiUtil.Params({
    ...{ action: "AssumeRole", version: "2015-04-01", style: "RPC", pathname: "/", method: "POST" },
    ...{ protocol: access.protocol ?? "https", authType: "AK", bodyType: "json", reqBodyType: "formData" },
  });
  const query = { RoleArn: roleArn, RoleSessionName: "cloudmonitor-relay" };
  const { body } = await client.callApi(params, new $OpenApiUtil.OpenApiRequest({ query }), {} as never);
  const {
    AccessKeyId: accessKeyId,
    AccessKeySecret: accessKeySecret,
    SecurityToken: securityToken,
  } = body.Credentials;
  return { accessKeyId, accessKeySecret, securityToken };
}

/** `DescribeContactList` of `describeContactList`. */
function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** An answer with the names that the vendor's typed client gives: small at the beginning, but `SMS` and `SQLFilter`. */
function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [
    name.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()),
    camelCase(each),
  ]);
  return Object.fromEntries(entries);
}
