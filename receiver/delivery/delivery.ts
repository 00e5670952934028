import { DurableObject } from "cloudflare:workers";
import type { DeadLetters, DestinationReport, DestinationState, Outcome } from "../answers.ts";
import type { Overview, Told } from "../api/shapes.ts";
import { BINDING } from "../config/bindings.ts";
import { heirOf } from "../config/heirs.ts";
import { retry } from "../destinations/verdict.ts";
import type { Known } from "../drill/state.ts";
import { type Env, readAccess, readConfig } from "../env.ts";
import { messageOf } from "../log.ts";
import { upgrade } from "../sql.ts";
import { production, type Surroundings } from "../surroundings.ts";
import { begin, type Job, messageFor } from "./begin.ts";
import { bequeath } from "./bequeath.ts";
import { deadLettersOf } from "./dead-letters.ts";
import { giveUp } from "./give-up.ts";
import { handOn } from "./hand-on.ts";
import { formerName, senderVia } from "./inherit.ts";
import type { Letter } from "./letter.ts";
import { Memory } from "./memory.ts";
import { tellTrouble } from "./notices.ts";
import { type Action, operate } from "./operate.ts";
import { passDue } from "./pass-on.ts";
import { Postman } from "./postman.ts";
import { replayRenewed } from "./replay.ts";
import { reportOf, stateOf, troubleTexts } from "./report.ts";
import { type Sent, send } from "./send.ts";
import { settle } from "./settle.ts";
import { standingOf } from "./standing.ts";
import { Store } from "./store.ts";
import { Succession } from "./succession.ts";
import { STEPS } from "./tables.ts";
import { takeLetters } from "./take.ts";
import { type DeliveryTally, savePast, tallyOf } from "./tally-of.ts";
import { trailOf } from "./trail-of.ts";
import { nextAt, refresh } from "./wake.ts";

/** Most requests in one run of an alarm. The Free plan allows fifty, and a message may take two. */
const MOST_REQUESTS = 35;

/** How long one run may go on before it hands over to the next, in milliseconds. */
const LONGEST_RUN = 30_000;

/** How long after a run that failed the next one begins, in milliseconds. */
const AFTER_FAILURE = 10_000;

/** How often old rows are dropped. */
const SWEEP_EVERY = 6 * 60 * 60_000;

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The memory of one destination, and the only one who talks to it: pace, order, tries. One Durable Object
 * for each destination, named after it, because limits, outages and backlogs belong to the vendor's key;
 * so none waits for another.
 *
 * Everything that has to survive is written before the step that relies on it: what is taken before the
 * source hears of it, a try before it goes out, what became of it before the next one. The alarm that does
 * the rest is set with what makes it necessary.
 */
export class Delivery extends DurableObject<Env> {
  readonly #world: Surroundings;
  readonly #memory: Memory;
  readonly #postman: Postman;
  readonly #succession: Succession;
  /** Has a run look again for what to send. */
  #nudge: () => void = () => {};
  /** The time that `alarm` was last asked for, as far as this instance knows. */
  #alarmAt = NEVER;
  /** How much the clock that rings alarms is ahead of this object's own. */
  #ahead = 0;

