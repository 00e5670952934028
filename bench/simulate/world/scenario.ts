import type { PlatformFault } from "../platform/faults.ts";
import type { PlannedChange } from "./deployments.ts";
import type { PlannedCallback } from "./episodes.ts";
import type { PlannedAction } from "./operator.ts";
import type { Program } from "./program.ts";
import type { Account } from "./vendors/accounts.ts";
import type { VendorFault } from "./vendors/faults.ts";

export interface Refused {
  vendor: string;
  callback: number;
  until?: number;
}

/** Everything that happens to the receiver in one run, as data. Times are milliseconds since it began. */
export interface Scenario {
  seed: number;
  /** Which recording of an earlier version it goes on from; undefined: it begins with nothing. */
  recording?: number;
  /** When it begins, in milliseconds since 1970. */
  begin: number;
  /** How long callbacks are sent and faults are on. */
  lasts: number;
  program: Program;
  /** What is deployed later. */
  changes: PlannedChange[];
  vendors: Record<string, Account>;
  callbacks: PlannedCallback[];
  platformFaults: PlatformFault[];
  vendorFaults: VendorFault[];
  /** Numbers of callbacks of which a vendor refuses every message, for good or until a time. */
  refused: Refused[];
  /** What operators ask for. */
  actions: PlannedAction[];
}
