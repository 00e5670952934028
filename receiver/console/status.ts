import type { RelayConfig } from "../config/config.ts";
import { deliveryOf } from "../delivery/deliveries.ts";
import { type DestinationReport, MOST_ROWS } from "../delivery/report.ts";
import { iso } from "../destinations/text.ts";
import type { Env } from "../env.ts";
import { type PingStates, pinger } from "../heartbeat/pings.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import type { LedgerReport, Report } from "../ledger/report.ts";

interface Status {
  sources: Record<string, Report>;
  /** Who outside is called, by name; left out where nobody is. */
  pings?: Record<string, PingReport>;
}

interface PingReport {
  /** When the watcher last took a ping. */
  at: string | null;
  triedAt: string | null;
  /** Why the last one was not taken, or was kept back; null: it was taken. */
  problem: string | null;
}

/** Asks the ledger of every source and the object of every destination, side by side. */
export async function status(env: Env, config: RelayConfig): Promise<Status> {
  const names = Object.keys(config.sources).sort();
  const [ledgers, destinations] = await Promise.all([
    Promise.all(names.map(async (name) => (await ledgerOf(env, name).report()) as LedgerReport)),
    Promise.all(
      Object.keys(config.destinations)
        .sort()
        .map(async (name) => (await deliveryOf(env, name)?.report(names)) ?? {}),
    ),
  ]);
  const reports = names.map((name, index) => {
    const own = destinations.flatMap((each: Record<string, DestinationReport>) => each[name] ?? []);
    return [name, merged(ledgers[index] as LedgerReport, own)] as const;
  });
  const pings = await pingsOf(env, config);
  return { sources: Object.fromEntries(reports), ...(pings && { pings }) };
}

async function pingsOf(env: Env, config: RelayConfig): Promise<Record<string, PingReport> | undefined> {
  const source = pinger(config);
  if (source === undefined) return undefined;
  const states: PingStates = await ledgerOf(env, source).pings();
  return Object.fromEntries(
    Object.keys(config.pings ?? {}).map((name) => {
      const { at = null, triedAt, problem = "has not been called yet" } = states[name] ?? {};
      const times = {
        at: at === null ? null : iso(at),
        triedAt: triedAt === undefined ? null : iso(triedAt),
      };
      return [name, { ...times, problem }];
    }),
  );
}

function merged(ledger: LedgerReport, destinations: DestinationReport[]): Report {
  const all = <Row>(lists: { count: number; list: Row[] }[], order: (a: Row, b: Row) => number) => ({
    count: lists.reduce((sum, { count }) => sum + count, 0),
    list: lists
      .flatMap(({ list }) => list)
      .sort(order)
      .slice(0, MOST_ROWS),
  });
  const waiting = [ledger.waiting, ...destinations.map((each) => each.waiting)];
  return {
    ...ledger,
    waiting: all(waiting, () => 0),
    deadLetters: all(
      destinations.map((each) => each.deadLetters),
      (a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0),
    ),
  };
}
