import { apiCaller, refusalOf } from "../components/alibaba-cloud/api.ts";

/** A metric as `DescribeMetricMetaList` describes it: lists are joined by commas. */
export interface MetricMeta {
  Namespace: string;
  MetricName: string;
  Unit?: string;
  Statistics?: string;
  Dimensions?: string;
  Periods?: string;
}

export interface MetaAccess {
  region: string;
  /** Host, and port if any. Default: `metrics.<region>.aliyuncs.com`. */
  endpoint?: string;
  /** `http` for a local endpoint. Default: `https`. */
  protocol?: string;
}

/** Entries of one page. The vendor's default is 30; there are about two thousand metrics. */
const PAGE = 500;

/** Pages that are read at most, so that an answer that never ends does not go on for ever. */
const MOST_PAGES = 100;

/**
 * Every metric that an account can see in a region, of one namespace or of all. Reads only. Credentials
 * come from the usual chain of `@alicloud/credentials`: environment, profile, role. Throws with the
 * vendor's code and message.
 */
export async function readMetricMeta(access: MetaAccess, namespace?: string): Promise<MetricMeta[]> {
  const call = asking<Answer>(access, "DescribeMetricMetaList");
  const found: MetricMeta[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const query = {
      PageNumber: String(page),
      PageSize: String(PAGE),
      ...(namespace && { Namespace: namespace }),
    };
    const { Resources, TotalCount } = await call(query);
    const entries = Resources?.Resource ?? [];
    found.push(...entries);
    if (entries.length === 0 || found.length >= Number(TotalCount ?? 0)) return found;
  }
  return found;
}

interface Answer {
  Resources?: { Resource?: MetricMeta[] };
  TotalCount?: string;
}

/** Calls one operation of CloudMonitor that reads. Throws with the vendor's code and message. */
export function asking<Answer>(access: MetaAccess, action: string) {
  const call = apiCaller(access);
  return async (query: Record<string, string>): Promise<Answer> => {
    try {
      return await call({ action, version: "2019-01-01", style: "RPC" }, { query });
    } catch (error) {
      const { code = "no answer", message = "no reason" } = refusalOf(error);
      throw new Error(`${action}: ${code}: ${message}`);
    }
  };
}
