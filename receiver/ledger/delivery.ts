import type { RelayConfig } from "../config/config.ts";
import type { Access, Destination } from "../destinations/destination.ts";
import { destinationOf } from "../destinations/registry.ts";
import { iso } from "../destinations/text.ts";
import { rejected, retry, type Verdict } from "../destinations/verdict.ts";
import { sha256 } from "../digest.ts";
import { messageOf } from "../log.ts";
import { alertOf, renderMessage } from "../message/render.ts";
import type { Surroundings } from "../surroundings.ts";
import { answered, failed, type Lane, newLane, readyAt, room, spend } from "./lane.ts";
import { nextTry } from "./schedule.ts";
import { send } from "./send.ts";
import type { OutboxRow, Store } from "./store.ts";

/** Requests under way to one destination. A Worker may have six open connections in all. */
const AT_ONCE = 2;

/** How long one run may go on before it hands over to the next, in milliseconds. */
const LONGEST_RUN = 30_000;

export interface DeliveryContext {
  source: string;
  config: RelayConfig;
  access: (destination: string) => Access | undefined;
  store: Store;
  world: Surroundings;
  /** Runs its argument as one transaction. */
  transaction: (write: () => void) => void;
}

/**
 * Takes messages from the outbox to the destinations. Each destination has a lane of its own, so a
 * slow one delays no other; within a lane the store hands out only the oldest message of each
 * incident. What a try changes is written in one transaction after it: a stop in between means that
 * the message is sent again, never that it is lost.
 */
export class Delivery {
  readonly #context: DeliveryContext;
  readonly #lanes: Map<string, Lane>;

  constructor(context: DeliveryContext) {
    this.#context = context;
    this.#lanes = context.store.lanes();
  }

