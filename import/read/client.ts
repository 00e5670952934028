import { createRequire } from "node:module";

interface ApiAccess {
  region: string;
  /** Host, and port if any. Default: `metrics.<region>.aliyuncs.com`. */
  endpoint?: string;
  /** Default: https. */
  protocol?: string;
  /** Key pair. Default: the usual chain of `@alicloud/credentials`: environment, profile, role of the machine. */
  accessKeyId?: string;
  accessKeySecret?: string;
}

type Sdk = typeof import("@alicloud/cms20190101");

/** The calls that are made, all of which only read. */
export type ReadingClient = Pick<
  InstanceType<Sdk["default"]>,
  | "describeContactList"
  | "describeContactGroupList"
  | "describeMetricRuleList"
  | "describeEventRuleList"
  | "describeEventRuleTargetList"
  | "describeMetricRuleBlackList"
  | "describeMonitorGroups"
  | "describeMonitorGroupInstances"
  | "describeDynamicTagRuleList"
> & {
  /** A page of CloudMonitor 2.0's alert rules: there is no SDK of that API on npm. */
  queryAlertRules(pageNumber: number, pageSize: number): Promise<{ body?: AlertRulesAnswer }>;
};

interface AlertRulesAnswer {
  code?: unknown;
  success?: boolean;
  message?: string;
  data?: { alertRules?: Record<string, unknown>[]; totalCount?: number };
}

// CommonJS packages of the vendor, of some megabytes: loaded only by the command that needs them.
const require = createRequire(import.meta.url);

/** The vendor's package. */
export function sdk(): Sdk {
  return require("@alicloud/cms20190101");
}

/** The vendor's own client. */
export function readingClient(access: ApiAccess): ReadingClient {
  const { region, endpoint, protocol = "https", accessKeyId, accessKeySecret } = access;
  const { default: Client } = sdk();
  const { default: Credential } = require("@alicloud/credentials") as typeof import("@alicloud/credentials");
  const { $OpenApiUtil } = require("@alicloud/openapi-core") as typeof import("@alicloud/openapi-core");
  const config = new $OpenApiUtil.Config({
    ...(accessKeyId === undefined ? { credential: new Credential() } : { accessKeyId, accessKeySecret }),
    regionId: region,
    endpoint: endpoint ?? `metrics.${region}.aliyuncs.com`,
    protocol,
    readTimeout: 20_000,
    connectTimeout: 10_000,
  });
  const client = new Client(config);
  const query = new $OpenApiUtil.Params({
    action: "QueryAlertRules",
    version: "2024-03-30",
    protocol,
    method: "POST",
    authType: "AK",
    style: "ROA",
    pathname: "/queryAlertRules",
    reqBodyType: "json",
    bodyType: "json",
  });
  const queryAlertRules: ReadingClient["queryAlertRules"] = async (pageNumber, pageSize) => {
    const request = new $OpenApiUtil.OpenApiRequest({ body: { pageNumber, pageSize } });
    return await client.callApi(query, request, {} as never);
  };
  return Object.assign(client, { queryAlertRules });
}
