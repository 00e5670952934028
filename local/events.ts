/** What happens in the local run, as `--json` prints it: one object a line. Times are ISO 8601 in UTC. */
export type LocalEvent =
  | Ready
  | StackReady
  | DestinationEvent
  | CallbackEvent
  | DeliveryEvent
  | QuarantineEvent
  | NotShownEvent
  | Summary;

export interface Ready {
  event: "ready";
  /** Address of the receiver. */
  receiver: string;
  /** Callback URL of each source, on this machine. Secret of this run only. */
  sources: Record<string, { callbackUrl: string }>;
  destinations: Record<string, { kind: string; url: string }>;
  /** Address of the status report, with its token. */
  statusUrl: string;
  /** Address of the local CloudMonitor, which has what the program declares. */
  cloudmonitor: string;
  /** How many rules on metrics it has. */
  rules: number;
  /** How many resources about monitoring the program has of each type that nobody here reads. */
  notLookedAt: Record<string, number>;
}

/** How to reach the local CloudMonitor's API. The key pair opens nothing else. */
export interface CloudMonitorAccess {
  url: string;
  region: string;
  accessKeyId: string;
  accessKeySecret: string;
}

/** Both clouds as APIs, waiting for `pulumi up` of a stack on this machine. */
export interface StackReady {
  event: "stack";
  stack: string;
  /** The stack's configuration, as it was written into the program's folder. */
  file: string;
  region: string;
  /** Address of the local CloudMonitor's API. */
  cloudMonitor: string;
  /** Base URL of the local Cloudflare's API. */
  cloudflare: string;
  /** Where uploaded Workers answer for the host name in `Host`. */
  workers: string;
  /** With it the providers reach this machine. What is secret in it opens nothing else. */
  environment: Record<string, string>;
}

/** A destination of an uploaded receiver has its stand-in. */
interface DestinationEvent {
  event: "destination";
  script: string;
  name: string;
  kind: string;
  url: string;
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
  /** Why nobody is told of it by itself: what holds it back, or what it is told in. */
  reason?: string;
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

interface QuarantineEvent {
  event: "quarantine";
  time: string;
  source: string;
  reason: string;
}

/** Rules that the scenario of the program's own rules leaves out, with the reason. */
interface NotShownEvent {
  event: "not-shown";
  rules: { rule: string; reason: string }[];
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