  /** When a message that is due at `dueAt` can go out to this destination. */
  earliest(destination: string, dueAt: number): number {
    const { world } = this.#context;
    const settings = this.#settings(destination);
    if (!settings) return dueAt;
    return Math.max(dueAt, readyAt(this.#lane(destination, settings), settings.pace, world.now()));
  }

  /** When `run` has something to do next, or undefined if the outbox is empty. */
  next(): number | undefined {
    const times = this.#context.store
      .waiting()
      .map(({ destination, dueAt }) => this.earliest(destination, dueAt));
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Delivers whatever is due now. */
  async run(): Promise<void> {
    const deadline = this.#context.world.now() + LONGEST_RUN;
    const names = this.#context.store.waiting().map(({ destination }) => destination);
    await Promise.all(names.map((name) => this.#runLane(name, deadline)));
  }

  /** Whether a destination takes callbacks as they came. */
  passesOn(destination: string): boolean {
    return this.#settings(destination)?.passesOn ?? false;
  }

  /** The destinations that have to be reminded of what is open. */
  forgetful(): string[] {
    return Object.keys(this.#context.config.destinations).filter((name) => this.#settings(name)?.forgets);
  }

  #settings(destination: string): Destination | undefined {
    const settings = this.#context.config.destinations[destination];
    return settings && destinationOf(settings.kind);
  }

  #lane(name: string, destination: Destination): Lane {
    return this.#lanes.get(name) ?? newLane(destination.pace, this.#context.world.now());
  }

  #changeLane(name: string, destination: Destination, change: (lane: Lane) => Lane): void {
    const lane = change(this.#lane(name, destination));
    this.#lanes.set(name, lane);
    this.#context.store.saveLane(name, lane);
  }

  async #runLane(name: string, deadline: number): Promise<void> {
    const { store, world } = this.#context;
    const settings = this.#settings(name);
    for (;;) {
      const now = world.now();
      const most = settings
        ? Math.min(AT_ONCE, room(this.#lane(name, settings), settings.pace, now))
        : AT_ONCE;
      const rows = most > 0 ? store.due(name, now, most) : [];
      if (rows.length === 0 || now > deadline) return;
      await Promise.all(rows.map((row) => this.#deliverSafely(row, settings)));
    }
  }

  /** A message that can't even be rendered must not hold up the others. */
  async #deliverSafely(row: OutboxRow, destination: Destination | undefined): Promise<void> {
    try {
      await this.#deliver(row, destination);
    } catch (error) {
      const reason = `the message could not be made: ${messageOf(error)}`;
      this.#settle(row, undefined, retry(reason));
    }
  }

  async #deliver(row: OutboxRow, destination: Destination | undefined): Promise<void> {
    const { store, world, config, source } = this.#context;
    if (!destination) {
      return this.#settle(row, undefined, rejected("no such destination in the configuration"));
    }
    const event = store.event(row.event);
    const alert = event && alertOf(event);
    if (!event || !alert) {
      return this.#settle(row, undefined, rejected("the alert is no longer stored"));
    }
    const reached = store.reached(row);
    const message = renderMessage(config, source, row, event, alert, reached?.memory ?? undefined);
    // A destination that never learned of an incident has nothing to resolve.
    if (row.kind === "resolved" && !reached && !destination.passesOn) {
      this.#context.transaction(() => store.finish(row, world.now()));
      this.#log(row, message.key, "skipped", { reason: "its opening was never delivered" });
      return;
    }
    const access = this.#context.access(row.destination);
    if (!access) {
      return this.#settle(
        row,
        message.key,
        retry("the destination's secret binding is missing or unreadable"),
      );
    }
    const stop = fingerprint(access);
    // Read after the last wait: another delivery of this lane may have changed it meanwhile.
    if (this.#lane(row.destination, destination).stoppedAccess === stop) {
      return this.#settle(row, message.key, rejected("the destination asked for no more (HTTP 410)"));
    }
    this.#changeLane(row.destination, destination, (unused) => ({
      ...spend(unused, destination.pace, world.now()),
      stoppedAccess: null,
    }));
    const { verdict, wait, memory, late, requests } = await send(destination, access, message, world);
    for (let more = requests; more > 1; more--)
      this.#changeLane(row.destination, destination, (used) => spend(used, destination.pace, world.now()));
    this.#settle(row, message.key, verdict, { wait, memory, late, stop });
  }

  /** Writes down what a try came to. */
  #settle(
    row: OutboxRow,
    key: string | undefined,
    verdict: Verdict,
    extra: {
      wait?: number | undefined;
      memory?: string | undefined;
      late?: boolean | undefined;
      stop?: string;
    } = {},
  ): void {
    const { store, world } = this.#context;
    const now = world.now();
    const settings = this.#settings(row.destination);
    const changeLane = (change: (lane: Lane) => Lane) => {
      if (settings) this.#changeLane(row.destination, settings, change);
    };
    const bury = (reason: string, operator: boolean) => {
      store.bury(row, now, reason, operator);
      store.finish(row, now);
      this.#log(row, key, "rejected", { reason });
    };
    this.#context.transaction(() => {
      switch (verdict.outcome) {
        case "delivered":
          store.markReached(row, now, extra.memory);
          store.finish(row, now);
          changeLane(answered);
          this.#log(row, key, "delivered");
          return;
        case "rejected":
          changeLane((lane) => ({
            ...answered(lane),
            stoppedAccess: verdict.stop ? (extra.stop ?? null) : null,
          }));
          return bury(verdict.reason, verdict.operator ?? false);
        case "retry": {
          const least = Math.max(verdict.after ?? 0, extra.wait ?? 0);
          // Told twice that nobody knows whether it arrived: a third copy would do more harm than good.
          const again = extra.late && settings?.readByPeople && row.lastReason === verdict.reason;
          const mostTries = again ? 1 : undefined;
          const next = nextTry(row.attempts + 1, now, world.random(), { least, mostTries });
          changeLane((lane) => failed(lane, now, verdict.everyone ? Math.max(least, 5_000) : undefined));
          if (next === undefined)
            return bury(`given up after ${row.attempts + 1} tries: ${verdict.reason}`, false);
          store.postpone(row.seq, row.attempts + 1, next, verdict.reason);
          this.#log(row, key, "retry", { reason: verdict.reason, nextTry: iso(next) });
        }
      }
    });
  }

  #log(
    row: OutboxRow,
    key: string | undefined,
    outcome: "delivered" | "retry" | "rejected" | "skipped",
    rest: { reason?: string; nextTry?: string } = {},
  ): void {
    const { world, source } = this.#context;
    const { destination, kind } = row;
    world.log({
      event: "delivery",
      source,
      destination,
      kind,
      key: key ?? "",
      attempt: row.attempts + 1,
      outcome,
      ...rest,
    });
  }
}

/** Tells one access from another without keeping it: a stopped destination runs again when its access changes. */
function fingerprint({ url, credential }: Access): string {
  return sha256([url, credential]).slice(0, 32);
}
