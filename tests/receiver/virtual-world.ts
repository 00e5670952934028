import type { LogEntry } from "../../receiver/log.ts";
import type { Surroundings } from "../../receiver/surroundings.ts";

/** A request that the relay sent to a destination. */
export interface SentRequest {
  url: string;
  headers: Headers;
  body: string;
}

type Answer = (request: SentRequest) => Response | Promise<Response>;

/** How the made-up vendors answer when all is well. */
const HAPPY: [string, () => Response][] = [
  ["https://api.itoc360.app/", () => Response.json({ id: "1", type: "ALERT" })],
  ["https://api.ilert.com/", () => new Response(null, { status: 202 })],
  ["https://api.flashcat.cloud/", () => Response.json({ request_id: "r1", data: {} })],
  ["https://hooks.slack.com/", () => new Response("ok")],
  [
    "https://api.opsgenie.com/",
    () => Response.json({ result: "Request will be processed" }, { status: 202 }),
  ],
  ["https://alertmanager.example.com/", () => new Response(null)],
  ["https://native.example.com/", () => new Response(null, { status: 202 })],
  ["https://hooks.example.com/", () => new Response(null, { status: 204 })],
];

export function happily(request: SentRequest): Response {
  const entry = HAPPY.find(([prefix]) => request.url.startsWith(prefix));
  if (!entry) throw new Error(`nobody answers at ${request.url}`);
  return entry[1]();
}

/**
 * The world of the ledger under test: time moves when a test says so, chance is a fixed number, and
 * requests go to `answer`. One for the whole isolate; `reset` before each test.
 */
class TestWorld implements Surroundings {
  time = 0;
  chance = 1;
  answer: Answer = happily;
  sent: SentRequest[] = [];
  logs: LogEntry[] = [];
  /** When each ledger asked to be woken last, by the name of its object. */
  alarms = new Map<DurableObjectStorage, number>();

  reset(): void {
    this.time = Date.parse("2026-11-20T08:00:00Z");
    this.chance = 1;
    this.answer = happily;
    this.sent = [];
    this.logs = [];
    this.alarms.clear();
  }

  now = () => this.time;
  random = () => this.chance;
  log = (entry: LogEntry) => void this.logs.push(entry);
  after = (milliseconds: number, callback: () => void) => void setTimeout(callback, milliseconds);
  timeout = (milliseconds: number) => AbortSignal.timeout(milliseconds);
  wake = (storage: DurableObjectStorage, at: number) => void this.alarms.set(storage, at);
  fetch = async (url: string, init: RequestInit) => {
    const request = { url, headers: new Headers(init.headers), body: String(init.body) };
    this.sent.push(request);
    return this.answer(request);
  };
}

export const world = new TestWorld();
world.reset();
