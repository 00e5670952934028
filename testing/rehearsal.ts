import type { CallbackEvent, DeliveryEvent } from "../local/events.ts";
import { LEVELS } from "../receiver/level.ts";

/** One message that reached a destination. */
export interface Told {
  destination: string;
  /** `opened` pages somebody; `updated` and `resolved` join the incident. */
  kind: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** An incident of a rehearsal. Times are milliseconds since 1970. */
export interface Incident {
  key: string;
  /** The rule's stable key. */
  rule: string;
  resource: string;
  source: string;
  /** The worst level that it reached: critical, warn, info or no-data. */
  level: string;
  opened: number;
  resolved: number | undefined;
  told: Told[];
}

const WORST_FIRST: readonly string[] = LEVELS;

/** What a program made of given metric data. */
export class Rehearsal {
  /** When the data begins and ends, in milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** Every callback that CloudMonitor posted, with the ledger's decision. */
  readonly callbacks: readonly CallbackEvent[];
  /** Every try to tell a destination. */
  readonly deliveries: readonly DeliveryEvent[];
  readonly incidents: readonly Incident[];
  /** Rules that the local CloudMonitor can't evaluate, by key, with the reason: they say nothing here. */
  readonly notEvaluated: Readonly<Record<string, string>>;

  constructor(parts: {
    start: number;
    end: number;
    callbacks: CallbackEvent[];
    deliveries: DeliveryEvent[];
    notEvaluated?: Record<string, string>;
  }) {
    this.start = parts.start;
    this.end = parts.end;
    this.callbacks = parts.callbacks;
    this.deliveries = parts.deliveries;
    this.notEvaluated = parts.notEvaluated ?? {};
    this.incidents = incidentsOf(parts.callbacks, parts.deliveries);
  }

  /** What happened, one line each, with times since the beginning: what a failing expectation shows. */
  timeline(): string {
    const lines = [
      ...this.callbacks.map((event) => ({
        at: Date.parse(event.time),
        text: `${event.rule} on ${event.resource}: ${[event.state, event.level, event.value].filter(Boolean).join(" ")} → ${event.decision}${event.reason ? `, ${event.reason}` : ""}`,
      })),
      ...this.deliveries.map((event) => ({
        at: Date.parse(event.time),
        text: `    ${event.kind} at ${event.destination}: ${event.outcome}${event.reason ? ` (${event.reason})` : ""}`,
      })),
    ];
    // A callback stands before what it caused: sorting is stable, and callbacks come first.
    lines.sort((a, b) => a.at - b.at);
    const silent = Object.entries(this.notEvaluated).map(
      ([rule, reason]) => `${rule} is not evaluated: ${reason}`,
    );
    const told = lines.map(({ at, text }) => `${this.clock(at)}  ${text}`);
    return [...silent, ...(told.length === 0 ? ["(nothing happened)"] : told)].join("\n");
  }

  /** Time since the beginning as `2h05m`, or with days `1d02h05m`. */
  clock(at: number): string {
    const minutes = Math.round((at - this.start) / 60_000);
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
    const two = (number: number) => String(number).padStart(2, "0");
    return `${days > 0 ? `${days}d` : ""}${two(hours)}h${two(minutes % 60)}m`;
  }
}

function incidentsOf(callbacks: readonly CallbackEvent[], deliveries: readonly DeliveryEvent[]): Incident[] {
  const incidents = new Map<string, Incident>();
  for (const event of callbacks) {
    if (event.key === null) continue;
    const at = Date.parse(event.time);
    const level = event.state === "INSUFFICIENT_DATA" ? "no-data" : (event.level ?? "");
    const known = incidents.get(event.key);
    if (!known) {
      const { key, rule, resource, to: source } = event;
      incidents.set(key, { key, rule, resource, source, level, opened: at, resolved: undefined, told: [] });
    } else if (event.state === "OK") {
      known.resolved ??= at;
    } else if (WORST_FIRST.indexOf(level) < WORST_FIRST.indexOf(known.level)) {
      known.level = level;
    }
  }
  for (const { key, destination, kind, outcome, time } of deliveries) {
    if (outcome === "delivered") incidents.get(key)?.told.push({ destination, kind, at: Date.parse(time) });
  }
  return [...incidents.values()];
}
