import { setTimeout as sleep } from "node:timers/promises";
import { workerCode } from "../../components/receiver/bundle.ts";
import { BINDING, COMPATIBILITY_DATE, OBJECTS } from "../../receiver/config/bindings.ts";
import { statusToken } from "../../receiver/config/token.ts";
import { Random } from "../random.ts";
import { bindingsOf } from "../simulate/world/program.ts";
import { Workerd } from "../workerd.ts";
import { type Calls, haveTrouble } from "./callers.ts";
import { Destinations } from "./destinations.ts";
import { judge, type Trouble, type Verdict } from "./judge.ts";
import { MOMENTS, Moments } from "./moments.ts";
import { PROGRAM, SUBJECTS } from "./program.ts";

export interface ChaosFigures extends Verdict {
  deadLetters: number;
  /** What the receiver says is still open, or waits to be told. */
  waiting: number;
  kills: number;
  incidents: number;
  /** Callbacks that were acknowledged, and requests that this took. */
  callbacks: number;
  requests: number;
  /** Messages that destinations took. */
  messages: number;
  seed: number;
  /** In all, and from the last kill until everything was told. */
  seconds: number;
  settledAfter: number;
}

export interface ChaosOptions {
  seed: number;
  kills: number;
  progress?: (text: string) => void;
}

/** The longest life of the process between two kills, in milliseconds, and how long one waits for a moment in it. */
const LONGEST_LIFE = 600;
const LONGEST_WAIT = 300;

/** How long may pass after the last kill until everything is told, in milliseconds. */
const LONGEST_SETTLING = 3 * 60_000;

/** How long a start may take on average, before the rest of the kills is given up. */
const LONGEST_START = 3000;

const bindings = bindingsOf(PROGRAM);

/**
 * The deployed Worker in workerd itself, killed again and again while callbacks come in and messages go
 * out, and started again on what is on its disk; CloudMonitor and the destinations are on this machine.
 */
export async function chaos({ seed, kills, progress = () => {} }: ChaosOptions): Promise<ChaosFigures> {
  const began = Date.now();
  const random = new Random(seed);
  const moments = new Moments();
  const destinations = new Destinations(moments);
  const calls: Calls = { sent: 0, acknowledged: 0 };
  const ends = new AbortController();
  const worker = await Workerd.start({
    modules: { "worker.mjs": workerCode() },
    compatibilityDate: COMPATIBILITY_DATE,
    bindings,
    objects: OBJECTS,
    outbound: await destinations.listen(),
  });
  try {
    const { url } = worker;
    const isOver = () => ends.signal.aborted;
    const trouble = destinations.haveTrouble(new Random(random.below(2 ** 32)), ends.signal);
    const callers = SUBJECTS.map(async (subject): Promise<Trouble> => {
      const own = new Random(random.below(2 ** 32));
      return { subject, episodes: await haveTrouble(subject, { url, random: own, moments, calls, isOver }) };
    });
    const played = Promise.all(callers);
    // It is waited for below; until then a caller that gave up must not end the process.
    played.catch(() => {});
    const latest = began + kills * (LONGEST_LIFE + LONGEST_WAIT + LONGEST_START);
    let killed = 0;
    for (; killed < kills && Date.now() < latest; killed++) {
      await sleep(random.below(LONGEST_LIFE));
      await moments.next(random.one(MOMENTS), LONGEST_WAIT, () => worker.kill());
      await startAgain(worker);
      progress(`${killed + 1} of ${kills} kills, ${calls.acknowledged} callbacks acknowledged`);
    }
    const killedAt = Date.now();
    ends.abort();
    const [troubles] = await Promise.all([played, trouble]);
    const settled = await settle(url, () => judge(troubles, destinations.taken), killedAt, progress);
    const taken = Object.values(destinations.taken);
    return {
      ...settled,
      kills: killed,
      incidents: troubles.reduce((sum, { episodes }) => sum + episodes, 0),
      callbacks: calls.acknowledged,
      requests: calls.sent,
      messages: taken.reduce((sum, each) => sum + each.taken.length, 0),
      seed,
      seconds: (Date.now() - began) / 1000,
      settledAfter: (Date.now() - killedAt) / 1000,
    };
  } finally {
    ends.abort();
    await worker.stop();
    destinations.close();
  }
}

/** Another process may have taken the port in the moment when nobody had it. */
async function startAgain(worker: Workerd): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await worker.run();
      return;
    } catch (error) {
      if (tries === 5) throw error;
      await sleep(200);
    }
  }
}

/** Waits until everything is told, and answers what is not. */
async function settle(
  url: string,
  verdict: () => Verdict,
  since: number,
  progress: (text: string) => void,
): Promise<Verdict & { deadLetters: number; waiting: number }> {
  for (;;) {
    const found = { ...verdict(), ...(await statusOf(url)) };
    const left = found.lost + found.unresolved + found.waiting;
    progress(`${left} left to be told`);
    if (left === 0 || Date.now() > since + LONGEST_SETTLING) {
      // A second page would come right behind the first.
      await sleep(500);
      return { ...found, ...verdict() };
    }
    await sleep(250);
  }
}

async function statusOf(url: string): Promise<{ deadLetters: number; waiting: number }> {
  const response = await fetch(`${url}/status?token=${statusToken(String(bindings[BINDING.secret]))}`);
  const { sources } = (await response.json()) as {
    sources: Record<string, Record<"waiting" | "deadLetters" | "openIncidents", { count: number }>>;
  };
  const all = Object.values(sources);
  return {
    deadLetters: all.reduce((sum, { deadLetters }) => sum + deadLetters.count, 0),
    waiting: all.reduce((sum, { waiting, openIncidents }) => sum + waiting.count + openIncidents.count, 0),
  };
}
