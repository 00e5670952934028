import type { ContactGroupRecord, ContactRecord } from "./records.ts";
import { type People, RegionStore } from "./region.ts";

/** What one account has: contacts and groups of its own, and everything else by region. */
export class AccountStore implements People {
  readonly id: string;
  /** Its name in the resource directory. Default: its id. */
  displayName: string | undefined;
  readonly contacts = new Map<string, ContactRecord>();
  readonly groups = new Map<string, ContactGroupRecord>();
  readonly regions = new Map<string, RegionStore>();
  readonly #onWarning: (text: string) => void;

  constructor(id: string, onWarning: (text: string) => void) {
    this.id = id;
    this.#onWarning = onWarning;
  }

  region(name: string): RegionStore {
    const known = this.regions.get(name);
    if (known) return known;
    const region = new RegionStore(this, name, this.#onWarning);
    this.regions.set(name, region);
    return region;
  }
}
