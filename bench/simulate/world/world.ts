import { CRON, OBJECTS } from "../../../receiver/config/bindings.ts";
import { Random } from "../../random.ts";
import { Cloud, ROLL_OUT } from "../platform/cloud.ts";
import type { Receiver } from "../platform/load.ts";
import { Loop } from "../platform/loop.ts";
import type { Sql } from "../platform/sql.ts";
import type { Recording } from "../upgrade/recording.ts";
import { deploymentsOf } from "./deployments.ts";
import { Network } from "./network.ts";
import { Operator } from "./operator.ts";
import { bindingsOf, type Program } from "./program.ts";
import type { Scenario } from "./scenario.ts";
import { Sender } from "./sender.ts";
import { SimulatedVendor } from "./vendors/vendor.ts";

/** One line of a run's log. */
export interface Note {
  time: number;
  who: string;
  what: string;
}

/** What is known of a run that was stopped, beside what its objects had on disk. */
type Stopped = Pick<Recording, "taken" | "outcomes">;

/** How often the program's cron trigger fires, in milliseconds: its schedule names minutes. */
const CRON_EVERY = Number(/^\*\/(\d+) /.exec(CRON)?.[1]) * 60_000;

/** Everything of one run: the receiver in its cloud, who calls it, and whom it tells. */
export class World {
  readonly scenario: Scenario;
  readonly loop: Loop;
  readonly notes: Note[] = [];
  /** Rules that no run may break, and were broken. */
  readonly faults: string[] = [];
  readonly vendors: SimulatedVendor[];
  readonly cloud: Cloud;
  readonly sender: Sender;
  readonly operator: Operator;
  #program: Program;

  /**
   * `since`: how many milliseconds after its beginning the run is taken up. `database`: those of the objects, if
   * they are not new.
   */
  constructor(scenario: Scenario, receiver: Receiver, since = 0, database?: (object: string) => Sql) {
    const { begin, seed } = scenario;
    this.scenario = scenario;
    this.loop = new Loop(begin + since);
    const { loop } = this;
    const before = deploymentsOf(scenario).findLast(({ at }) => at <= since);
    this.#program = before?.program ?? scenario.program;
    const note = (who: string, what: string) => void this.notes.push({ time: loop.time, who, what });
    this.vendors = Object.entries(scenario.vendors).map(
      ([name, account]) =>
        new SimulatedVendor(name, account, { loop, random: new Random(seed ^ 0x5eed), scenario }),
    );
    const network = new Network(loop, this.vendors, note);
    this.cloud = new Cloud({
      loop,
      begin,
      lasts: scenario.lasts,
      random: new Random(seed ^ 0xc10d),
      receiver,
      database,
      faults: scenario.platformFaults,
      namespaces: OBJECTS,
      note,
      fault: (who, what) => this.faults.push(`${who}: ${what}`),
      log: (object, { event, ...entry }) => note(object.toString(), `${event} ${JSON.stringify(entry)}`),
      network,
    });
    this.sender = new Sender(this.cloud, begin, () => this.#program, note);
    this.operator = new Operator(this.cloud, () => this.#program, note);
    this.#tick();
  }

  /** What is deployed, as far as callers know. */
  get program(): Program {
    return this.#program;
  }

  /** Begins from nothing. */
  start(): void {
    this.cloud.deploy(bindingsOf(this.#program));
    for (const callback of this.scenario.callbacks) this.sender.plan(callback);
    this.#planDeployments();
  }

  /** Goes on where a run was stopped, of another version of the receiver maybe. */
  async resume(recording: Stopped, restoreObjects: (cloud: Cloud) => void): Promise<void> {
    for (const vendor of this.vendors) await vendor.restore(recording.taken[vendor.name] ?? []);
    restoreObjects(this.cloud);
    this.cloud.deploy(bindingsOf(this.#program));
    const known = new Map(recording.outcomes.map((outcome) => [outcome.serial, outcome]));
    for (const callback of this.scenario.callbacks) this.sender.plan(callback, known.get(callback.serial));
    this.#planDeployments();
  }

  #planDeployments(): void {
    const { begin, actions } = this.scenario;
    for (const action of actions) if (begin + action.at >= this.loop.time) this.operator.plan(action, begin);
    for (const { at, what, program } of deploymentsOf(this.scenario)) {
      if (begin + at < this.loop.time) continue;
      this.loop.at(begin + at, () => {
        this.notes.push({ time: this.loop.time, who: "Pulumi", what: `deploys: ${what}` });
        this.cloud.deploy(bindingsOf(program));
        // Rules get the URL of their callbacks once the Worker knows it.
        this.loop.after(ROLL_OUT, () => {
          this.#program = program;
        });
      });
    }
  }

  #tick(): void {
    this.loop.after(CRON_EVERY, () => {
      this.cloud.scheduled(CRON).catch((error) => {
        this.notes.push({ time: this.loop.time, who: "cron", what: `failed: ${error}` });
      });
      this.#tick();
    });
  }
}
