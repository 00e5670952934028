import type { Cloud } from "../platform/cloud.ts";
import { presentName } from "./going.ts";
import { operateRequest, type Program } from "./program.ts";

/** What an operator asks a destination for. Times are milliseconds since the run began. */
export type PlannedAction = { at: number; destination: string } & (
  | { what: "hold"; until: number }
  /** `replay`: of all that is dead. */
  | { what: "discard" | "replay" }
);

/** How long an operator waits before they ask again, and how often, in milliseconds. */
const AGAIN = 10_000;
const MOST_TRIES = 60;

/** What became of a request, as the operator saw it. */
export interface Done {
  action: PlannedAction;
  what: PlannedAction["what"] | "release";
  /** What the destination was called when it was asked; undefined: it had been removed. */
  name: string | undefined;
  /** When it was asked first, and when the answer was 200; undefined: never. */
  askedAt: number;
  doneAt?: number;
}

/** An operator with the token of `/operate`, who asks until the answer is 200. */
export class Operator {
  readonly done: Done[] = [];
  /** Actions that are not done yet. */
  underWay = 0;
  readonly #cloud: Cloud;
  readonly #program: () => Program;
  readonly #note: (who: string, what: string) => void;

  constructor(cloud: Cloud, program: () => Program, note: (who: string, what: string) => void) {
    this.#cloud = cloud;
    this.#program = program;
    this.#note = note;
  }

  plan(action: PlannedAction, begin: number): void {
    this.#planOne(action, action.what, begin + action.at);
    if (action.what === "hold") this.#planOne(action, "release", begin + action.until);
  }

  #planOne(action: PlannedAction, what: Done["what"], at: number): void {
    this.underWay++;
    this.#cloud.loop.at(at, () => {
      const done: Done = { action, what, name: undefined, askedAt: this.#cloud.loop.time };
      this.done.push(done);
      void this.#ask(done, 1);
    });
  }

  async #ask(done: Done, number: number): Promise<void> {
    const { loop } = this.#cloud;
    const { what } = done;
    const name = presentName(this.#program(), done.action.destination);
    done.name = name;
    if (name === undefined) return void this.underWay--;
    const response = await this.#cloud.request(operateRequest(name, what));
    const text = (await response.text()).trim();
    this.#note("Operator", `${what} ${name} → ${response.status} ${text}`);
    if (response.status === 200) done.doneAt = loop.time;
    if (response.status === 200 || number >= MOST_TRIES) this.underWay--;
    else loop.after(AGAIN, () => void this.#ask(done, number + 1));
  }
}
