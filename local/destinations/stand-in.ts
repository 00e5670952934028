import { Hono } from "hono";
import type { Access } from "../../receiver/destinations/destination.ts";
import { Incidents } from "./incidents.ts";

/** What a vendor answers. */
export interface Answer {
  status: number;
  /** Text as it is, anything else as JSON; undefined for an empty body. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** How a vendor takes a request: checks it against its contract and keeps incidents. */
export type Vendor = (
  request: VendorRequest,
  incidents: Incidents,
  access: Access,
) => Answer | Promise<Answer>;

export interface VendorRequest {
  url: URL;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined if it is none. */
  json: unknown;
}

/**
 * A stand-in for one destination: the vendor's endpoint, and `GET /incidents` for whoever wants to see
 * what arrived. `PUT /fault` with `{"status":503,"times":3}` makes the next answers fail; `body`, a text, is what
 * they say, for vendors that tell of an error there.
 */
export class StandIn {
  readonly access: Access;
  readonly incidents: Incidents;
  readonly app = new Hono();
  #fault = { status: 0, times: 0, body: "" };

  constructor(vendor: Vendor, access: Access, now: () => number) {
    this.access = access;
    this.incidents = new Incidents(now);
    this.app.get("/incidents", (c) => c.json(this.incidents.list()));
    this.app.put("/fault", async (c) => {
      const {
        status,
        times = 1,
        body = "",
      } = (await c.req.json()) as {
        status?: number;
        times?: number;
        body?: string;
      };
      if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599) {
        return c.json({ error: "status must be a number from 200 to 599" }, 400);
      }
      this.#fault = { status: Number(status), times: Number(times), body: String(body) };
      return c.json(this.#fault);
    });
    this.app.post("*", async (c) => {
      if (this.#fault.times > 0) {
        this.#fault.times--;
        const { status, body } = this.#fault;
        return new Response(body || null, { status });
      }
      const text = await c.req.text();
      const request = { url: new URL(c.req.url), headers: c.req.raw.headers, text, json: parseJson(text) };
      return toResponse(await vendor(request, this.incidents, access));
    });
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
    const places = [url.search, headers.get("authorization") ?? "", text];
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
