// The deployed Worker with disks as slow as Cloudflare's: an answer leaves 12 ms after its commit at the
// earliest, and each object has one flush at a time. What was committed before a flush began is part of it.
import worker, { Delivery, Ledger as Real } from "../../receiver/worker.ts";

/** Measured at a deployed object: 10 to 13 ms. */
const FLUSH = 12;

export { Delivery };

export class Ledger extends Real {
  #running = Promise.resolve();
  #next;

  async accept(callback, submissions) {
    const decisions = await super.accept(callback, submissions);
    await this.#flushed();
    return decisions;
  }

  #flushed() {
    this.#next ??= this.#running = this.#running.then(() => {
      this.#next = undefined;
      return new Promise((resolve) => setTimeout(resolve, FLUSH));
    });
    return this.#next;
  }
}

export default worker;
