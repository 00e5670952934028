import type { HeartbeatConfig } from "../config/config.ts";
import { lookup } from "../lookup.ts";

/** Where a heartbeat came from, as far as its body says. */
export interface Whence {
  account?: string | undefined;
  region?: string | undefined;
}

/** What is known of the heartbeats of one name. Times are milliseconds since 1970. */
export interface Beat extends Whence {
  /** Since when they are expected. */
  since: number;
  /** When the last one came; null: none has. */
  at: number | null;
  /** People have been told that they stay away. */
  told: boolean;
}

/** By name: those that are expected, and those that were and of which people still have to be told. */
export type Beats = Readonly<Record<string, Beat>>;

/** Something that people have to be told. */
export interface BeatChange {
  name: string;
  news: "missing" | "back" | "given up";
  beat: Beat;
}

/** What is expected, after a change of the program. The same object where nothing changes. */
export function declared(beats: Beats, expected: Record<string, HeartbeatConfig>, now: number): Beats {
  const come = Object.keys(expected).filter((name) => !lookup(beats, name));
  const gone = Object.keys(beats).filter((name) => !lookup(expected, name) && !beats[name]?.told);
  if (come.length === 0 && gone.length === 0) return beats;
  const kept = Object.entries(beats).filter(([name]) => !gone.includes(name));
  const fresh = come.map((name) => [name, { since: now, at: null, told: false }] as const);
  return Object.fromEntries([...kept, ...fresh]);
}

/** After a heartbeat has come. */
export function heard(beats: Beats, name: string, whence: Whence, now: number): Beats {
  const before = lookup(beats, name);
  if (!before) return beats;
  const { account = before.account, region = before.region } = whence;
  return { ...beats, [name]: { since: before.since, at: now, told: false, account, region } };
}

/** When a heartbeat is overdue; infinite where it is not expected. */
export function overdueAt(beat: Beat, expected: HeartbeatConfig | undefined): number {
  if (!expected) return Number.POSITIVE_INFINITY;
  return (beat.at ?? beat.since) + expected.missing * expected.every * 1000;
}

/** What people have to be told by now, and what is known once they are. */
export function overdue(
  beats: Beats,
  expected: Record<string, HeartbeatConfig>,
  now: number,
): { beats: Beats; changes: BeatChange[] } {
  const changes: BeatChange[] = [];
  const after = Object.entries(beats).flatMap(([name, beat]): [string, Beat][] => {
    const config = lookup(expected, name);
    if (!config) {
      if (beat.told) changes.push({ name, news: "given up", beat });
      return [];
    }
    if (beat.told || now < overdueAt(beat, config)) return [[name, beat]];
    changes.push({ name, news: "missing", beat });
    return [[name, { ...beat, told: true }]];
  });
  return { beats: changes.length > 0 ? Object.fromEntries(after) : beats, changes };
}

/** When there is something to tell next; infinite if there is not. */
export function nextOverdue(beats: Beats, expected: Record<string, HeartbeatConfig>): number {
  const times = Object.entries(beats).map(([name, beat]) => {
    const config = lookup(expected, name);
    if (beat.told) return config ? Number.POSITIVE_INFINITY : 0;
    return overdueAt(beat, config);
  });
  return Math.min(Number.POSITIVE_INFINITY, ...times);
}
