import type { Cloud } from "../platform/cloud.ts";
import { bodyOf } from "./body.ts";
import type { PlannedCallback } from "./episodes.ts";
import { callbackUrl, type Program } from "./program.ts";

/** How long CloudMonitor waits for an answer, how often it tries again, and after how long, in milliseconds. */
const TIMEOUT = 5000;
const MOST_TRIES = 4;
/** The gap is documented nowhere. */
const GAP = 5000;

/** What became of a callback, as its sender and the Worker saw it. */
export interface Outcome {
  callback: PlannedCallback;
  /** How often it was sent. */
  tries: number;
  /** What the Worker answered to each try that it answered. */
  answers: { time: number; status: number; text: string }[];
  /** When its sender had the first 200; undefined if never. */
  acknowledgedAt: number | undefined;
}

/**
 * CloudMonitor as the receiver meets it: each callback is sent until it is answered with 200 within 5 s, four
 * times at most.
 *
 * Source: https://www.alibabacloud.com/help/en/document_detail/60714.html
 */
export class Sender {
  readonly outcomes: Outcome[] = [];
  /** Callbacks that are not answered yet. */
  underWay = 0;
  readonly #cloud: Cloud;
  readonly #program: () => Program;
  readonly #note: (who: string, what: string) => void;
  readonly #begin: number;

  constructor(
    cloud: Cloud,
    begin: number,
    program: () => Program,
    note: (who: string, what: string) => void,
  ) {
    this.#cloud = cloud;
    this.#program = program;
    this.#note = note;
    this.#begin = begin;
  }

  /** `known`: how far it was when the run was stopped in the middle. */
  plan(callback: PlannedCallback, known?: Omit<Outcome, "callback">): void {
    const outcome: Outcome = { callback, tries: 0, answers: [], acknowledgedAt: undefined, ...known };
    this.outcomes.push(outcome);
    if (outcome.acknowledgedAt !== undefined || outcome.tries >= MOST_TRIES) return;
    this.underWay++;
    this.#cloud.loop.at(this.#begin + callback.sentAt, () => this.#send(outcome));
  }

  #send(outcome: Outcome): void {
    const { loop } = this.#cloud;
    const { callback } = outcome;
    const { subject } = callback;
    const number = ++outcome.tries;
    let isAnswered = false;
    const goOn = (status: number | undefined) => {
      if (isAnswered) return;
      isAnswered = true;
      if (status === 200) outcome.acknowledgedAt = loop.time;
      if (status === 200 || outcome.tries >= MOST_TRIES) this.underWay--;
      else loop.after(GAP, () => this.#send(outcome));
    };
    loop.after(TIMEOUT, () => goOn(undefined));
    const url = callbackUrl(this.#program(), subject);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const request = new Request(url, { method: "POST", headers, body: bodyOf(callback, this.#begin) });
    void this.#cloud.request(request).then(async (response) => {
      const text = (await response.text()).trim();
      const { status } = response;
      outcome.answers.push({ time: loop.time, status, text });
      const isLost = number <= callback.lostAnswers;
      this.#note(
        `CloudMonitor ${subject.source}`,
        `${describe(callback)}${number > 1 ? ` (try ${number})` : ""} → ${status} ${text}${isLost ? ", answer lost" : ""}`,
      );
      if (!isLost) loop.after(10, () => goOn(status));
    });
  }
}

/** `#12 ecs-cpu i-1, episode 2: firing critical`. */
export function describe({ number, subject, episode, state, level }: PlannedCallback): string {
  const how = state === "firing" ? ` ${level}` : "";
  return `#${number} ${subject.rule} ${subject.resource}, episode ${episode}: ${state}${how}`;
}
