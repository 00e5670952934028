import type { Loop } from "../platform/loop.ts";
import type { Network as CloudNetwork } from "../platform/surroundings.ts";
import { vendorOf } from "./vendors/accounts.ts";
import type { SimulatedVendor } from "./vendors/vendor.ts";

/** How long a request takes to its vendor, in milliseconds. */
const WAY = 15;

/** Takes requests to the vendors, and their answers back. */
export class Network implements CloudNetwork {
  readonly #loop: Loop;
  readonly #vendors: readonly SimulatedVendor[];
  readonly #note: (who: string, what: string) => void;

  constructor(loop: Loop, vendors: readonly SimulatedVendor[], note: (who: string, what: string) => void) {
    this.#loop = loop;
    this.#vendors = vendors;
    this.#note = note;
  }

  async fetch(sender: string, url: string, init: RequestInit): Promise<Response> {
    const vendor = this.#vendors.find(({ name }) => name === vendorOf(url));
    if (!vendor) throw new TypeError(`nobody answers at ${url}`);
    const leftAt = this.#loop.time;
    await this.#wait(WAY);
    const headers = init.headers as Record<string, string>;
    const { after, answer, took } = await vendor.receive({ url, headers, body: String(init.body), leftAt });
    this.#note(vendor.name, `${sender} sends: ${took ?? "takes nothing"}; ${answer?.status ?? "no answer"}`);
    await this.#wait(after);
    if (!answer) throw new TypeError("Network connection lost.");
    const { status, body, headers: own = {} } = answer;
    const withStatus = { status, headers: own };
    if (body === undefined) return new Response(null, withStatus);
    return typeof body === "string" ? new Response(body, withStatus) : Response.json(body, withStatus);
  }

  /** For ever, if so long. */
  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (Number.isFinite(milliseconds)) this.#loop.after(milliseconds, resolve);
    });
  }
}
