import type { RelayConfig } from "../config/config.ts";
import type { Env } from "../env.ts";
import { ledgerOf } from "../ledger/ledgers.ts";
import type { Report } from "../ledger/report.ts";

interface Status {
  sources: Record<string, Report>;
}

/** Asks the ledger of every source, side by side. */
export async function status(env: Env, config: RelayConfig): Promise<Status> {
  const names = Object.keys(config.sources).sort();
  const reports = await Promise.all(
    names.map(async (name) => [name, (await ledgerOf(env, name).report()) as Report] as const),
  );
  return { sources: Object.fromEntries(reports) };
}
