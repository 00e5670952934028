import { Random } from "../../../random.ts";
import type { Recording } from "../../upgrade/recording.ts";
import type { Scenario } from "../scenario.ts";
import { actionsOf } from "./actions.ts";
import { callbacksOf } from "./callbacks.ts";
import { platformFaultsOf, refusedOf, vendorFaultsOf } from "./faults.ts";
import { changesOf, programOf } from "./program.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Moments around which time does something: both sides of the changes of 2026, a leap day, a year's end. */
const BEGINNINGS = [
  ["2026-03-08T06:30:00Z", "America/New_York"],
  ["2026-11-01T05:30:00Z", "America/New_York"],
  ["2026-03-29T00:30:00Z", "Europe/Berlin"],
  ["2026-10-25T00:30:00Z", "Europe/Berlin"],
  ["2028-02-29T15:30:00Z", "Asia/Shanghai"],
  ["2026-12-31T23:30:00Z", "UTC"],
] as const;

/** Of so many runs one goes on from a recording. */
const UPGRADES_ONE_OF = 10;

/** Of so many runs in one everything begins within minutes, faster than some vendors take it. */
const STORMS_ONE_OF = 5;

/** How much of a night is played: of a short one a third. */
export type Length = "whole" | "short";

/** What a seed makes happen. `recordings`: what earlier versions of the receiver left. */
export function scenarioOf(
  seed: number,
  recordings: readonly Recording[],
  length: Length = "whole",
): Scenario {
  const random = new Random(seed);
  const isUpgrade = recordings.length > 0 && random.below(UPGRADES_ONE_OF) === 0;
  return isUpgrade ? upgraded(seed, random, recordings) : fresh(seed, random, length);
}

function fresh(seed: number, random: Random, length: Length): Scenario {
  const [begin, timeZone] = random.one(BEGINNINGS);
  const part = length === "short" ? 3 : 1;
  const lasts = random.one([HOUR / 3, HOUR, HOUR, 2 * HOUR, 6 * HOUR]) / part;
  const { program, vendors } = programOf(random, timeZone);
  const most = Math.ceil(random.one([20, 60, 120, 200]) / part);
  const isStorm = random.below(STORMS_ONE_OF) === 0;
  const callbacks = callbacksOf(random, program, isStorm ? lasts / 20 : lasts, most);
  const around = { from: 0, until: lasts, callbacks: most };
  const refused = refusedOf(random, Object.keys(vendors), around);
  const scenario = {
    ...{ seed, begin: Date.parse(begin), lasts, program, vendors, callbacks },
    changes: changesOf(random, program, 0, lasts),
    platformFaults: platformFaultsOf(random, objectsOf(program), around),
    vendorFaults: vendorFaultsOf(random, Object.keys(vendors), around),
    refused,
    actions: actionsOf(random, program, refused, 0, lasts),
  };
  return random.below(OUTAGES_ONE_OF) === 0 ? withOutage(random, scenario) : scenario;
}

/** Of so many runs in one a vendor is away for days. */
const OUTAGES_ONE_OF = 250;

/** How long, in hours. After 72 pages whose access is refused are given up, and all others after 75. */
const OUTAGES = [24, 71, 73, 76];

/** A vendor is away for days: alerts come when that begins, and when it is back. */
function withOutage(random: Random, scenario: Scenario): Scenario {
  const { seed, program, vendors } = scenario;
  const at = random.below(HOUR);
  const outage = {
    ...{ vendor: random.one(Object.keys(vendors)), at, lasts: random.one(OUTAGES) * HOUR, oneOf: 1 },
    what: random.one(["answers 503", "hangs", "takes it and answers 504", "refuses the access"] as const),
  };
  const back = at + outage.lasts - HOUR / 2;
  const callbacks = [0, back].flatMap((from, half) =>
    callbacksOf(random, program, 2 * HOUR, 30).map((callback) => ({
      ...callback,
      serial: callback.serial + half * 1_000_000,
      number: callback.number + half * 1000,
      subject: { ...callback.subject, resource: `${callback.subject.resource}${half ? "-later" : ""}` },
      eventAt: callback.eventAt + from,
      sentAt: callback.sentAt + from,
    })),
  );
  return {
    ...scenario,
    seed,
    lasts: back + 2 * HOUR,
    callbacks,
    vendorFaults: [...scenario.vendorFaults, outage],
  };
}

/** Another version of the receiver finds what a recording holds, and meets faults of its own. */
function upgraded(seed: number, random: Random, recordings: readonly Recording[]): Scenario {
  const recording = random.below(recordings.length);
  const { scenario, at } = recordings[recording] as Recording;
  const { program, vendors, callbacks, changes, vendorFaults } = scenario;
  const lasts = Math.max(scenario.lasts, at + 20 * MINUTE);
  const around = { from: at, until: lasts, callbacks: callbacks.length };
  return {
    ...scenario,
    ...{ seed, recording, lasts },
    changes: [...changes.filter((change) => change.at <= at), ...changesOf(random, program, at, lasts)],
    actions: actionsOf(random, program, [], at, lasts),
    platformFaults: platformFaultsOf(random, objectsOf(program), around),
    vendorFaults: [...vendorFaults, ...vendorFaultsOf(random, Object.keys(vendors), around)],
  };
}

function objectsOf({ sources, destinations }: Scenario["program"]): string[] {
  return [
    ...Object.keys(sources).map((name) => `Ledger ${name}`),
    ...Object.keys(destinations).map((name) => `Delivery ${name}`),
  ];
}
