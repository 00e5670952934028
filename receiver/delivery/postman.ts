import { messageOf } from "../log.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Store } from "./store.ts";

/** Most letters of one batch. */
const MOST_LETTERS = 50;

/** Waits after batches that failed in a row, in milliseconds; the last one goes on. */
const AGAIN = [1000, 2000, 5000, 10_000, 30_000];

export interface PostmanContext {
  /** The destination that passes on. */
  name: () => string;
  store: Store;
  world: Surroundings;
  /** Hands letters to a destination's object, as a source does. */
  take: (destination: string, sender: string, letters: string) => Promise<unknown>;
  /** Runs its argument as one transaction. */
  transaction: (write: () => void) => void;
}

/**
 * Brings what is passed on to the objects of other destinations, as a source hands over to this one: one
 * batch at a time for each, dropped here only when it is safe there, and told from a repeated one by its
 * numbers.
 */
export class Postman {
  readonly #context: PostmanContext;
  readonly #underWay = new Map<string, Promise<void>>();
  /** Batches that failed in a row, and when the next one may go. */
  readonly #failures = new Map<string, { count: number; dueAt: number }>();

  constructor(context: PostmanContext) {
    this.#context = context;
  }

  /** When there is something to bring; infinite if nothing is left. */
  next(): number {
    const times = this.#context.store.passingTo().map((to) => this.#failures.get(to)?.dueAt ?? 0);
    return Math.min(Number.POSITIVE_INFINITY, ...times);
  }

  /** Brings what is due, and resolves when nothing is under way any more. Never throws. */
  async run(): Promise<void> {
    const { name, store, world } = this.#context;
    try {
      for (const destination of store.passingTo()) {
        if (this.#underWay.has(destination)) continue;
        if ((this.#failures.get(destination)?.dueAt ?? 0) > world.now()) continue;
        const brought = this.#bring(destination).finally(() => this.#underWay.delete(destination));
        this.#underWay.set(destination, brought);
      }
    } catch (error) {
      world.log({ event: "hand-over", source: `via ${name()}`, problem: messageOf(error) });
    }
    await Promise.all(this.#underWay.values());
  }

  async #bring(destination: string): Promise<void> {
    const { name, store, world, take, transaction } = this.#context;
    const sender = `via ${name()}`;
    try {
      for (;;) {
        const batch = store.passing(destination, MOST_LETTERS);
        const last = batch.at(-1);
        if (!last) break;
        await take(destination, sender, `[${batch.map(({ letter }) => letter)}]`);
        transaction(() => store.dropPassing(destination, last.number));
        this.#failures.delete(destination);
      }
    } catch (error) {
      const count = this.#failures.get(destination)?.count ?? 0;
      const wait = AGAIN[Math.min(count, AGAIN.length - 1)] ?? 0;
      this.#failures.set(destination, { count: count + 1, dueAt: world.now() + wait });
      world.log({ event: "hand-over", source: sender, destination, problem: messageOf(error) });
    }
  }
}
