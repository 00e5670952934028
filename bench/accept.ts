import { COMPATIBILITY_DATE } from "../receiver/config/bindings.ts";
import { statusToken } from "../receiver/config/token.ts";
import { benchBundle } from "./bundle.ts";
import { callbackRequests, SECRET } from "./callbacks.ts";
import { median } from "./figures.ts";
import { load } from "./load.ts";
import { listen, startReceiver } from "./receiver.ts";
import { Workerd } from "./workerd.ts";

export interface AcceptFigures {
  /** Callbacks that the receiver accepts each second, durable. */
  perSecond: number;
  /** Requests that the bare Worker answers each second, each with one row inserted. */
  barePerSecond: number;
  /** The first by the second: median over the rounds of this run. */
  ratio: number;
}

export interface AcceptOptions {
  requests: number;
  rounds: number;
  connections: number;
  progress: (text: string) => void;
}

/** The receiver beside a Worker that only inserts a row, in turn, in one run. */
export async function benchAccept(options: AcceptOptions): Promise<AcceptFigures> {
  // As a proxy it is asked without a Host.
  const sink = await listen();
  const relay = await startReceiver(sink);
  const bare = await Workerd.start({
    modules: { "worker.mjs": benchBundle("workers/bare.mjs") },
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: {},
    objects: { BARE: "Bare" },
  });
  try {
    const { own, other, ratio, sent } = await inTurn(relay, bare, "bare", options);
    await checkStored(relay.url, sent);
    return { perSecond: median(own), barePerSecond: median(other), ratio };
  } finally {
    await relay.stop();
    await bare.stop();
    sink.close();
  }
}

/** What one takes each second beside another, round by round; the order changes. `ratio`: median over the rounds. */
export async function inTurn(
  one: Workerd,
  another: Workerd,
  called: string,
  { requests, rounds, connections, progress }: AcceptOptions,
): Promise<{ own: number[]; other: number[]; ratio: number; sent: number }> {
  const own: number[] = [];
  const other: number[] = [];
  let sent = 0;
  // One round more than is counted: the first warms both up.
  for (let round = 0; round <= rounds; round++) {
    const start = Date.UTC(2026, 0, 1) + round * 1000 * 60_000;
    const texts = callbackRequests(requests, 500, start);
    const pair: number[] = [];
    for (const { url } of round % 2 === 0 ? [one, another] : [another, one]) {
      const result = await load(url, (index) => texts[index] ?? "", { connections, requests });
      if (result.statuses[200] !== requests)
        throw new Error(`not every request was answered with 200: ${JSON.stringify(result.statuses)}`);
      pair.push(requests / result.seconds);
    }
    sent += requests;
    if (round === 0) continue;
    const [rate = 0, otherRate = 0] = round % 2 === 0 ? pair : pair.reverse();
    own.push(rate);
    other.push(otherRate);
    progress(
      `round ${round} of ${rounds}: ${Math.round(rate)}/s beside ${Math.round(otherRate)}/s ${called}`,
    );
  }
  const ratios = own.map((rate, index) => rate / (other[index] ?? 1));
  return { own, other, ratio: median(ratios), sent };
}

/** After the last recovery nothing is open: no callback was lost, whatever the order they were taken in. */
export async function checkStored(url: string, sent: number): Promise<void> {
  const response = await fetch(`${url}/status?token=${statusToken(SECRET)}`);
  const { sources } = (await response.json()) as {
    sources: Record<string, { openIncidents: { count: number } }>;
  };
  const open = sources.production?.openIncidents.count;
  if (open !== 0) throw new Error(`after ${sent} callbacks, recoveries last, ${open} incidents are open`);
}
