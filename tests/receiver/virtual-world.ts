import type { LogEntry } from "../../receiver/log.ts";
import type { Surroundings } from "../../receiver/surroundings.ts";

/** A request that the relay sent to a destination. */
export interface SentRequest {
  url: string;
  headers: Headers;
  body: string;
}

type Answer = (request: SentRequest) => Response | typeof HANGS | Promise<Response | typeof HANGS>;

/** How the made-up vendors answer when all is well. */
const HAPPY: [string, () => Response][] = [
  ["https://api.itoc360.app/", () => Response.json({ id: "1", type: "ALERT" })],
  ["https://api.ilert.com/", () => new Response(null, { status: 202 })],
  ["https://api.flashcat.cloud/", () => Response.json({ request_id: "r1", data: {} })],
  ["https://oapi.dingtalk.com/", () => Response.json({ errcode: 0, errmsg: "ok" })],
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

/** A vendor that takes the connection and never says anything. */
export const HANGS = "hangs";

/** An object of the relay, by its class and name. */
export interface ObjectName {
  kind: "Ledger" | "Delivery";
  name: string;
}

/** Something that happens at a time: an object's alarm, or one of its timers. */
export interface Due {
  at: number;
  object: ObjectName;
  timer?: () => void;
}

/**
 * The world of the objects under test: time moves when a test says so, chance is a fixed number, and
 * requests go to `answer`. One for the whole isolate; `reset` before each test.
 */
class TestWorld {
  time = 0;
  chance = 1;
  answer: Answer = happily;
  sent: SentRequest[] = [];
  logs: LogEntry[] = [];
  /** Requests that hang, by object, and everything that has happened so far: how `pass` sees that all is quiet. */
  readonly hanging = new Map<string, number>();
  activity = 0;
  /** How often an alarm was set: each is a row written. */
  wakes = 0;
  /** Sources that have decided something, and may be handing it over. */
  readonly decided = new Set<string>();
  /** Objects whose alarm runs at this moment. */
  readonly ringing = new Set<string>();
  /** The bindings of whatever starts from now on, given those that the test runner has. */
  deployed: <E extends object>(env: E) => E = (env) => env;
  #alarms = new Map<string, Due>();
  #timers = new Set<Due>();

  reset(): void {
    this.time = Date.parse("2026-11-20T08:00:00Z");
    this.chance = 1;
    this.deployed = (env) => env;
    this.answer = happily;
    this.sent = [];
    this.logs = [];
    this.hanging.clear();
    this.decided.clear();
    this.ringing.clear();
    this.wakes = 0;
    this.#alarms.clear();
    this.#timers.clear();
  }

  /** The world as an object sees it that begins to run. */
  around({ id }: DurableObjectState, kind: ObjectName["kind"]): Surroundings {
    const object = { kind, name: id.name ?? "" };
    const after = (milliseconds: number, timer: () => void) => {
      if (milliseconds === 0) setTimeout(timer, 0);
      else this.#timers.add({ at: this.time + milliseconds, object, timer });
    };
    return {
      now: () => this.time,
      random: () => this.chance,
      log: (entry) => {
        this.activity++;
        this.logs.push(entry);
        if (kind === "Ledger") this.decided.add(object.name);
      },
      after,
      // Stands for a signal, which nobody but the object itself may touch: here the test's clock ends a request.
      timeout: (milliseconds) => ({ milliseconds }) as unknown as AbortSignal,
      wake: (_, at) => {
        // As the platform, whose refusal nobody would see: the object would never wake again.
        if (!(at > 0 && Number.isFinite(at))) throw new TypeError(`an alarm can't be set to ${at}`);
        this.activity++;
        this.wakes++;
        this.#alarms.set(`${kind} ${object.name}`, { at, object });
      },
      fetch: (url, init) => this.fetch(url, init, after, `${kind} ${object.name}`),
    };
  }

  alarmOf({ kind, name }: ObjectName): number | undefined {
    return this.#alarms.get(`${kind} ${name}`)?.at;
  }

  /** Takes out what happens next, up to `until`. An object whose alarm still runs gets no other one. */
  next(until: number): Due | undefined {
    const ready = [...this.#alarms].flatMap(([name, due]) => (this.ringing.has(name) ? [] : [due]));
    const all: Due[] = [...ready, ...this.#timers];
    const first = all.reduce<Due | undefined>(
      (best, each) => (best && best.at <= each.at ? best : each),
      undefined,
    );
    if (!first || first.at > until) return undefined;
    if (first.timer) this.#timers.delete(first);
    else this.#alarms.delete(`${first.object.kind} ${first.object.name}`);
    return first;
  }

  async fetch(
    url: string,
    init: RequestInit,
    after: Surroundings["after"],
    object: string,
  ): Promise<Response> {
    this.activity++;
    const request = { url, headers: new Headers(init.headers), body: String(init.body) };
    this.sent.push(request);
    const answer = await this.answer(request);
    if (answer !== HANGS) return answer;
    const hang = (by: number) => this.hanging.set(object, (this.hanging.get(object) ?? 0) + by);
    hang(1);
    const { milliseconds } = init.signal as unknown as { milliseconds: number };
    return new Promise((_, reject) => {
      after(milliseconds, () => {
        hang(-1);
        reject(new DOMException("too late", "TimeoutError"));
      });
    });
  }
}

export const world = new TestWorld();
world.reset();
