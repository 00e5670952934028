import { messageOf } from "../log.ts";
import type { Estate } from "./bequeath.ts";
import { formerName, inherit, receivedFrom } from "./inherit.ts";
import type { Memory } from "./memory.ts";

/** How long after a former name could not be asked it is asked again, in milliseconds. */
const AGAIN = 10_000;

interface SuccessionContext {
  memory: Memory;
  /** The object of another destination. */
  other: (destination: string) => {
    bequeath: (received: number, heir: string) => Promise<string>;
    tend: () => Promise<unknown>;
  };
  /** Asks for the alarm, in the transaction that makes it necessary. */
  arm: () => void;
}

/**
 * Takes over what former names of a destination had to tell: batch by batch, each safe here before it goes
 * there, and told from a repeated one by its number.
 */
export class Succession {
  readonly #context: SuccessionContext;
  #dueAt = 0;

  constructor(context: SuccessionContext) {
    this.#context = context;
  }

  /** When there is something to take over; infinite if nothing is left. */
  next(): number {
    const { memory } = this.#context;
    if (formerName(memory) === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(this.#dueAt, memory.world.now());
  }

  /** Takes over all of it. Throws where a former name can't be asked. */
  async run(): Promise<void> {
    const { memory, other, arm } = this.#context;
    for (let former = formerName(memory); former !== undefined; former = formerName(memory)) {
      const name = former;
      try {
        const received = receivedFrom(memory, name);
        const estate = JSON.parse(await other(name).bequeath(received, memory.name)) as Estate;
        memory.change(() => {
          inherit(memory, name, estate);
          arm();
        });
      } catch (error) {
        const { world } = memory;
        this.#dueAt = world.now() + AGAIN;
        const problem = messageOf(error);
        world.log({ event: "hand-over", source: name, destination: memory.name, problem });
        throw error;
      }
    }
  }

  /** The destination that is called so now takes over sooner than when it looks by itself. */
  async wakeHeir(): Promise<void> {
    const { heir, waiting } = this.#context.memory;
    if (heir !== undefined && waiting.size > 0) await this.#context.other(heir).tend();
  }
}
