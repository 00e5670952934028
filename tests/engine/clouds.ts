import type { AccessKey } from "../../local/cloudmonitor/api/authenticate.ts";
import { localKey } from "../../local/cloudmonitor/keys.ts";
import {
  type ServedCloudMonitor,
  type ServeOptions,
  serveCloudMonitor,
} from "../../local/cloudmonitor/serve.ts";
import type { AccountStore } from "../../local/cloudmonitor/store/account.ts";
import type {
  ContactGroupRecord,
  ContactRecord,
  MonitorGroupRecord,
} from "../../local/cloudmonitor/store/records.ts";
import type { RegionStore } from "../../local/cloudmonitor/store/region.ts";

export const ACCOUNT = "1100000000000000";
export const OTHER_ACCOUNT = "1200000000000000";
export const REGION = "cn-hangzhou";

const KEYS: [AccessKey, AccessKey] = [localKey(ACCOUNT), localKey(OTHER_ACCOUNT)];

/** A local CloudMonitor with two accounts, and what a stack needs to reach it. */
export interface TestCloud {
  served: ServedCloudMonitor;
  account: AccountStore;
  region: RegionStore;
  config: Record<string, string>;
  secrets: Record<string, string>;
}

export async function openCloud(options: Partial<ServeOptions> = {}): Promise<TestCloud> {
  const served = await serveCloudMonitor({ keys: KEYS, region: REGION, wait: async () => {}, ...options });
  const account = served.api.clouds.account(ACCOUNT);
  return {
    served,
    account,
    region: account.region(REGION),
    config: {
      "alicloud:region": REGION,
      "alicloud:accessKey": KEYS[0].id,
      "alicloud:protocol": "HTTP",
      "alicloud:endpoints": JSON.stringify([
        { cms: served.endpoint, sts: served.endpoint, eventbridge: served.endpoint },
      ]),
    },
    secrets: { "alicloud:secretKey": KEYS[0].secret },
  };
}

/** The secret of an account's key. */
export function secretOf(account: string): string {
  return localKey(account).secret;
}

/** An application group without members. */
export function applicationGroup(id: number): MonitorGroupRecord {
  const name = `group ${id}`;
  return { id, name, contactGroups: [], type: "custom", tags: [], instances: [], created: 0, updated: 0 };
}

const MADE = { created: 0, updated: 0 };

/** A contact that was there before. */
export function contact(name: string): ContactRecord {
  const channels = { Mail: `${name}@example.com` };
  return {
    ...MADE,
    name,
    describe: name,
    lang: "en",
    channels,
    activated: ["Mail"],
    dingTalkWebhook: undefined,
  };
}

/** A contact group that was there before. */
export function contactGroup(name: string, contacts: string[] = ["li"]): ContactGroupRecord {
  return { ...MADE, name, describe: "", contacts, enableSubscribed: false };
}
