import type { Random } from "../../random.ts";
import { type Caller, type CallHost, type Fate, namespaceFor } from "./calls.ts";
import { type PlatformFault, PlatformFaults } from "./faults.ts";
import type { Receiver } from "./load.ts";
import type { Loop } from "./loop.ts";
import { type Instance, type Life, type ObjectHost, SimulatedObject } from "./object.ts";
import type { Sql } from "./sql.ts";
import { type Network, surroundingsOf } from "./surroundings.ts";

/** What is deployed: bindings as the program declares them, without the objects' namespaces. */
export type Bindings = Record<string, unknown>;

export interface CloudOptions {
  loop: Loop;
  /** When the run began, and how long its faults are on. */
  begin: number;
  lasts: number;
  random: Random;
  receiver: Receiver;
  network: Network;
  faults: readonly PlatformFault[];
  /** Namespaces by binding, with the class whose objects they hold. */
  namespaces: Record<string, string>;
  /** Writes a line of the run's log. */
  note: (who: string, what: string) => void;
  /** Something that no run may do. */
  fault: (who: string, what: string) => void;
  /** The database of an object, for whoever plays one run after another. Default: a new one. */
  database?: ((object: string) => Sql) | undefined;
  /** One line of the receiver's own log. */
  log: (object: SimulatedObject, entry: Record<string, unknown>) => void;
}

/** Milliseconds that things take in a data centre; a flush is 10 to 13 where it was measured. */
const FLUSH = { least: 4, most: 20 };
const WAY = { least: 0.5, most: 6 };
const IDLE = { least: 10_000, most: 140_000 };
const ALARM_DELAY = { usual: 15, late: 60_000 };
/** How long it takes until every object and every Worker runs what was deployed, in milliseconds. */
export const ROLL_OUT = 8000;

/**
 * Cloudflare as far as the receiver needs it: the Worker's invocations, its objects, and what is deployed.
 *
 * It leaves out: reads of storage that are not SQL, WebSockets, several data centres, and limits of memory
 * and processor time.
 */
export class Cloud implements ObjectHost, CallHost {
  readonly loop: Loop;
  readonly objects = new Map<string, SimulatedObject>();
  readonly #options: CloudOptions;
  readonly #faults: PlatformFaults;
  #bindings: Bindings | undefined;
  #before: Bindings | undefined;
  #deployedAt = Number.NEGATIVE_INFINITY;
  #invocations = 0;

  constructor(options: CloudOptions) {
    this.loop = options.loop;
    this.#options = options;
    this.#faults = new PlatformFaults(options.faults, options.begin, options.lasts);
    this.loop.afterEvent = () => {
      for (const object of this.objects.values()) object.endTurn();
    };
  }

  object(kind: string, name: string): SimulatedObject {
    const key = `${kind} ${name}`;
    let object = this.objects.get(key);
    if (!object) {
      object = new SimulatedObject(kind, name, this, this.#options.database?.(key));
      this.objects.set(key, object);
    }
    return object;
  }

  /** Deploys bindings: within some seconds every object is stopped, and starts with them. */
  deploy(bindings: Bindings): void {
    this.#before = this.#bindings;
    this.#bindings = bindings;
    // At first there is nobody who could still run with what was before.
    if (this.#before) this.#deployedAt = this.loop.time;
    for (const object of this.objects.values()) {
      if (object.isRunning)
        this.loop.after(this.#between(0, ROLL_OUT), () => object.isRunning && object.stop("deployed"));
    }
  }

  /** Whether somebody who starts now runs with what was before: for some seconds after a deployment that may be. */
  #isBehind(): boolean {
    const since = this.loop.time - this.#deployedAt;
    return since < ROLL_OUT && this.#options.random.next() * ROLL_OUT > since;
  }

  /** A request to the Worker. Undefined if the invocation was cut off: nobody knows how far it came. */
  async request(request: Request): Promise<Response> {
    const caller = this.#worker();
    const context = { waitUntil: () => {}, passThroughOnException: () => {} };
    return this.#options.receiver.worker.fetch(request, this.#env(caller, this.#isBehind()), context);
  }

  async scheduled(cron: string): Promise<void> {
    const { worker } = this.#options.receiver;
    const controller = { cron, scheduledTime: Math.floor(this.loop.time), noRetry: () => {} };
    const env = this.#env(this.#worker(), this.#isBehind());
    await worker.scheduled?.(controller, env, { waitUntil: () => {} });
  }

  #worker(): Caller {
    const name = `Worker ${++this.#invocations}`;
    return { leave: (send) => send(), resume: (happen) => happen(), toString: () => name };
  }

