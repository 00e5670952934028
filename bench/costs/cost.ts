import { type Cost, MEASURED } from "./measured.ts";
import { PRICES, type Unit } from "./prices.ts";

/** Callbacks that cost the same, and what one of them uses. */
export interface Callback {
  title: string;
  uses: Record<Unit, number>;
}

/** Gigabytes that an object is charged for while it runs. */
const MEMORY = 0.125;

/** Seconds that an object runs for a callback, and while it waits for a vendor's answer; both are generous. */
const ACCEPTING = 0.02;
const ANSWER = 0.5;

/** Milliseconds of processor time of a callback in the Worker; `npm run bench -- --only cpu` measures a tenth. */
const CPU = 1;

/** `cost` of so many callbacks, with as many messages to vendors. */
function callback(title: string, { rows, requests }: Cost, callbacks: number, messages: number): Callback {
  return {
    title,
    uses: {
      requests: 1,
      cpuMillis: CPU,
      objectRequests: requests / callbacks,
      gigabyteSeconds: MEMORY * (ACCEPTING + (ANSWER * messages) / callbacks),
      rowsWritten: rows / callbacks,
    },
  };
}

function plus(a: Cost, b: Cost, times: number): Cost {
  return { rows: a.rows + b.rows * times, requests: a.requests + b.requests * times };
}

const { duplicate, repetition, incident, furtherDestination } = MEASURED;

export const CALLBACKS: readonly Callback[] = [
  callback("sent again by CloudMonitor, changes nothing", duplicate, 1, 0),
  callback("repeats what is open, one destination", repetition, 1, 1),
  callback("opens or resolves an incident, one destination", incident, 2, 2),
  callback("opens or resolves an incident, three destinations", plus(incident, furtherDestination, 2), 2, 6),
];

/** US dollars of a million callbacks, where the plan's own month is used up. */
export function dollarsOfMillion({ uses }: Callback): number {
  return units(uses).reduce((sum, [unit, used]) => sum + used * PRICES[unit].million, 0);
}

/** Callbacks after which something is used up, and what it is. */
export interface End {
  callbacks: number;
  unit: Unit;
}

/** How many callbacks a day the Free plan allows. */
export function freeDay({ uses }: Callback): End {
  return first(uses, (unit) => PRICES[unit].freeDay ?? Number.POSITIVE_INFINITY);
}

/** How many callbacks a month the Paid plan includes. */
export function paidMonth({ uses }: Callback): End {
  return first(uses, (unit) => PRICES[unit].paidMonth);
}

function first(uses: Callback["uses"], allowance: (unit: Unit) => number): End {
  const ends = units(uses).map(
    ([unit, used]): End => ({ unit, callbacks: Math.floor(allowance(unit) / used) }),
  );
  return ends.reduce((least, each) => (each.callbacks < least.callbacks ? each : least));
}

function units(uses: Callback["uses"]): [Unit, number][] {
  return Object.entries(uses) as [Unit, number][];
}
