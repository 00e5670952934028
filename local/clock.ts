/** A clock that goes with the machine's, and can be set. */
export class Clock {
  readonly #machine: () => number;
  #offset = 0;

  /** `machine` tells the machine's time, in milliseconds. */
  constructor(machine: () => number = Date.now) {
    this.#machine = machine;
  }

  now(): number {
    return this.#machine() + this.#offset;
  }

  set(at: number): void {
    this.#offset = at - this.#machine();
  }
}
