import { randomUUID } from "node:crypto";
import { CloudMonitorApi } from "./api/api.ts";
import { Clouds } from "./store/accounts.ts";

/** A CloudMonitor without an address, for whoever only needs what it evaluates. `region` is that of calls that name none. */
export function memoryApi(region: string): CloudMonitorApi {
  const [now, signedAt] = [Date.now, Date.now];
  return new CloudMonitorApi({ clouds: new Clouds(), keys: [], region, now, signedAt, newId: randomUUID });
}
