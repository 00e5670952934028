import { deliveryOf } from "../delivery/deliveries.ts";
import type { DeliveryTally } from "../delivery/tally-of.ts";
import { DELAYS, type TriedOutcome } from "../delivery/trail.ts";
import { type Env, readConfig } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import type { LedgerTally } from "../ledger/tally.ts";

const PREFIX = "cloudmonitor_relay_";

/** What Prometheus expects an answer in its text form to be called. */
export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

interface SourceCounts extends LedgerTally {
  open: number;
  quarantined: number;
  waiting: number;
}

type Labels = Record<string, string>;
type Sample = [labels: Labels, value: number, suffix?: string];

/** The receiver's own metrics, in Prometheus' text form. Counters go on where objects stop and start again. */
export async function metrics(env: Env, now = Date.now()): Promise<string> {
  const config = readConfig(env);
  const [sources, destinations] = await Promise.all([
    Promise.all(
      Object.keys(config.sources)
        .sort()
        .map(
          async (source) => [{ source }, (await ledgerOf(env, source).metrics()) as SourceCounts] as const,
        ),
    ),
    Promise.all(
      Object.keys(config.destinations)
        .sort()
        .map(async (destination) => {
          const tally = (await deliveryOf(env, destination)?.metrics()) as DeliveryTally | undefined;
          return tally ? ([{ destination }, tally] as const) : undefined;
        }),
    ),
  ]);
  const known = destinations.filter((each) => each !== undefined);
  const of = (value: (counts: SourceCounts) => number) =>
    sources.map(([labels, counts]): Sample => [labels, value(counts)]);
  const at = (value: (tally: DeliveryTally) => number) =>
    known.map(([labels, tally]): Sample => [labels, value(tally)]);
  return [
    family(
      "callbacks_accepted_total",
      "counter",
      "Callbacks that were read and decided on.",
      of((each) => each.accepted),
    ),
    family(
      "decisions_total",
      "counter",
      "What alerts turned out to be.",
      sources.flatMap(([labels, { decisions }]) =>
        Object.entries(decisions).map(([decision, n]): Sample => [{ ...labels, decision }, n]),
      ),
    ),
    family(
      "open_incidents",
      "gauge",
      "Incidents that are open.",
      of((each) => each.open),
    ),
    family(
      "quarantined",
      "gauge",
      "Bodies in quarantine that could not be read.",
      of((each) => each.quarantined),
    ),
    family(
      "undelivered",
      "gauge",
      "Decisions that no destination has been handed yet.",
      of((each) => each.waiting),
    ),
    family(
      "deliveries_total",
      "counter",
      "Tries to tell a destination, by what became of them.",
      known.flatMap(([labels, { counts }]) =>
        (Object.keys(counts) as TriedOutcome[]).map(
          (verdict): Sample => [{ ...labels, verdict }, counts[verdict]],
        ),
      ),
    ),
    family(
      "delivery_delay_seconds",
      "histogram",
      "Of what arrived: how long after its callback.",
      known.flatMap(([labels, tally]) => histogram(labels, tally)),
    ),
    family(
      "waiting",
      "gauge",
      "Messages that wait for a destination.",
      at((each) => each.waiting),
    ),
    family(
      "oldest_waiting_seconds",
      "gauge",
      "How long the oldest of these waits; 0: none does.",
      at(({ oldest }) => (oldest === null ? 0 : Math.max(0, (now - oldest) / 1000))),
    ),
    family(
      "dead_letters",
      "gauge",
      "Dead letters that nothing was done about.",
      at((each) => each.deadLetters),
    ),
    family(
      "destination_up",
      "gauge",
      "Whether a destination answers and takes messages.",
      at(({ up }) => Number(up)),
    ),
  ].join("");
}

function histogram(labels: Labels, { delays, delay }: DeliveryTally): Sample[] {
  let sum = 0;
  const buckets = delays.map((count, index): Sample => {
    sum += count;
    return [{ ...labels, le: String(DELAYS[index] ?? "+Inf") }, sum, "_bucket"];
  });
  return [...buckets, [labels, delay / 1000, "_sum"], [labels, sum, "_count"]];
}

function family(
  name: string,
  type: "counter" | "gauge" | "histogram",
  help: string,
  samples: Sample[],
): string {
  const full = PREFIX + name;
  const lines = samples.map(([labels, value, suffix = ""]) => {
    const texts = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    return `${full}${suffix}{${texts.join(",")}} ${value}\n`;
  });
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join("")}`;
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/g, (char) => (char === "\n" ? "\\n" : `\\${char}`));
}
