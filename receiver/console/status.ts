import type { DestinationReport, LedgerReport, PingReport, Report, Status } from "../answers.ts";
import type { RelayConfig } from "../config/config.ts";
import { deliveryOf } from "../delivery/deliveries.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { MOST_ROWS } from "../delivery/report.ts";
import { iso } from "../destinations/text.ts";
import type { Env } from "../env.ts";
import { type PingStates, pinger } from "../heartbeat/pings.ts";
import { ledgerOf } from "../ledger/ledgers.ts";

/** Nothing where its object is not bound yet. */
type DestinationAnswer = Partial<Awaited<ReturnType<Delivery["report"]>>>;

/** Asks the ledger of every source and the object of every destination, side by side. */
export async function status(env: Env, config: RelayConfig): Promise<Status> {
  const names = Object.keys(config.sources).sort();
  const [ledgers, destinations] = await Promise.all([
    Promise.all(names.map(async (name) => (await ledgerOf(env, name).report()) as LedgerReport)),
    Promise.all(
      Object.keys(config.destinations)
        .sort()
        .map(async (name) => ({
          name,
          ...((await deliveryOf(env, name)?.report(names)) as DestinationAnswer),
        })),
    ),
  ]);
  const reports = names.map((name, index) => {
    const own = destinations.flatMap(({ reports = {} }) => reports[name] ?? []);
    return [name, merged(ledgers[index] as LedgerReport, own)] as const;
  });
  const pings = await pingsOf(env, config);
  return {
    sources: Object.fromEntries(reports),
    destinations: Object.fromEntries(
      destinations.flatMap(({ name, state }) => (state ? [[name, state] as const] : [])),
    ),
    ...(pings && { pings }),
  };
}

export async function pingsOf(
  env: Env,
  config: RelayConfig,
): Promise<Record<string, PingReport> | undefined> {
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
