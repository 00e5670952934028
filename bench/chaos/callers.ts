import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";
import { bodyOf } from "../simulate/world/body.ts";
import type { PlannedCallback, Subject } from "../simulate/world/episodes.ts";
import { callbackUrl } from "../simulate/world/program.ts";
import type { Moments } from "./moments.ts";
import { PROGRAM } from "./program.ts";

/** How long CloudMonitor waits for an answer, in milliseconds. */
const TIMEOUT = 5000;

/** How long a callback may take until it is acknowledged, however often the process is killed, in milliseconds. */
const LONGEST = 5 * 60_000;

/** Each callback tells of a time so long after the one before, in milliseconds: none is late. */
const STEP = 2000;

/** How CloudMonitor's callbacks went. */
export interface Calls {
  /** Requests, and those that were answered with 200. */
  sent: number;
  acknowledged: number;
}

interface Played {
  url: string;
  random: Random;
  moments: Moments;
  calls: Calls;
  /** Whether no further incident is to begin. */
  isOver: () => boolean;
}

/**
 * One resource that has trouble again and again: alert, levels that rise, repetitions, recovery. Each
 * callback is sent until it is answered with 200, and now and then once more. Answers how many times it
 * had trouble; the last one is over.
 */
export async function haveTrouble(subject: Subject & { gap: number }, played: Played): Promise<number> {
  const { random, isOver } = played;
  const begin = Date.now() - 12 * 60 * 60_000;
  let number = 0;
  const tell = async (episode: number, state: PlannedCallback["state"], level: PlannedCallback["level"]) => {
    await sleep(random.below(subject.gap));
    number++;
    const planned = { serial: number, number, subject, episode, state, level };
    const callback = { ...planned, eventAt: number * STEP, sentAt: 0, lostAnswers: 0 };
    const body = bodyOf(callback, begin);
    for (let copies = random.below(4) === 0 ? 2 : 1; copies > 0; copies--) await send(subject, body, played);
  };
  let episode = 0;
  while (!isOver()) {
    episode++;
    const levels = random.one([
      ["critical"],
      ["warn"],
      ["warn", "critical"],
      ["info", "warn", "critical"],
    ] as const);
    for (const level of levels)
      for (let times = 1 + random.below(3); times > 0; times--) await tell(episode, "firing", level);
    await tell(episode, "resolved", levels[levels.length - 1] ?? "critical");
  }
  return episode;
}

/** Sends a callback until it is answered with 200. Throws where that never happens. */
async function send(subject: Subject, body: string, { url, random, moments, calls }: Played): Promise<void> {
  const to = callbackUrl(PROGRAM, subject).replace("https://relay.example.com", url);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  for (const latest = Date.now() + LONGEST; ; ) {
    if (Date.now() > latest) throw new Error("a callback was not answered with 200 for five minutes");
    calls.sent++;
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const response = await fetch(to, { method: "POST", headers, body, signal });
      await response.text();
      if (response.status === 200) break;
    } catch {
      // Nobody there, or killed before the answer.
    }
    await sleep(20 + random.below(100));
  }
  calls.acknowledged++;
  moments.happens("acknowledged");
}