  constructor(ctx: DurableObjectState, env: Env, world: Surroundings = production) {
    super(ctx, env);
    this.#world = world;
    const transaction = <T>(write: () => T) => ctx.storage.transactionSync(write);
    transaction(() => upgrade(ctx.storage.sql, STEPS));
    this.#memory = new Memory({
      name: ctx.id.name,
      config: readConfig(env),
      access: (destination) => readAccess(env, destination),
      store: new Store(ctx.storage.sql),
      world,
      transaction,
    });
    this.#postman = new Postman({
      name: () => this.#memory.name,
      store: this.#memory.store,
      world,
      transaction,
      take: async (destination, sender, letters) => {
        const heir = heirOf(this.#memory.config, destination);
        await this.#other(heir ?? destination).take(sender, letters, heir && destination);
      },
    });
    this.#succession = new Succession({
      memory: this.#memory,
      other: (destination) => this.#other(destination),
      arm: () => this.#arm(),
    });
    // Asked for again at every start: it costs little, and no stop can then lose the alarm.
    this.#arm();
  }

  #other(destination: string): DurableObjectStub<Delivery> {
    return (this.env[BINDING.delivery] as DurableObjectNamespace<Delivery>).getByName(destination);
  }

  /**
   * Takes what a source hands over, in the order of the numbers: JSON of `Letter[]`, since calls between
   * objects can't carry all that JSON can. A call that failed may have run: handed over again, it changes
   * nothing. `former`: the name that it is for, if that is one that this destination had before; what came
   * for that name until then comes first. So it does before what follows about an incident that the former one may
   * have told, and for a vendor's own integration, which gets all in order. A new page does not wait for it.
   */
  take(source: string, letters: string, former?: string): void | Promise<void> {
    this.#refuseAsFormer();
    if (former === undefined && !this.#comesAfter(letters)) return this.#take(source, letters);
    return this.#succession.run().then(() => {
      if (former === undefined) return this.#take(source, letters);
      if (!this.#memory.desk.inherited?.[former]?.done)
        throw new Error(`${this.#memory.name} was not called ${former} before, as far as this version knows`);
      this.#take(source, letters, senderVia(source, former));
    });
  }

  /** Whether what a former name had has to be here first. */
  #comesAfter(letters: string): boolean {
    if (formerName(this.#memory) === undefined) return false;
    const isPage = (letter: Letter) => letter.what === "alert" && letter.news === "opened";
    return this.#memory.destination?.passesOn === true || !(JSON.parse(letters) as Letter[]).every(isPage);
  }

  /** What is said to a name that another destination has taken over is meant for that one. */
  #refuseAsFormer(): void {
    const { heir, name } = this.#memory;
    if (heir !== undefined) throw new Error(`${name} is called ${heir} now`);
  }

  #take(source: string, letters: string, sender = source): void {
    this.#memory.change(() => {
      replayRenewed(this.#memory);
      takeLetters(this.#memory, source, JSON.parse(letters) as Letter[], sender);
      handOn(this.#memory);
      passDue(this.#memory);
      tellTrouble(this.#memory);
      this.#arm();
    });
    this.#nudge();
    void this.#postman.run();
  }

  /** Where it stands as a whole; and what waits for it and what is dead, for the sources asked for. */
  report(sources: string[]): { state: DestinationState; reports: Record<string, DestinationReport> } {
    return this.#memory.look((memory) => ({ state: stateOf(memory), reports: reportOf(memory, sources) }));
  }

  /** What is wrong with it as a whole, in words; nothing: nothing is. */
  health(): string[] {
    return this.#memory.look(troubleTexts);
  }

  /** What the vendor knows of an incident; undefined: that it is over, or nothing was ever told of it. */
  known(key: string): Known | undefined {
    const incident = this.#memory.look(({ store }) => store.incident(key));
    return (
      incident && { isOpen: incident.known === "open" && incident.wants !== "open", toldAt: incident.toldAt }
    );
  }

  /** Where it stands, for an overview. */
  standing(): Overview["destinations"][string] {
    return this.#memory.look(standingOf);
  }

  /** How many tries there were, and how it stands. */
  metrics(): DeliveryTally {
    return this.#memory.change(() => tallyOf(this.#memory));
  }

  /** What it knows of an incident, with every try to tell it. */
  trail(key: string): Told {
    return this.#memory.look((memory) => trailOf(memory, key));
  }

  /** Whether anything was ever handed over to it. */
  wasUsed(): boolean {
    return this.#memory.store.desk() !== undefined;
  }

  /** Dead letters, newest first, from below the id `before`; with what operators did last. */
  deadLetters(before: number, most: number): DeadLetters {
    return this.#memory.look((memory) => deadLettersOf(memory, before, most));
  }

  /** Does what an operator asks for, with all that former names had: what is asked for is meant for that, too. */
  async operate(action: Action): Promise<Outcome> {
    this.#refuseAsFormer();
    await this.#succession.run();
    const outcome = this.#memory.change(() => {
      const done = operate(this.#memory, action);
      passDue(this.#memory);
      tellTrouble(this.#memory);
      this.#arm();
      return done;
    });
    this.#nudge();
    void this.#postman.run();
    return outcome;
  }

  /** Hands the estate of a name over to the destination that is called so now, batch by batch: JSON of `Estate`. */
  bequeath(received: number, heir: string): string {
    const memory = this.#memory;
    if (memory.heir !== heir)
      throw new Error(`${memory.name} does not know yet that it is called ${heir} now`);
    if (memory.store.passingTo().length > 0) {
      void this.#postman.run();
      throw new Error(`${memory.name} still has something to pass on`);
    }
    return JSON.stringify(memory.change(() => bequeath(memory, received)));
  }

  /** Called now and then, in case that an alarm died: they end after six runs that failed. */
  tend(): void {
    this.#alarmAt = NEVER;
    this.#arm();
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    this.#alarmAt = NEVER;
    // One that rings before its time, by this object's clock, would ring again and again until then.
    this.#ahead = Math.max(0, (info?.scheduledTime ?? 0) - this.#world.now());
    // Where even writing fails, trying again at once would only fail again.
    let earliest = this.#world.now() + AFTER_FAILURE;
    try {
      this.#tidy();
      const others = Promise.allSettled([this.#succession.run(), this.#succession.wakeHeir()]);
      await Promise.all([this.#run(), this.#postman.run(), others]);
      earliest = 0;
    } finally {
      this.#arm(earliest);
    }
  }

  /** Apart from delivery: what is too old is dropped even where nothing can be sent. */
  #tidy(): void {
    const memory = this.#memory;
    const now = this.#world.now();
    if (memory.heir !== undefined) return;
    memory.change(() => {
      replayRenewed(memory);
      handOn(memory);
      giveUp(memory);
      passDue(memory);
      tellTrouble(memory);
      refresh(memory);
      if (now - memory.desk.sweptAt < SWEEP_EVERY) return;
      savePast(memory.store);
      memory.store.forget(now);
      memory.desk = { ...memory.desk, sweptAt: now };
      memory.saveDesk();
    });
  }

  /** Sends whatever is due, a few at a time. */
  async #run(): Promise<void> {
    const memory = this.#memory;
    const deadline = this.#world.now() + LONGEST_RUN;
    const underWay = new Set<Promise<void>>();
    const failures: unknown[] = [];
    let requests = 0;
    const finish = async (job: Job) => {
      const sent = await this.#try(job);
      requests += Math.max(1, sent.requests);
      memory.underWay.delete(job.id);
      memory.change(() => {
        settle(memory, job, sent);
        passDue(memory);
        tellTrouble(memory);
      });
      void this.#postman.run();
    };
    for (;;) {
      const goesOn = failures.length === 0 && this.#world.now() <= deadline;
      const most = goesOn ? MOST_REQUESTS - requests - underWay.size : 0;
      for (const job of most > 0 ? memory.change(() => begin(memory, most)) : []) {
        const tried: Promise<void> = finish(job)
          .catch((error) => void failures.push(error))
          .finally(() => underWay.delete(tried));
        underWay.add(tried);
      }
      if (underWay.size === 0) break;
      // Something new need not wait for what takes long.
      const nudged = new Promise<void>((resolve) => {
        this.#nudge = resolve;
      });
      await Promise.race([...underWay, nudged]);
    }
    if (failures.length > 0) throw failures[0];
  }

  /** A message that can't even be rendered must not hold up the others. */
  async #try(job: Job): Promise<Sent> {
    const { access, destination } = this.#memory;
    try {
      if (!access || !destination) throw new Error("there is nowhere to send it to");
      return await send(destination, access, messageFor(this.#memory, job), this.#world);
    } catch (error) {
      return { verdict: retry(`the message could not be made: ${messageOf(error)}`), requests: 0 };
    }
  }

  #arm(earliest = 0): void {
    // Now at the earliest: the platform refuses a time of zero, and nobody would hear of that.
    const at = Math.max(
      this.#world.now(),
      earliest,
      Math.min(nextAt(this.#memory), this.#postman.next(), this.#succession.next()),
    );
    if (at >= this.#alarmAt) return;
    this.#alarmAt = at;
    this.#world.wake(this.ctx.storage, at + this.#ahead);
  }
}
