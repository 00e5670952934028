/** Something that happens at a time. */
interface Event {
  time: number;
  /** Events of one time happen in the order in which they were asked for. */
  number: number;
  happen: (() => void) | undefined;
}

/**
 * How many steps are asked of Node at once. Between two of them it settles every promise that can be; each
 * round of its own loop besides would cost as much as some steps.
 */
const AT_ONCE = 64;

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
    await new Promise<void>((resolve, reject) => {
      let isOver = false;
      let isUnderWay = false;
      const step = () => {
        if (isOver) return;
        try {
          if (isUnderWay) this.afterEvent();
          isUnderWay = this.#happens(end);
        } catch (error) {
          isOver = true;
          return reject(error);
        }
        if (isUnderWay) return;
        isOver = true;
        resolve();
      };
      const steps = () => {
        if (isOver) return;
        for (let each = 0; each < AT_ONCE; each++) setImmediate(step);
        setImmediate(steps);
      };
      steps();
    });
    this.time = Math.max(this.time, end);
  }

  /** Lets the next thing happen, if it is due by `end`. */
  #happens(end: number): boolean {
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.time > end) return false;
      this.#pop();
      if (!next.happen) continue;
      // Where time has jumped, what was due meanwhile is late.
      this.time = Math.max(this.time, next.time);
      this.events++;
      next.happen();
      return true;
    }
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