  #env(caller: Caller, isBehind: boolean): Bindings {
    const env: Bindings = { ...(isBehind ? this.#before : this.#bindings) };
    for (const [binding, kind] of Object.entries(this.#options.namespaces))
      env[binding] = namespaceFor(kind, caller, this);
    return env;
  }

  construct(life: Life, context: object): Instance {
    const { object } = life;
    const { random, network, log } = this.#options;
    const name = object.toString();
    const caller: Caller = {
      leave: (send) => {
        life.waits++;
        object.leave(send);
      },
      resume: (happen) => object.resume(life, happen),
      toString: () => name,
    };
    const surroundings = surroundingsOf(life, {
      loop: this.loop,
      network,
      now: () => Math.floor(this.loop.time + this.#faults.clockIsAhead(name, this.loop.time)),
      random: () => random.next(),
      log: (entry) => log(object, entry),
      fault: (what) => this.fault(object, what),
    });
    const Class = this.#options.receiver.classes[object.kind];
    if (!Class) throw new Error(`no class ${object.kind}`);
    const isBehind = this.#isBehind();
    // Nobody keeps what was before.
    if (isBehind)
      this.loop.at(this.#deployedAt + ROLL_OUT, () => {
        if (!life.isOver) object.stop("deployed");
      });
    return new Class(context, this.#env(caller, isBehind), surroundings) as Instance;
  }

  flushTime(): number {
    return this.#between(FLUSH.least, FLUSH.most);
  }

  /** After 10 s an object may be taken out of memory, and after 140 s it is. */
  idleTime(): number {
    return this.#between(IDLE.least, IDLE.most);
  }

  way(): number {
    return this.#between(WAY.least, WAY.most);
  }

  alarmDelay(object: SimulatedObject): number {
    const late = this.#faults.isAlarmLate(object.toString(), this.loop.time);
    return this.#between(0, late ? ALARM_DELAY.late : ALARM_DELAY.usual);
  }

  keptAtStop(_: SimulatedObject, unflushed: number): number {
    return unflushed === 0 ? 0 : this.#options.random.below(unflushed + 1);
  }

  beforeStatement(object: SimulatedObject): void {
    if (this.#faults.diskFails(object.toString(), this.loop.time))
      throw new Error("disk I/O error: SQLITE_IOERR");
  }

  /** How often something has happened in an object: at each of these it could have stopped. */
  stepsOf(object: SimulatedObject): number {
    return this.#faults.stepsOf(object.toString());
  }

  step(object: SimulatedObject): void {
    if (this.#faults.stopsNow(object.toString(), this.loop.time)) object.stop("killed");
  }

  fate(_: Caller, target: SimulatedObject): Fate {
    return this.#faults.fateOfCall(target.toString(), this.loop.time) ?? "arrives";
  }

  called(caller: Caller, target: SimulatedObject, method: string, fate: Fate): void {
    this.note(target, `${caller} calls ${method}${fate === "arrives" ? "" : `: ${fate}`}`);
  }

  note(object: SimulatedObject, what: string): void {
    this.#options.note(object.toString(), what);
  }

  fault(object: SimulatedObject, what: string): void {
    this.#options.fault(object.toString(), what);
  }

  #between(least: number, most: number): number {
    return least + this.#options.random.next() * (most - least);
  }
}
