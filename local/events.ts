/** What happens in the local world, as `--json` prints it: one object a line. Times are ISO 8601 in UTC. */
export type WorldEvent = Ready | CallbackEvent | DeliveryEvent | QuarantineEvent | Summary;

export interface Ready {
  event: "ready";
  /** Address of the receiver. */
  receiver: string;
  /** Callback URL of each source, on this machine. Secret of this run only. */
  sources: Record<string, { callbackUrl: string }>;
  destinations: Record<string, { kind: string; url: string }>;
  /** Address of the status report, with its token. */
  statusUrl: string;
  rules: number;
}

/** How to reach the local CloudMonitor's API. The key pair opens nothing else. */
export interface CloudMonitorAccess {
  url: string;
  region: string;
  accessKeyId: string;
  accessKeySecret: string;
}

export interface CallbackEvent {
  event: "callback";
  time: string;
  /** The rule's stable key. */
  rule: string;
  resource: string;
  state: string;
  level: string | null;
  value: string | null;
  /** Name of the source, or the host of a webhook that is no receiver. */
  to: string;
  by: "rule" | "contact";
  status: number | null;
  decision: string;
  /** Key of the incident that the callback belongs to, if any. */
  key: string | null;
}

export interface DeliveryEvent {
  event: "delivery";
  time: string;
  source: string;
  destination: string;
  /** `opened`, `updated` or `resolved`. */
  kind: string;
  key: string;
  attempt: number;
  outcome: string;
  reason: string | null;
}

export interface QuarantineEvent {
  event: "quarantine";
  time: string;
  source: string;
  reason: string;
}

export interface Summary {
  event: "summary";
  /** Whether every expected incident opened and was resolved at every destination. */
  ok: boolean;
  incidents: IncidentSummary[];
  /** What was expected and did not happen, in words. */
  missing: string[];
}

export interface IncidentSummary {
  rule: string;
  resource: string;
  level: string;
  opened: string;
  resolved: string | null;
  key: string;
  /** State and severity at each destination. */
  destinations: Record<string, { state: string; severity: string }>;
}
