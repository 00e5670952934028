import type { FallbackConfig } from "../config/config.ts";
import type { Detour } from "../message/late.ts";
import { type Incident, isWorse } from "./incident.ts";
import type { Line } from "./line.ts";

/** How long a page may take unless the configuration says otherwise, in seconds. */
const AFTER = 5 * 60;

const NEVER = Number.POSITIVE_INFINITY;

/** Who is told of an incident instead of this destination, and why. */
export interface PassedOn {
  to: string[];
  detour: Detour;
}

export function passedOn({ passed }: Incident): PassedOn | undefined {
  return passed === null ? undefined : (JSON.parse(passed) as PassedOn);
}

export function detourOf({ via }: Incident): Detour | undefined {
  return via === null ? undefined : (JSON.parse(via) as Detour);
}

/** Whether it is a page that the fallback is to get once this destination does not take it. */
export function mayPass(incident: Incident, fallback: FallbackConfig | undefined): boolean {
  if (!fallback || incident.passed !== null || incident.own !== null) return false;
  return isWorse(incident) && (fallback.levels?.includes(incident.level) ?? true);
}

/** When the fallback gets it: at once where access is refused, else after the time that it may take; infinite if never. */
export function passesAt(incident: Incident, line: Line, fallback: FallbackConfig | undefined): number {
  if (!mayPass(incident, fallback)) return NEVER;
  return incident.since + (line.refused ? 0 : (fallback?.after ?? AFTER) * 1000);
}

/** Why it is passed on now that its time has come. */
export function whyPassed(destination: string, incident: Incident, line: Line, now: number): Detour {
  const { refused } = line;
  return refused
    ? { destination, why: "refused", waited: 0, reason: refused.reason }
    : { destination, why: "late", waited: now - incident.since, reason: incident.reason };
}

/**
 * Whether what another destination passes on is news here. One tells of an incident, so that nobody reads
 * it twice: the source itself if it does, else whoever passed it on first.
 */
export function isNews(known: Incident | undefined, via: Detour | undefined): boolean {
  return !via || !known || detourOf(known)?.destination === via.destination;
}
