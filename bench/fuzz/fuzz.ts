import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker as Thread } from "node:worker_threads";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { sourceToken } from "../../receiver/config/token.ts";
import { benchBundle, ROOT } from "../bundle.ts";
import { Random } from "../random.ts";
import { type Body, bodyOf, type Real } from "./bodies.ts";
import type { Coverage } from "./branches.ts";
import { dictionary } from "./dictionary.ts";
import { valuesOf } from "./field-by-field.ts";
import { type Recorded, wrongWith } from "./invariants.ts";
import { ROBOTS } from "./robots.ts";

/** Longest answer that a sender may get, in bytes. */
export const LONGEST_ANSWER = 200;

/** Most processor time of the 99th percentile, in microseconds. */
export const MOST_MICROS = 1000;

export interface Failure {
  /** Repeats the case: `--seed SEED --count 1`. Undefined for one of the corpus. */
  seed: number | undefined;
  maker: string;
  why: string;
  /** How the body begins. */
  body: string;
}

export interface FuzzReport {
  seed: number;
  cases: number;
  failures: Failure[];
  /** Of the branches of the parsers, which these bodies have taken; undefined where there were too few bodies. */
  coverage: Coverage | undefined;
  /** Answers by status. */
  statuses: Record<number, number>;
  longestAnswer: number;
  /** Processor time of one body, in microseconds. */
  micros: { p50: number; p99: number; max: number };
  /** What the slowest one was. */
  slowest: { seed: number | undefined; maker: string };
}

export const SECRET = "a-stack-secret-that-is-made-up-for-the-fuzzer";

export const CONFIG: RelayConfig = {
  destinations: { flash: { kind: "flashduty", severities: {} } },
  sources: {
    production: {
      generation: 1,
      deliverTo: ["flash"],
      language: "en",
      severities: {},
      routes: [
        { name: "a", when: { resource: ["*a*b*c*"], "label.__proto__": ["*"] }, deliverTo: ["flash"] },
        { name: "b", when: { rule: ["*?*?*"], level: ["critical"] }, deliverTo: ["flash"] },
      ],
    },
  },
};

/** A body of the corpus: `head`, `body` so many `times`, `tail`. */
interface Kept {
  /** What it is, and what it did. */
  name: string;
  head?: string;
  body: string;
  times?: number;
  tail?: string;
}

/** Bodies that once failed. */
const CORPUS = join(ROOT, "bench", "fuzz", "corpus.json");

/** How often a case is tried that seems slow. */
const TRIES = 8;

/** Cases before the first that is measured: the code is not compiled yet. */
const WARM_UP = 500;

/** Least part of the parsers' branches that the bodies have to take. */
export const LEAST_COVERAGE = 0.95;

/** How many bodies the coverage is measured with, at most, and from how many on it says anything. */
const MOST_COVERING = 200_000;
const LEAST_COVERING = 50_000;

type Worker = { fetch(request: Request, env: Record<string, unknown>): Promise<Response> };

const TOKEN = sourceToken(SECRET, "production", 1);
const URL_OF_SOURCE = "https://relay.example.com/callbacks/production";

/** Bodies that Alibaba Cloud sends: printed, captured, or as good as can be guessed. */
export function realBodies(): Real {
  const folder = join(ROOT, "tests", "payloads");
  const printed = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const bodies = [...printed, ...ROBOTS];
  return { bodies, words: { ...dictionary(), values: valuesOf(bodies) } };
}

/**
 * Sends hostile bodies through the deployed code of everything before the ledger, minified as it is
 * deployed, and finds errors that are not caught, answers that are too long, bodies that cost too much, and
 * alerts that are lost or are none. Processor time is taken by the clock: the answer waits for nothing, and of
 * what seems slow the least of several tries counts, since a busy machine can only make it longer.
 */
