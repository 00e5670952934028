import { setTimeout as sleep } from "node:timers/promises";
import { route } from "../../local/destinations/index.ts";
import { StandIn, type Vendor } from "../../local/destinations/stand-in.ts";
import { VENDORS } from "../../local/destinations/vendors.ts";
import { serveWeb, type WebServer } from "../../local/web-server.ts";
import type { Random } from "../random.ts";
import { CHATS } from "../simulate/world/vendors/accounts.ts";
import { RecordedIncidents } from "../simulate/world/vendors/record.ts";
import { callbackOf, summedIn } from "../simulate/world/vendors/vendor.ts";
import type { Moments } from "./moments.ts";
import { PROGRAM } from "./program.ts";

/** What goes wrong at a stand-in now and then; see `local/destinations/fault.ts`. */
const FAULTS = [
  { status: 503, times: 3 },
  { status: 500, times: 1 },
  { reset: "before", times: 2 },
  { delayMs: 700, times: 5 },
];

/** The same of a message that was taken. At a chat each would be a copy more, whatever a receiver does. */
const AFTER_ALL = [
  { status: 504, accept: true, times: 2 },
  { reset: "after", times: 2 },
  { hang: true, accept: true, times: 1 },
];

/** How often one of the destinations has trouble, in milliseconds. */
const TROUBLE_EVERY = 4000;

/** The stand-ins of all destinations, on this machine, with everything that they took. */
export class Destinations {
  /** By destination. */
  readonly taken: Record<string, RecordedIncidents> = {};
  readonly #standIns: Record<string, StandIn> = {};
  readonly #moments: Moments;
  #server: WebServer | undefined;

  constructor(moments: Moments) {
    this.#moments = moments;
    const now = () => Date.now();
    for (const [name, { kind, access }] of Object.entries(PROGRAM.destinations)) {
      const incidents = new RecordedIncidents(now);
      this.taken[name] = incidents;
      const vendor = VENDORS[kind](now);
      const recording: Vendor = (request, ...rest) => {
        const { text } = request;
        incidents.request = { ...incidents.request, callback: callbackOf(text), summed: summedIn(text) };
        return vendor(request, ...rest);
      };
      this.#standIns[name] = new StandIn(recording, access, { now, wait: sleep }, incidents);
    }
  }

  /** `127.0.0.1:PORT` of the proxy that leads to them. */
  async listen(): Promise<string> {
    this.#server = await serveWeb(async (request) => {
      this.#moments.happens("arrived");
      const response = await route(Object.values(this.#standIns), request);
      setTimeout(() => this.#moments.happens("answered"), 1);
      return response;
    });
    return this.#server.address;
  }

  /** Until it is aborted one of them after the other has trouble; then all are well. */
  async haveTrouble(random: Random, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(random.below(2 * TROUBLE_EVERY), undefined, { signal }).catch(() => {});
      const [name, { kind }] = random.one(Object.entries(PROGRAM.destinations));
      const faults = CHATS.includes(kind) ? FAULTS : [...FAULTS, ...AFTER_ALL];
      await this.#fault(name, random.one(faults));
    }
    for (const name of Object.keys(this.#standIns)) await this.#fault(name, { times: 0 });
  }

  async #fault(name: string, fault: object): Promise<void> {
    await this.#standIns[name]?.app.request("/fault", { method: "PUT", body: JSON.stringify(fault) });
  }

  close(): void {
    this.#server?.close();
  }
}
