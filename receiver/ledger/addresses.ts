import type { RelayConfig } from "../config/config.ts";
import { heirOf } from "../config/heirs.ts";
import { destinationOf } from "../destinations/registry.ts";
import { lookup } from "../lookup.ts";
import type { Decision, Outcome } from "./decide.ts";
import type { Address } from "./store.ts";

/** Ends that no callback tells of. */
const NOT_CALLED: ReadonlySet<Decision> = new Set<Decision>(["expired", "unheard", "lost", "closed"]);

/** Who is told, by the names that destinations have now, and in which form. */
export class Addresses {
  readonly #config: RelayConfig;

  constructor(config: RelayConfig) {
    this.#config = config;
  }

  /** What one destination is told. `held`: the event of a recovery that waited for its alert. */
  of(
    destination: string,
    { decision, messages }: Pick<Outcome, "decision" | "messages">,
    held: number | undefined,
    passedOn: Set<string>,
  ): Address[] {
    if (!this.passesOn(destination))
      return messages.map((news) => ({
        destination,
        news,
        ...(news === "resolved" && held !== undefined && { event: held }),
      }));
    // A vendor's own integration reads the whole body, and may know of incidents that this ledger does not.
    // Of an end that no callback told there is no body to pass on.
    if (NOT_CALLED.has(decision)) return [];
    return (decision === "held" ? (["resolved"] as const) : messages).flatMap((news): Address[] => {
      const event = news === "resolved" ? held : undefined;
      const once = `${destination} ${event ?? ""}`;
      if (passedOn.has(once)) return [];
      passedOn.add(once);
      return [{ destination, news, whole: true, ...(event !== undefined && { event }) }];
    });
  }

  /** What a destination is called now. */
  present(destination: string): string {
    return heirOf(this.#config, destination) ?? destination;
  }

  /** What is known under several names of one destination is followed under one: the present one, if it is. */
  eachOnce(told: string[]): string[] {
    const present = told.map((each) => this.present(each));
    return told.filter((each, index) =>
      told.includes(present[index] ?? "")
        ? each === present[index]
        : present.indexOf(present[index] ?? "") === index,
    );
  }

  /** Whether a destination takes callbacks as they came. */
  passesOn(destination: string): boolean {
    const settings = lookup(this.#config.destinations, this.present(destination));
    return settings !== undefined && destinationOf(settings.kind).passesOn === true;
  }
}