export async function fuzz(options: {
  seed: number;
  count: number;
  progress?: (done: number) => void;
}): Promise<FuzzReport> {
  const bundle = Buffer.from(benchBundle("workers/intake.mjs")).toString("base64");
  const { default: worker } = (await import(`data:text/javascript;base64,${bundle}`)) as { default: Worker };
  const real = realBodies();
  const corpus = JSON.parse(readFileSync(CORPUS, "utf8")) as Kept[];

  const report: FuzzReport = {
    seed: options.seed,
    cases: 0,
    failures: [],
    coverage: undefined,
    statuses: {},
    longestAnswer: 0,
    micros: { p50: 0, p99: 0, max: 0 },
    slowest: { seed: undefined, maker: "" },
  };
  const times: number[] = [];
  const run = async (body: Body, maker: string, seed: number | undefined, measured: boolean) => {
    let outcome = await judge(worker, body);
    // Something else on the machine can only make it longer, so the least of some tries counts.
    for (let tries = 1; measured && outcome.micros > MOST_MICROS / 2 && tries < TRIES; tries++) {
      const { micros } = await judge(worker, body);
      outcome = { ...outcome, micros: Math.min(micros, outcome.micros) };
    }
    if (!measured) return;
    report.cases++;
    report.statuses[outcome.status] = (report.statuses[outcome.status] ?? 0) + 1;
    report.longestAnswer = Math.max(report.longestAnswer, outcome.bytes);
    times.push(outcome.micros);
    if (outcome.micros > report.micros.max) {
      report.micros.max = outcome.micros;
      report.slowest = { seed, maker };
    }
    if (outcome.why)
      report.failures.push({ seed, maker, why: outcome.why, body: textOf(body).slice(0, 200) });
  };

  for (let index = -WARM_UP; index < options.count; index++) {
    const seed = (options.seed + index) >>> 0;
    const { maker, body } = bodyOf(new Random(seed), real);
    await run(body, maker, seed, index >= 0);
    if (index > 0 && index % 10_000 === 0) options.progress?.(index);
  }
  for (const { name, head = "", body, times: repeat = 1, tail = "" } of corpus)
    await run(head + body.repeat(repeat) + tail, name, undefined, true);
  times.sort((a, b) => a - b);
  const percentile = (part: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  report.micros = { ...report.micros, p50: percentile(0.5), p99: percentile(0.99) };
  if (options.count >= LEAST_COVERING) report.coverage = await coverageOf(options.seed, options.count);
  return report;
}

/** The branches that the first of these bodies take, in a thread of its own: to count them makes all slower. */
export function coverageOf(seed: number, count: number): Promise<Coverage> {
  const workerData = { seed, count: Math.min(count, MOST_COVERING) };
  const thread = new Thread(new URL("coverage-thread.ts", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

/** Whether a report is one of a receiver that nobody has to be afraid for. */
export function holds({ failures, micros, coverage }: FuzzReport): boolean {
  const isCovered = coverage === undefined || coverage.taken >= LEAST_COVERAGE * coverage.branches;
  return failures.length === 0 && micros.p99 <= MOST_MICROS && isCovered;
}

const STATUSES = [200, 413];

interface Outcome {
  status: number;
  /** Length of the answer. */
  bytes: number;
  micros: number;
  /** What was wrong with it. */
  why: string | undefined;
}

/** What the ledger was asked of the request that runs. */
let recorded: Recorded[] = [];
const RECORD = (each: Recorded): void => {
  recorded.push(each);
};

async function judge(worker: Worker, body: Body): Promise<Outcome> {
  const request = requestOf(body);
  recorded = [];
  const began = performance.now();
  const micros = () => Math.round((performance.now() - began) * 1000);
  try {
    const response = await worker.fetch(request, { CONFIG, CALLBACK_SECRET: SECRET, RECORD });
    const took = micros();
    const answer = await response.text();
    const { status } = response;
    const bytes = Buffer.byteLength(answer);
    const long = bytes > LONGEST_ANSWER ? `an answer of ${bytes} bytes` : undefined;
    const known = STATUSES.includes(status) ? undefined : `status ${status}`;
    const wrong = wrongWith(answer, recorded, { secrets: [TOKEN, SECRET], body: textOf(body) });
    return { status, bytes, micros: took, why: long ?? known ?? wrong };
  } catch (error) {
    const why = `not caught: ${error instanceof Error ? error.stack : String(error)}`;
    return { status: 0, bytes: 0, micros: micros(), why };
  }
}

/** A body as text, for people and for what must not be told of it. */
function textOf(body: Body): string {
  return typeof body === "object" && "query" in body ? body.query : String(body);
}

/** The request that brings a body, with a valid token. */
export function requestOf(body: Body): Request {
  if (typeof body === "object" && "query" in body)
    return new Request(`${URL_OF_SOURCE}?${body.query.replaceAll("TOKEN", TOKEN).replaceAll("#", "")}`);
  // One whose length is known says it, as it does on the wire.
  const init =
    typeof body === "string" || body instanceof Uint8Array
      ? { body, headers: { "content-length": String(Buffer.byteLength(body)) } }
      : stream(body.length);
  return new Request(`${URL_OF_SOURCE}?token=${TOKEN}`, { method: "POST", ...(init as RequestInit) });
}

const CHUNK = new Uint8Array(64 * 1024).fill(120);

/** A body that is made while it is read, as one that comes over the network. */
function stream(length: number): { body: ReadableStream; duplex: "half" } {
  let left = length;
  const body = new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(CHUNK.subarray(0, Math.min(left, CHUNK.length)));
      left -= CHUNK.length;
    },
  });
  return { body, duplex: "half" };
}
