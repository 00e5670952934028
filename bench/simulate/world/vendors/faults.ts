import type { Answer } from "../../../../local/destinations/stand-in.ts";
import type { DestinationKind } from "../../../../receiver/destinations/registry.ts";

/** What a vendor can do wrong, and whether it has taken the request all the same. */
export interface Fault {
  /** What it answers; undefined: what it answers when all is well. A function where vendors differ. */
  answer?: Answer | ((kind: DestinationKind) => Answer);
  takes: boolean;
  /** How the connection ends without an answer. */
  wire?: "reset" | "hang";
  /** How long the answer takes besides, in milliseconds. */
  delay?: number;
  /** It ends when another access is deployed, which is the only one that the vendor takes from its beginning. */
  renewed?: true;
}

const CHAT_CODES: Partial<Record<DestinationKind, (code: number) => Answer>> = {
  dingtalk: (errcode) => ({ status: 200, body: { errcode, errmsg: "error" } }),
  wecom: (errcode) => ({ status: 200, body: { errcode, errmsg: "error" } }),
  feishu: (code) => ({ status: 200, body: { code, msg: "error", data: {} } }),
};

const chat = (kind: DestinationKind, code: number, otherwise: Answer) =>
  CHAT_CODES[kind]?.(code) ?? otherwise;

/** Codes with which a chat says that the robot or its token is gone. */
const GONE_ROBOTS: Partial<Record<DestinationKind, number>> = {
  dingtalk: 300001,
  wecom: 93000,
  feishu: 19001,
};
/** Codes with which a chat says that it was sent too much. */
const TOO_FAST: Partial<Record<DestinationKind, number>> = { dingtalk: 410100, wecom: 45009, feishu: 11232 };

const flashdutyError = (status: number, code: string, message: string): Answer => ({
  status,
  body: { request_id: "request-1", error: { code, message } },
});

/** Each kind of verdict, and each way in which a connection fails. */
export const VENDOR_FAULTS = {
  "answers 503": { answer: { status: 503 }, takes: false },
  "answers 500": { answer: { status: 500 }, takes: false },
  "takes it and answers 504": { answer: { status: 504 }, takes: true },
  "breaks the connection": { wire: "reset", takes: false },
  "takes it and breaks the connection": { wire: "reset", takes: true },
  hangs: { wire: "hang", takes: false },
  "takes it and hangs": { wire: "hang", takes: true },
  "is slow": { takes: true, delay: 6000 },
  "answers 429": { answer: (kind) => limited(kind), takes: false },
  "answers 429 with Retry-After": {
    answer: { status: 429, headers: { "retry-after": "60" } },
    takes: false,
  },
  "answers what nobody knows": { answer: (kind) => chat(kind, 999_999, { status: 418 }), takes: false },
  "refuses the access": { answer: (kind) => refusedAccess(kind), takes: false },
  // At Opsgenie a 410 says of an alert that it is gone.
  "is gone (410)": {
    answer: (kind) => ({ status: kind === "opsgenie" ? 403 : 410 }),
    takes: false,
    renewed: true,
  },
  "takes the old access no more": { takes: true, renewed: true },
} as const satisfies Record<string, Fault>;

export type VendorFaultName = keyof typeof VENDOR_FAULTS;

/** A fault of one vendor, for a time. Times are milliseconds since the run began. */
export interface VendorFault {
  vendor: string;
  at: number;
  lasts: number;
  what: VendorFaultName;
  /** Of so many requests it meets one, by chance. 1: every one. */
  oneOf: number;
  /** Of those that arrive it meets this one alone, counted from 1. Default: all. */
  number?: number;
}

function limited(kind: DestinationKind): Answer {
  return chat(kind, TOO_FAST[kind] ?? 0, { status: 429 });
}

function refusedAccess(kind: DestinationKind): Answer {
  const code = GONE_ROBOTS[kind];
  if (code !== undefined) return chat(kind, code, { status: 404 });
  if (kind === "flashduty")
    return flashdutyError(400, "InvalidParameter", "integration_key is not a valid one");
  if (kind === "pagerduty")
    return { status: 400, body: { status: "invalid event", errors: ["Invalid routing key"] } };
  return { status: kind === "itoc360" ? 401 : 403 };
}

/**
 * What a vendor answers to a message that it can never take. Feishu documents no such code, and of what
 * vendors' own integrations refuse nothing is documented.
 */
const REFUSED_MESSAGES: Partial<Record<DestinationKind, Answer>> = {
  itoc360: { status: 400, body: { error: "Invalid payload" } },
  ilert: { status: 400, body: { code: "BAD_REQUEST" } },
  flashduty: flashdutyError(400, "InvalidParameter", "title_rule"),
  pagerduty: { status: 400, body: { status: "invalid event", errors: ["'payload.summary' is missing"] } },
  opsgenie: { status: 422, body: { message: "Request body is not processable" } },
  alertmanager: { status: 400, body: '"start time must be before end time"' },
  webhook: { status: 400 },
  dingtalk: { status: 200, body: { errcode: 460101, errmsg: "message too long" } },
  wecom: { status: 200, body: { errcode: 40058, errmsg: "invalid Request Parameter" } },
  slack: { status: 400, body: "invalid_payload" },
};

export function refusedMessage(kind: DestinationKind): Answer | undefined {
  return REFUSED_MESSAGES[kind];
}
