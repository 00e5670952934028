import { Hono } from "hono";
import type { Access } from "../../receiver/destinations/destination.ts";
import { ConnectionBroken } from "../web-server.ts";
import { type Fault, isTaken, NO_FAULT, readFault } from "./fault.ts";
import { Incidents } from "./incidents.ts";

/** What a vendor answers. */
export interface Answer {
  status: number;
  /** Text as it is, anything else as JSON; undefined for an empty body. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Time, as a stand-in goes by it. */
export interface VendorClock {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Lets so many milliseconds pass. */
  wait: (milliseconds: number) => Promise<unknown>;
}

/** How a vendor takes a request: checks it against its contract and keeps incidents. */
export type Vendor = (
  request: VendorRequest,
  incidents: Incidents,
  access: Access,
) => Answer | Promise<Answer>;

interface VendorRequest {
  method: string;
  url: URL;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined if it is none. */
  json: unknown;
}

/**
 * A stand-in for one destination: the vendor's endpoint, and `GET /incidents` for whoever wants to see
 * what arrived. `PUT /fault` makes the next requests fail: `{"status":503,"times":3}`; see `Fault`.
 */
export class StandIn {
  readonly access: Access;
  readonly incidents: Incidents;
  readonly app = new Hono();
  readonly #vendor: Vendor;
  readonly #clock: VendorClock;
  #fault = NO_FAULT;

  constructor(vendor: Vendor, access: Access, clock: VendorClock, incidents = new Incidents(clock.now)) {
    this.#vendor = vendor;
    this.#clock = clock;
    this.access = access;
    this.incidents = incidents;
    this.app.onError((error) => {
      throw error;
    });
    this.app.get("/incidents", (c) => c.json(this.incidents.list()));
    this.app.put("/fault", async (c) => {
      const fault = readFault(parseJson(await c.req.text()));
      if ("error" in fault) return c.json(fault, 400);
      this.#fault = fault;
      return c.json(fault);
    });
    this.app.on(["GET", "POST"], "*", (c) => this.#answer(c.req.raw));
  }

  async #answer(request: Request): Promise<Response> {
    const fault = this.#nextFault();
    const answer = isTaken(fault) ? await this.#take(request) : undefined;
    if (fault.delayMs > 0) await this.#clock.wait(fault.delayMs);
    if (fault.hang) return new Promise<never>(() => {});
    if (fault.reset) throw new ConnectionBroken();
    const { status, body } = fault;
    return toResponse(
      status === undefined && answer ? answer : { status: status ?? 500, body: body || undefined },
    );
  }

  #nextFault(): Fault {
    if (this.#fault.times === 0) return NO_FAULT;
    this.#fault.times--;
    return this.#fault;
  }

  async #take(request: Request): Promise<Answer> {
    const text = await request.text();
    const { method, url, headers } = request;
    return this.#vendor(
      { method, url: new URL(url), headers, text, json: parseJson(text) },
      this.incidents,
      this.access,
    );
  }

  /** Whether a request of the relay is for this vendor's endpoint, or below it. */
  serves(url: URL): boolean {
    const own = new URL(this.access.url);
    const path = own.pathname.replace(/\/$/, "");
    const isBelow = url.pathname === own.pathname || url.pathname.startsWith(`${path}/`);
    const parameters = [...own.searchParams];
    return (
      url.origin === own.origin &&
      isBelow &&
      parameters.every(([name, value]) => url.searchParams.get(name) === value)
    );
  }

  /** Whether the request carries this stand-in's credential, where one vendor serves several destinations. */
  knows(url: URL, headers: Headers, text: string): boolean {
    const { credential } = this.access;
    if (credential === "") return true;
    const places = [url.href, headers.get("authorization") ?? "", text];
    return places.some(
      (place) => place.includes(credential) || place.includes(encodeURIComponent(credential)),
    );
  }
}

function toResponse({ status, body, headers = {} }: Answer): Response {
  const init = { status, headers };
  if (body === undefined) return new Response(null, init);
  return typeof body === "string" ? new Response(body, init) : Response.json(body, init);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
