import { DESTINATION_KINDS, type DestinationKind } from "../../receiver/destinations/registry.ts";
import { CASES } from "../../tests/receiver/destinations/contracts.ts";
import type { Loop } from "../simulate/platform/loop.ts";
import type { Network } from "../simulate/platform/surroundings.ts";

/** How a vendor that is away shows it. */
export type Failure = "503" | "no answer";

/** When a vendor is to be back: after the first failing try that arrives from `from` on, in milliseconds since 1970. */
interface Outage {
  failure: Failure;
  from: number;
  /** Called when a vendor is back. */
  isBack: (kind: DestinationKind) => void;
}

/** How long a request takes to its vendor, and an answer back, in milliseconds. */
const WAY = 50;

/** All vendors, each of which takes everything with its own yes once it is back. */
export class Vendors implements Network {
  readonly backAt = new Map<DestinationKind, number>();
  /** What each took, and when. */
  readonly taken: { kind: DestinationKind; at: number; text: string }[] = [];
  readonly #loop: Loop;
  readonly #outage: Outage;

  constructor(loop: Loop, outage: Outage) {
    this.#loop = loop;
    this.#outage = outage;
  }

  async fetch(sender: string, url: string, { body }: RequestInit): Promise<Response> {
    const kind = kindOf(sender);
    await this.#wait(WAY);
    const arrived = this.#loop.time;
    if (!this.backAt.has(kind)) {
      if (arrived >= this.#outage.from) {
        this.backAt.set(kind, arrived + 1);
        this.#loop.after(1, () => this.#outage.isBack(kind));
      }
      await this.#wait(this.#outage.failure === "503" ? WAY : Number.POSITIVE_INFINITY);
      return new Response("", { status: 503 });
    }
    this.taken.push({ kind, at: arrived, text: `${url} ${body}` });
    await this.#wait(WAY);
    const { status, body: text } = CASES[kind].contract.success;
    return new Response(text || null, { status });
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (Number.isFinite(milliseconds)) this.#loop.after(milliseconds, resolve);
    });
  }
}

/** Each destination is named after its kind, and its object after it. */
function kindOf(sender: string): DestinationKind {
  const kind = DESTINATION_KINDS.find((each) => sender.endsWith(` ${each}`));
  if (!kind) throw new Error(`${sender} is no object of a destination`);
  return kind;
}
