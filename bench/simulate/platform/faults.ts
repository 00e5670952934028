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

/** What one object is to meet, and how often it has met what faults count. */
class ObjectFaults {
  readonly all: PlatformFault[] = [];
  readonly #counts: { [kind in Kind]?: number } = {};

  of<K extends Kind>(kind: K): Of<K>[] {
    return this.all.length === 0 ? NONE : this.all.filter((fault): fault is Of<K> => fault.kind === kind);
  }

  counted(kind: Kind): number {
    return this.#counts[kind] ?? 0;
  }

  count(kind: Kind): number {
    const count = this.counted(kind) + 1;
    this.#counts[kind] = count;
    return count;
  }
}

const NONE: never[] = [];

/** The faults of a run by object. */
export class PlatformFaults {
  readonly #byObject = new Map<string, ObjectFaults>();
  readonly #begin: number;
  readonly #end: number;

  constructor(faults: readonly PlatformFault[], begin: number, lasts: number) {
    this.#begin = begin;
    this.#end = begin + lasts;
    for (const fault of faults) this.#of(fault.object).all.push(fault);
  }

  #of(object: string): ObjectFaults {
    const known = this.#byObject.get(object);
    if (known) return known;
    const fresh = new ObjectFaults();
    this.#byObject.set(object, fresh);
    return fresh;
  }

  /** How often something has happened in an object. */
  stepsOf(object: string): number {
    return this.#of(object).counted("stop");
  }

  stopsNow(object: string, time: number): boolean {
    const own = this.#of(object);
    const step = own.count("stop");
    return time <= this.#end && own.of("stop").some((fault) => fault.step === step);
  }

  diskFails(object: string, time: number): boolean {
    const own = this.#of(object);
    if (time > this.#end || own.all.length === 0) return false;
    const number = own.count("statement");
    return own.of("statement").some(({ from, times }) => from <= number && number < from + times);
  }

  fateOfCall(object: string, time: number): Of<"call">["fate"] | undefined {
    const own = this.#of(object);
    const number = own.count("call");
    if (time > this.#end) return undefined;
    if (this.#isWithin(own.of("overload"), time)) return "overloaded";
    return own.of("call").find((fault) => fault.number === number)?.fate;
  }

  isAlarmLate(object: string, time: number): boolean {
    return this.#isWithin(this.#of(object).of("alarm"), time);
  }

  clockIsAhead(object: string, time: number): number {
    return this.#of(object)
      .of("clock")
      .reduce((sum, { at, by }) => (this.#begin + at <= time ? sum + by : sum), 0);
  }

  #isWithin(faults: { at: number; lasts: number }[], time: number): boolean {
    const since = time - this.#begin;
    return faults.some(({ at, lasts }) => at <= since && since < at + lasts);
  }
}
