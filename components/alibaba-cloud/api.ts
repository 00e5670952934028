import { vendorSdk } from "./sdk.ts";

/** A key pair, with the token of a session where it is one's. */
export interface Keys {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
}

/** Who calls, and where. */
interface Caller {
  region: string;
  /** Host, and port if any. Default: CloudMonitor's in the region. */
  endpoint?: string | undefined;
  /** `http` for a local endpoint. Default: `https`. */
  protocol?: string | undefined;
  /** Default: the usual chain of the vendor's SDKs: environment, profile, role of the machine. */
  keys?: Keys | "anonymous" | undefined;
}

/** An operation of an API: RPC has its name among the parameters, ROA in the path. */
interface Operation {
  action: string;
  version: string;
  style: "RPC" | "ROA";
  /** Default: POST. */
  method?: string;
  /** Default: `/`. */
  pathname?: string;
}

interface Parameters {
  query?: Record<string, string>;
  body?: unknown;
}

/** How long an answer and a connection may take, in milliseconds. */
const TIMEOUTS = { readTimeout: 20_000, connectTimeout: 10_000 };

/** Calls operations and gives the bodies of their answers. Throws as the vendor's client does; `refusalOf` reads that. */
export function apiCaller({ region, endpoint, protocol = "https", keys }: Caller) {
  const { core, credentials } = vendorSdk();
  const { default: Client, $OpenApiUtil } = core;
  const config = new $OpenApiUtil.Config({
    ...(keys === undefined ? { credential: new credentials.default() } : keys !== "anonymous" && keys),
    regionId: region,
    endpoint: endpoint ?? `metrics.${region}.aliyuncs.com`,
    protocol,
    ...TIMEOUTS,
  });
  const client = new Client(config);
  return async ({ method = "POST", pathname = "/", ...operation }: Operation, given: Parameters) => {
    const params = new $OpenApiUtil.Params({
      ...operation,
      method,
      pathname,
      protocol: protocol.toUpperCase(),
      authType: keys === "anonymous" ? "Anonymous" : "AK",
      reqBodyType: operation.style === "RPC" ? "formData" : "json",
      bodyType: "json",
    });
    const request = new $OpenApiUtil.OpenApiRequest(given);
    return (await client.callApi(params, request, {} as never)).body;
  };
}

/** The key pair that the usual chain of the vendor's SDKs finds. */
export async function usualKeys(): Promise<Keys> {
  const { credentials } = vendorSdk();
  const { accessKeyId, accessKeySecret, securityToken } = await new credentials.default().getCredential();
  return {
    accessKeyId: accessKeyId ?? "",
    accessKeySecret: accessKeySecret ?? "",
    ...(securityToken && { securityToken }),
  };
}

/** The vendor's code and message, of what a call threw. */
export function refusalOf(error: unknown): { code?: string; message?: string } {
  const { code, message, data } = error as {
    code?: string;
    message?: string;
    data?: { Message?: string; message?: string };
  };
  const said = data?.Message ?? data?.message ?? message;
  return { ...(code !== undefined && { code }), ...(said !== undefined && { message: said }) };
}
