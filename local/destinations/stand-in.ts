import { Hono } from "hono";
import type { Access } from "../../receiver/destinations/destination.ts";
import { Incidents } from "./incidents.ts";

/** What a vendor answers. */
export interface Answer {
  status: number;
  /** Text as it is, anything else as JSON; undefined for an empty body. */
  body?: unknown;
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
 * what arrived. `PUT /fault` with `{"status":503,"times":3}` makes the next answers fail.
 */
export class StandIn {
  readonly access: Access;
  readonly incidents = new Incidents();
  readonly app = new Hono();
  #fault: { status: number; times: number } = { status: 0, times: 0 };

  constructor(vendor: Vendor, access: Access) {
    this.access = access;
    this.app.get("/incidents", (c) => c.json(this.incidents.list()));
    this.app.put("/fault", async (c) => {
      const { status, times } = (await c.req.json()) as { status?: number; times?: number };
      if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599) {
        return c.json({ error: "status must be a number from 200 to 599" }, 400);
      }
      this.#fault = { status: Number(status), times: Number(times ?? 1) };
      return c.json(this.#fault);
    });
    this.app.post("*", async (c) => {
      if (this.#fault.times > 0) {
        this.#fault.times--;
        return new Response("", { status: this.#fault.status });
      }
      const text = await c.req.text();
      const request = { url: new URL(c.req.url), headers: c.req.raw.headers, text, json: parseJson(text) };
      return toResponse(await vendor(request, this.incidents, access));
    });
  }

  /** Whether a request of the relay is for this vendor's endpoint. */
  serves(url: URL): boolean {
    const own = new URL(this.access.url);
    return url.origin === own.origin && url.pathname === own.pathname;
  }

  /** Whether the request carries this stand-in's credential, where one vendor serves several destinations. */
  knows(url: URL, headers: Headers, text: string): boolean {
    const { credential } = this.access;
    const places = [url.search, headers.get("authorization") ?? "", text];
    return places.some(
      (place) => place.includes(credential) || place.includes(encodeURIComponent(credential)),
    );
  }
}

function toResponse({ status, body }: Answer): Response {
  if (body === undefined) return new Response(null, { status });
  return typeof body === "string" ? new Response(body, { status }) : Response.json(body, { status });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
