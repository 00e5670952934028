import { read } from "../../../../local/destinations/chat.ts";
import type { Answer } from "../../../../local/destinations/stand-in.ts";
import { VENDORS } from "../../../../local/destinations/vendors.ts";
import type { Access } from "../../../../receiver/destinations/destination.ts";
import type { DestinationKind } from "../../../../receiver/destinations/registry.ts";
import type { Random } from "../../../random.ts";
import type { Loop } from "../../platform/loop.ts";
import { NUMBERED, NUMBERED_ONCE } from "../body.ts";
import { accessesOf } from "../deployments.ts";
import type { Refused } from "../scenario.ts";
import type { Account } from "./accounts.ts";
import {
  type Fault,
  refusedMessage,
  VENDOR_FAULTS,
  type VendorFault,
  type VendorFaultName,
} from "./faults.ts";
import { limitOf } from "./limits.ts";
import { readOnce } from "./once.ts";
import { RecordedIncidents } from "./record.ts";

/** A request as it left the receiver. */
export interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
  leftAt: number;
}

/** What the receiver is to see of a request: an answer after some time, a broken connection, or nothing ever. */
export interface Reaction {
  after: number;
  answer?: Answer | undefined;
  /** What the vendor took, in words. */
  took?: string | undefined;
}

/** How long nothing may come after an answer, in milliseconds: as it says, or as its refusal means. */
const QUIET: Partial<Record<VendorFaultName, number>> = {
  "answers 429 with Retry-After": 60_000,
  "refuses the access": 14 * 60_000,
  "is gone (410)": Number.POSITIVE_INFINITY,
};

/** How long it may take until an answer is known, in milliseconds. */
const A_MOMENT = 1000;

/** A summary of what was over before it could be told. */
const SUMMED = /(\d+) incidents? opened and w|(\d+) 个告警已触发并恢复/;

/** What a run has in store for its vendors. */
interface Bad {
  begin: number;
  vendorFaults: readonly VendorFault[];
  refused: readonly Refused[];
}

/** One account at a vendor, which does what its contract says unless a fault is on. */
export class SimulatedVendor {
  readonly name: string;
  readonly kind: DestinationKind;
  readonly incidents: RecordedIncidents;
  /** Requests that reached it, with the times of those that count for its limit. */
  readonly arrivals: number[] = [];
  /** Every request that it took or judged, with the time since the run began. */
  readonly taken: (Sent & { at: number })[] = [];
  /** Requests that left before the time that it had asked for, or that its refusal asks for. */
  readonly tooSoon: string[] = [];
  /** What its last answer asks for: nothing before `until`. */
  #quiet: { from: number; until: number; why: string; access: string } | undefined;
  /** When each request had left the receiver. */
  readonly leftAt: number[] = [];
  readonly #refused: readonly Refused[];
  readonly #accesses: ReturnType<typeof accessesOf>;
  readonly #loop: Loop;
  readonly #random: Random;
  readonly #faults: readonly VendorFault[];
  readonly #begin: number;
  readonly #vendor: ReturnType<(typeof VENDORS)[DestinationKind]>;

  constructor(
    name: string,
    account: Account,
    { loop, random, scenario }: { loop: Loop; random: Random; scenario: Bad },
  ) {
    const now = () => Math.floor(loop.time);
    this.name = name;
    this.kind = account.kind;
    this.#accesses = accessesOf(name, account, scenario.vendorFaults);
    this.#loop = loop;
    this.#random = random;
    this.#faults = scenario.vendorFaults.filter(({ vendor }) => vendor === name);
    this.#begin = scenario.begin;
    this.#refused = scenario.refused.filter(({ vendor }) => vendor === name);
    this.incidents = new RecordedIncidents(now);
    this.#vendor = VENDORS[account.kind](now);
  }

