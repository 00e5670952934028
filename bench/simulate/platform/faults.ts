/**
 * What the platform does to the receiver in one run, as data: it can be shortened and printed. An object is
 * named as the story names it: `Ledger hangzhou`.
 *
 * - `stop`: the object stops when something happens in it for the `step`-th time.
 * - `statement`: from its `from`-th SQL statement on, so many statements fail.
 * - `call`: the `number`-th call that somebody makes to it is lost on the way there (it did not run) or on
 *   the way back (it ran), or refused.
 * - `overload`: calls to it are refused for so long.
 * - `clock`: from a time on, its clock is ahead by so many milliseconds, or behind.
 * - `alarm`: alarms that are due within this time come up to a minute late.
 *
 * Times are milliseconds since the run began. When its time is over, so are all faults but those of clocks.
 */
export type PlatformFault =
  | { kind: "stop"; object: string; step: number }
  | { kind: "statement"; object: string; from: number; times: number }
  | { kind: "call"; object: string; number: number; fate: "lost before" | "lost after" | "overloaded" }
  | { kind: "overload"; object: string; at: number; lasts: number }
  | { kind: "clock"; object: string; at: number; by: number }
  | { kind: "alarm"; object: string; at: number; lasts: number };

type Kind = PlatformFault["kind"];
type Of<K extends Kind> = Extract<PlatformFault, { kind: K }>;

/** The faults of a run by object, and how often each object has met what they count. */
export class PlatformFaults {
  readonly #byObject = new Map<string, PlatformFault[]>();
  readonly #counts = new Map<string, number>();
  readonly #begin: number;
  readonly #end: number;

  constructor(faults: readonly PlatformFault[], begin: number, lasts: number) {
    this.#begin = begin;
    this.#end = begin + lasts;
    for (const fault of faults) {
      const known = this.#byObject.get(fault.object);
      if (known) known.push(fault);
      else this.#byObject.set(fault.object, [fault]);
    }
  }

  #of<K extends Kind>(object: string, kind: K): Of<K>[] {
    return (this.#byObject.get(object) ?? []).filter((fault): fault is Of<K> => fault.kind === kind);
  }

  #count(object: string, kind: Kind): number {
    const key = `${kind} ${object}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }

  /** How often something has happened in an object. */
  stepsOf(object: string): number {
    return this.#counts.get(`stop ${object}`) ?? 0;
  }

  stopsNow(object: string, time: number): boolean {
    const step = this.#count(object, "stop");
    if (time > this.#end) return false;
    return this.#of(object, "stop").some((fault) => fault.step === step);
  }

  diskFails(object: string, time: number): boolean {
    if (time > this.#end || !this.#byObject.has(object)) return false;
    const number = this.#count(object, "statement");
    return this.#of(object, "statement").some(({ from, times }) => from <= number && number < from + times);
  }

  fateOfCall(object: string, time: number): Of<"call">["fate"] | undefined {
    const number = this.#count(object, "call");
    if (time > this.#end) return undefined;
    if (this.#isWithin(this.#of(object, "overload"), time)) return "overloaded";
    return this.#of(object, "call").find((fault) => fault.number === number)?.fate;
  }

  isAlarmLate(object: string, time: number): boolean {
    return this.#isWithin(this.#of(object, "alarm"), time);
  }

  clockIsAhead(object: string, time: number): number {
    return this.#of(object, "clock")
      .filter(({ at }) => this.#begin + at <= time)
      .reduce((sum, { by }) => sum + by, 0);
  }

  #isWithin(faults: { at: number; lasts: number }[], time: number): boolean {
    const since = time - this.#begin;
    return faults.some(({ at, lasts }) => at <= since && since < at + lasts);
  }
}
