import type { Access } from "../../../../receiver/destinations/destination.ts";
import type { DestinationKind } from "../../../../receiver/destinations/registry.ts";

/** A vendor's account: what is declared for a destination leads to it. */
export interface Account {
  kind: DestinationKind;
}

/** Where each kind of vendor in the simulation has its endpoint, and what a credential looks like there. */
const ENDPOINTS: {
  [kind in DestinationKind]?: { path: (serial: number) => string; credential: (serial: number) => string };
} = {
  itoc360: { path: () => "/functions/v1/events", credential: (serial) => `itoc360-token-${serial}` },
  "itoc360-native": {
    path: (serial) => `/functions/v1/events?token=native-token-${serial}`,
    credential: () => "",
  },
  ilert: { path: () => "/api/events", credential: (serial) => `ilert-key-${serial}` },
  flashduty: {
    path: () => "/event/push/alert/standard",
    credential: (serial) => `flashduty-key-${serial}`,
  },
  pagerduty: {
    path: () => "/v2/enqueue",
    credential: (serial) => `pagerduty-key-${serial}`.padEnd(32, "0"),
  },
  opsgenie: { path: () => "/v2/alerts", credential: (serial) => `opsgenie-key-${serial}` },
  alertmanager: { path: () => "", credential: (serial) => `alertmanager-token-${serial}` },
  webhook: {
    path: () => "/hook",
    credential: (serial) => `whsec_${btoa(`webhook-signing-secret-${serial}`)}`,
  },
  dingtalk: {
    path: () => "/robot/send?access_token=robot-token",
    credential: (serial) => `SEC-dingtalk-${serial}`,
  },
  feishu: {
    path: () => "/open-apis/bot/v2/hook/robot",
    credential: (serial) => `feishu-secret-${serial}`,
  },
  wecom: { path: (serial) => `/cgi-bin/webhook/send?key=robot-key-${serial}`, credential: () => "" },
  slack: { path: (serial) => `/services/T0/B0/robot-${serial}`, credential: () => "" },
};

export const KINDS = Object.keys(ENDPOINTS) as DestinationKind[];

/** Kinds at which people read messages and nothing is resolved. */
export const CHATS: readonly DestinationKind[] = ["dingtalk", "feishu", "wecom", "slack"];

/**
 * The access to one account: its host is the account's name, so a request says which one it is for. `serial`
 * rises with each renewal.
 */
export function accessOf(kind: DestinationKind, vendor: string, serial = 1): Access {
  const endpoint = ENDPOINTS[kind];
  if (!endpoint) throw new Error(`no vendor of kind ${kind} in the simulation`);
  return {
    url: `https://${vendor}.example.com${endpoint.path(serial)}`,
    credential: endpoint.credential(serial),
  };
}

/** The account that a request is for. */
export function vendorOf(url: string): string {
  return new URL(url).hostname.split(".")[0] ?? "";
}
