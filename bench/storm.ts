import { COMPATIBILITY_DATE } from "../receiver/config/bindings.ts";
import type { RelayConfig } from "../receiver/config/config.ts";
import { benchBundle } from "./bundle.ts";
import { callbackRequests } from "./callbacks.ts";
import { quantile } from "./figures.ts";
import { type Offered, offer } from "./load.ts";
import { listen, startReceiver } from "./receiver.ts";
import { Workerd } from "./workerd.ts";

/** What came of a storm. */
export interface StormFigures {
  /** The rate that was kept, by the one that was offered. */
  held: number;
  /** Milliseconds until a callback was answered. */
  p50: number;
  p99: number;
}

/** Callbacks a second, in all, each of which opens or resolves an incident. */
const PER_SECOND = 200;
const RESOURCES = 400;

/** A receiver with so many sources, which share a destination. */
function configOf(sources: readonly string[]): RelayConfig {
  return {
    destinations: { flash: { kind: "flashduty", severities: {} } },
    sources: Object.fromEntries(
      sources.map((name) => [name, { generation: 1, deliverTo: ["flash"], language: "en", severities: {} }]),
    ),
  };
}

/**
 * A storm with delivery, from one source and from eight, beside a Worker that only inserts a row, in one run:
 * every callback opens or resolves an incident, more of them than the destination's pace lets through.
 */
export async function benchStorm(options: {
  stormSeconds: number;
  connections: number;
  progress: (text: string) => void;
}): Promise<Record<"bare" | "one" | "eight", StormFigures>> {
  const seconds = options.stormSeconds;
  const eight = Array.from({ length: 8 }, (_, index) => `account-${index + 1}`);
  const storm = async (name: string, url: string, sources: readonly string[]): Promise<StormFigures> => {
    const texts = callbackRequests(PER_SECOND * seconds, RESOURCES, Date.now() - 24 * 60 * 60_000, sources);
    const offered = await offer(url, (index) => texts[index] ?? "", {
      ...{ connections: options.connections, perSecond: PER_SECOND, seconds },
    });
    const figures = figuresOf(offered, texts.length);
    options.progress(
      `${name}: ${(100 * figures.held).toFixed(1)} % of ${PER_SECOND}/s, 99 % within ${figures.p99.toFixed(1)} ms`,
    );
    return figures;
  };
  const fromReceiver = async (name: string, sources: readonly string[]) => {
    const sink = await listen();
    const relay = await startReceiver(sink, configOf(sources));
    try {
      return await storm(name, relay.url, sources);
    } finally {
      await relay.stop();
      sink.close();
    }
  };
  const bare = await Workerd.start({
    modules: { "worker.mjs": benchBundle("workers/bare.mjs") },
    compatibilityDate: COMPATIBILITY_DATE,
    bindings: {},
    objects: { BARE: "Bare" },
  });
  try {
    return {
      bare: await storm("bare", bare.url, ["production"]),
      one: await fromReceiver("1 source", ["production"]),
      eight: await fromReceiver("8 sources", eight),
    };
  } finally {
    await bare.stop();
  }
}

function figuresOf({ statuses, millis, perSecond }: Offered, sent: number): StormFigures {
  if (statuses[200] !== sent)
    throw new Error(`not every request was answered with 200: ${JSON.stringify(statuses)}`);
  return { held: perSecond / PER_SECOND, p50: quantile(millis, 0.5), p99: quantile(millis, 0.99) };
}
