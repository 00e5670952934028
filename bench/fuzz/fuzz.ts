import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { sourceToken } from "../../receiver/config/token.ts";
import { benchBundle, ROOT } from "../bundle.ts";
import { Random } from "../random.ts";
import { type Body, bodyOf } from "./bodies.ts";

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
  /** Answers by status. */
  statuses: Record<number, number>;
  longestAnswer: number;
  /** Processor time of one body, in microseconds. */
  micros: { p50: number; p99: number; max: number };
  /** What the slowest one was. */
  slowest: { seed: number | undefined; maker: string };
}

const SECRET = "a-stack-secret-that-is-made-up-for-the-fuzzer";

const CONFIG: RelayConfig = {
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

type Worker = { fetch(request: Request, env: Record<string, unknown>): Promise<Response> };

/**
 * Sends hostile bodies through the deployed code of everything before the ledger, minified as it is
 * deployed, and finds errors that are not caught, answers that are too long, and bodies that cost too much.
 * Processor time is taken by the clock: the answer waits for nothing, and of what seems slow the least of
 * several tries counts, since a busy machine can only make it longer.
 */
export async function fuzz(options: {
  seed: number;
  count: number;
  progress?: (done: number) => void;
}): Promise<FuzzReport> {
  const bundle = Buffer.from(benchBundle("workers/intake.mjs")).toString("base64");
  const { default: worker } = (await import(`data:text/javascript;base64,${bundle}`)) as { default: Worker };
  const url = `https://relay.example.com/callbacks/production?token=${sourceToken(SECRET, "production", 1)}`;
  const folder = join(ROOT, "tests", "payloads");
  const real = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const corpus = JSON.parse(readFileSync(CORPUS, "utf8")) as Kept[];

  const report: FuzzReport = {
    seed: options.seed,
    cases: 0,
    failures: [],
    statuses: {},
    longestAnswer: 0,
    micros: { p50: 0, p99: 0, max: 0 },
    slowest: { seed: undefined, maker: "" },
  };
  const times: number[] = [];
  const run = async (body: Body, maker: string, seed: number | undefined, measured: boolean) => {
    let outcome = await judge(worker, url, body);
    // Something else on the machine can only make it longer, so the least of some tries counts.
    for (let tries = 1; measured && outcome.micros > MOST_MICROS / 2 && tries < TRIES; tries++) {
      const { micros } = await judge(worker, url, body);
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
      report.failures.push({ seed, maker, why: outcome.why, body: String(body).slice(0, 200) });
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
  return report;
}

/** Whether a report is one of a receiver that nobody has to be afraid for. */
export function holds({ failures, micros }: FuzzReport): boolean {
  return failures.length === 0 && micros.p99 <= MOST_MICROS;
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

async function judge(worker: Worker, url: string, body: Body): Promise<Outcome> {
  // One whose length is known says it, as it does on the wire.
  const init =
    typeof body === "string" || body instanceof Uint8Array
      ? { body, headers: { "content-length": String(Buffer.byteLength(body)) } }
      : stream(body.length);
  const request = new Request(url, { method: "POST", ...(init as RequestInit) });
  const began = performance.now();
  const micros = () => Math.round((performance.now() - began) * 1000);
  try {
    const response = await worker.fetch(request, { CONFIG, CALLBACK_SECRET: SECRET });
    const took = micros();
    const { byteLength } = await response.arrayBuffer();
    const { status } = response;
    const long = byteLength > LONGEST_ANSWER ? `an answer of ${byteLength} bytes` : undefined;
    const why = long ?? (STATUSES.includes(status) ? undefined : `status ${status}`);
    return { status, bytes: byteLength, micros: took, why };
  } catch (error) {
    const why = `not caught: ${error instanceof Error ? error.stack : String(error)}`;
    return { status: 0, bytes: 0, micros: micros(), why };
  }
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
