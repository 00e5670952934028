import { apiCaller } from "../../components/alibaba-cloud/api.ts";

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

/** A client of the calls, on the vendor's own core, which signs them. */
export function readingClient(access: ApiAccess): ReadingClient {
  const ask = callerOf(access);
  const call = (action: string) => async (given: object) => {
    const query = Object.entries(given).map(([name, value]) => [capital(name), String(value)]);
    const operation = { action, version: "2019-01-01", style: "RPC" } as const;
    return { body: camelCase(await ask(operation, { query: Object.fromEntries(query) })) };
  };
  const queryAlertRules: ReadingClient["queryAlertRules"] = async (pageNumber, pageSize) => {
    const pathname = "/queryAlertRules";
    const operation = { action: "QueryAlertRules", version: "2024-03-30", style: "ROA", pathname } as const;
    return { body: await ask(operation, { body: { pageNumber, pageSize } }) };
  };
  const calls = Object.fromEntries(CALLS.map((name) => [name, call(capital(name))]));
  return { ...(calls as unknown as Calls), queryAlertRules };
}

function callerOf({ accessKeyId, accessKeySecret = "", securityToken, ...access }: ApiAccess) {
  const keys = accessKeyId !== undefined && {
    accessKeyId,
    accessKeySecret,
    ...(securityToken && { securityToken }),
  };
  return apiCaller({ ...access, ...(keys && { keys }) });
}

/** The key of a session in which one has a role. `access` is who takes it on; its endpoint is that of STS. */
export async function roleSession(access: ApiAccess, roleArn: string): Promise<Partial<ApiAccess>> {
  const ask = callerOf({ ...access, endpoint: access.endpoint ?? "sts.aliyuncs.com" });
  const query = { RoleArn: roleArn, RoleSessionName: "cloudmonitor-relay" };
  const { Credentials } = await ask({ action: "AssumeRole", version: "2015-04-01", style: "RPC" }, { query });
  const {
    AccessKeyId: accessKeyId,
    AccessKeySecret: accessKeySecret,
    SecurityToken: securityToken,
  } = Credentials;
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
