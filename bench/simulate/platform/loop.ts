/** Something that happens at a time. */
interface Event {
  time: number;
  /** Events of one time happen in the order in which they were asked for. */
  number: number;
  happen: (() => void) | undefined;
}

/**
 * Virtual time. Whatever waits (timers, requests, flushes, calls between objects) waits here, and the
 * earliest is next. After each event everything that follows from it without waiting is run to its end:
 * promises that nothing of the outside settles are settled in one order, always the same.
 */
export class Loop {
  /** Milliseconds since 1970, with fractions: two things rarely happen at one moment. */
  time: number;
  /** Called after each event, when everything that follows from it has run. */
  afterEvent: () => void = () => {};
  /** Events so far. */
  events = 0;
  readonly #heap: Event[] = [];
  #number = 0;

  constructor(time: number) {
    this.time = time;
  }

  /** Answers what takes it back. */
  at(time: number, happen: () => void): () => void {
    const event: Event = { time: Math.max(time, this.time), number: this.#number++, happen };
    const heap = this.#heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Event;
      if (!isBefore(event, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
    return () => {
      event.happen = undefined;
    };
  }

  after(milliseconds: number, happen: () => void): () => void {
    return this.at(this.time + milliseconds, happen);
  }

  /** Lets everything happen that is due by `end`, and time go on until then. */
  async run(end: number): Promise<void> {
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.time > end) break;
      this.#pop();
      if (!next.happen) continue;
      // Where time has jumped, what was due meanwhile is late.
      this.time = Math.max(this.time, next.time);
      this.events++;
      next.happen();
      await settled();
      this.afterEvent();
    }
    this.time = Math.max(this.time, end);
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Event;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child++;
      if (!isBefore(heap[child] as Event, last)) break;
      heap[index] = heap[child] as Event;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.number < b.number);
}

/** Once every promise that can be settled is. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
