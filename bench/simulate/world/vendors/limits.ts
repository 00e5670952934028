import type { DestinationKind } from "../../../../receiver/destinations/registry.ts";

/** Most requests that a vendor takes within a time, as it documents it. */
export interface Limit {
  requests: number;
  /** Milliseconds. */
  within: number;
}

const MINUTE = 60_000;

/** Vendors without a documented number have none. Sources: the adapters in `receiver/destinations/`. */
const LIMITS: Partial<Record<DestinationKind, Limit>> = {
  dingtalk: { requests: 20, within: MINUTE },
  wecom: { requests: 20, within: MINUTE },
  feishu: { requests: 100, within: MINUTE },
  ilert: { requests: 50, within: MINUTE },
  flashduty: { requests: 2000, within: MINUTE },
  pagerduty: { requests: 120, within: MINUTE },
};

export function limitOf(kind: DestinationKind): Limit | undefined {
  return LIMITS[kind];
}
