import { matchesGlob } from "node:path";

/** A part of the code whose tests are judged by mutants. */
export interface Room {
  /** Globs of what is mutated. */
  mutate: string[];
  /** Globs of the tests that run; those that reach a mutated file are picked from them. */
  tests: string[];
  /** Least share of mutants that tests must notice, in percent. */
  goal: number;
  /** How many mutants are drawn; all where it is absent. */
  size?: number;
}

const IN_NODE = ["tests/receiver/**/!(*.workerd).test.ts"];

/**
 * The rooms, each with its goal. A mutant is switched on in the process of the tests. So code that runs only
 * in workerd can't be judged (`receiver/worker.ts`, the Durable Objects and what reads their storage), and
 * tests are left out that run the code in a process of its own.
 */
export const ROOMS: Record<string, Room> = {
  "receiver/sources": { mutate: ["receiver/sources/*.ts"], tests: IN_NODE, goal: 85 },
  "receiver/ledger": {
    mutate: ["receiver/ledger/decide.ts"],
    tests: IN_NODE,
    goal: 85,
  },
  "receiver/quiet": { mutate: ["receiver/quiet/*.ts"], tests: IN_NODE, goal: 85 },
  "receiver/heartbeat": {
    mutate: ["receiver/heartbeat/!(heartbeats).ts"],
    tests: IN_NODE,
    goal: 85,
  },
  "receiver/drill": { mutate: ["receiver/drill/!(drills).ts"], tests: IN_NODE, goal: 85 },
  "receiver/delivery": {
    mutate: ["receiver/delivery/{choice,incident,line,schedule,trouble,verdicts}.ts"],
    tests: IN_NODE,
    goal: 85,
  },
  "receiver/routing": {
    mutate: ["receiver/{routing,glob,callers}.ts"],
    tests: IN_NODE,
    goal: 85,
  },
  "receiver/message": {
    mutate: ["receiver/message/!(metric-names|event-names|event-words|regions).ts"],
    tests: IN_NODE,
    goal: 85,
  },
  // Tables of words: each of their many mutants needs all tests.
  "receiver/message-tables": {
    mutate: ["receiver/message/{metric-names,event-names,event-words,regions}.ts"],
    tests: IN_NODE,
    goal: 85,
    size: 100,
  },
  "receiver/config": { mutate: ["receiver/config/*.ts", "receiver/env.ts"], tests: IN_NODE, goal: 85 },
  "receiver/destinations": { mutate: ["receiver/destinations/*.ts"], tests: IN_NODE, goal: 85 },
  vocabulary: {
    mutate: ["components/vocabulary/**/*.ts", "receiver/{level,stable-name}.ts"],
    tests: ["tests/components/vocabulary/*.test.ts"],
    goal: 85,
  },
  checks: {
    mutate: ["checks/**/*.ts"],
    tests: ["tests/checks/!(policy-pack).test.ts"],
    goal: 75,
    size: 1000,
  },
  review: {
    mutate: ["review/**/*.ts"],
    tests: ["tests/review/!(command|ci).test.ts"],
    goal: 75,
    size: 1000,
  },
};

/** The rooms behind an argument: one by its name, all below a folder, or that of a file, for this file. */
export function roomsOf(argument: string): [name: string, Room][] {
  const all = Object.entries(ROOMS);
  const asked = all.filter(([name]) => name === argument || name.startsWith(`${argument}/`));
  if (asked.length > 0) return asked;
  const home = all.find(([, { mutate }]) => mutate.some((glob) => matchesGlob(argument, glob)));
  return home ? [[argument, { ...home[1], mutate: [argument] }]] : [];
}