  get #access(): Access {
    const since = this.#loop.time - this.#begin;
    const valid = this.#accesses.findLast(({ from }) => from <= since);
    if (!valid) throw new Error(`${this.name} has no access`);
    return valid.access;
  }

  /** Whether a request that arrives now meets a fault. */
  #fault(): VendorFault | undefined {
    const since = this.#loop.time - this.#begin;
    return this.#faults.find(
      ({ at, lasts, oneOf, number = this.leftAt.length }) =>
        at <= since &&
        since < at + lasts &&
        number === this.leftAt.length &&
        (oneOf === 1 || this.#random.below(oneOf) === 0),
    );
  }

  /** A request arrives. */
  async receive(sent: Sent): Promise<Reaction> {
    this.leftAt.push(sent.leftAt);
    const fault = this.#fault();
    const {
      takes = true,
      wire,
      answer: other,
      delay = 0,
    }: Fault = fault ? VENDOR_FAULTS[fault.what] : { takes: true };
    const callback = callbackOf(sent.body);
    const before = this.incidents.taken.length;
    let answer = this.#refuses(callback) ? refusedMessage(this.kind) : undefined;
    if (takes || !wire) this.arrivals.push(this.#loop.time);
    if (takes && !answer) answer = await this.#take(sent, callback);
    const [first] = this.incidents.taken.slice(before);
    const took = first && `${first.what} ${first.incident} (#${first.callback})`;
    const after = 20 + this.#random.next() * 300 + delay;
    this.#keepQuiet(sent, fault?.what, after);
    if (wire === "hang") return { after: Number.POSITIVE_INFINITY, took };
    if (wire === "reset") return { after, took };
    if (other) answer = typeof other === "function" ? other(this.kind) : other;
    return { after, took, answer: answer ?? { status: 503 } };
  }

  /** Whether it can't take what is made of a callback now. */
  #refuses(callback: number | undefined): boolean {
    const since = this.#loop.time - this.#begin;
    return this.#refused.some(
      ({ callback: each, until = Number.POSITIVE_INFINITY }) => each === callback && since < until,
    );
  }

  /** Notes a request that came too soon, and what the answer to this one asks for. */
  #keepQuiet({ url, headers, leftAt }: Sent, fault: VendorFaultName | undefined, after: number): void {
    const before = this.#quiet;
    const access = JSON.stringify([url, headers.authorization]);
    if (before && before.access === access && before.from < leftAt && leftAt < before.until)
      this.tooSoon.push(`${Math.round((leftAt - before.from) / 1000)} s after it ${before.why}`);
    const from = this.#loop.time + after + A_MOMENT;
    const lasts = fault && QUIET[fault];
    // What was under way when it answered says nothing.
    if (lasts !== undefined)
      this.#quiet = { from, until: from + lasts - 2 * A_MOMENT, why: fault ?? "", access };
    else if (!before || leftAt > before.from) this.#quiet = undefined;
  }

  /** Takes again what it had taken when the run was stopped. */
  async restore(taken: readonly (Sent & { at: number })[]): Promise<void> {
    const { time } = this.#loop;
    for (const { at, ...sent } of taken) {
      this.#loop.time = this.#begin + at;
      const callback = callbackOf(sent.body) ?? callbackOf(sent.body, NUMBERED_ONCE);
      const message = readOnce(this.kind, jsonOf(sent.body));
      if (message) {
        this.#note(sent, callback);
        read(this.incidents, message.title, message.text);
      } else await this.#take(sent, callback);
    }
    this.#loop.time = time;
  }

  #note(sent: Sent, callback: number | undefined): void {
    const { time } = this.#loop;
    this.taken.push({ ...sent, at: time - this.#begin });
    this.incidents.request = { time, leftAt: sent.leftAt, callback, summed: summedIn(sent.body) };
  }

  #take(sent: Sent, callback: number | undefined): Answer | Promise<Answer> {
    const { url, headers, body: text } = sent;
    this.#note(sent, callback);
    const request = {
      ...{ method: "POST", url: new URL(url), headers: new Headers(headers) },
      ...{ text, json: jsonOf(text) },
    };
    return this.#vendor(request, this.incidents, this.#access);
  }

  /** When its documented limit was exceeded first, if ever. */
  exceededAt(): number | undefined {
    const limit = limitOf(this.kind);
    if (!limit) return undefined;
    return this.arrivals.find((time, index) => {
      const first = this.arrivals[index - limit.requests];
      return first !== undefined && time - first < limit.within;
    });
  }
}

/** The callback that a message was made of; undefined if it is of none. */
export function callbackOf(text: string, numbered = NUMBERED): number | undefined {
  const found = numbered.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** How many incidents a message says opened and were resolved before they could be told. */
export function summedIn(text: string): number {
  return Number(SUMMED.exec(text)?.find((each, index) => index > 0 && each) ?? 0);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
