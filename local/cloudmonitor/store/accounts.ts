import { AccountStore } from "./account.ts";
import type { ContactGroupRecord, ContactRecord } from "./records.ts";
import type { RegionSnapshot, RegionStore } from "./region.ts";

/** Everything that is kept, as plain JSON. Metric data and what rules are in the middle of are not. */
export interface Snapshot {
  version: 1;
  accounts: Record<
    string,
    { contacts: ContactRecord[]; groups: ContactGroupRecord[]; regions: Record<string, RegionSnapshot> }
  >;
}

/** The accounts of the local CloudMonitor. */
export class Clouds {
  readonly accounts = new Map<string, AccountStore>();
  readonly #onWarning: (text: string) => void;

  /** `onWarning` gets a sentence about each rule that is kept but can't be evaluated here. */
  constructor(onWarning: (text: string) => void = () => {}) {
    this.#onWarning = onWarning;
  }

  account(id: string): AccountStore {
    const known = this.accounts.get(id);
    if (known) return known;
    const account = new AccountStore(id, this.#onWarning);
    this.accounts.set(id, account);
    return account;
  }

  /** Every region that anything is in. */
  *regions(): Generator<RegionStore> {
    for (const account of this.accounts.values()) yield* account.regions.values();
  }

  snapshot(): Snapshot {
    const accounts = [...this.accounts.values()].map((account) => {
      const regions = [...account.regions.values()].map(
        (region) => [region.name, region.snapshot()] as const,
      );
      const own = { contacts: [...account.contacts.values()], groups: [...account.groups.values()] };
      return [account.id, { ...own, regions: Object.fromEntries(regions) }] as const;
    });
    return { version: 1, accounts: Object.fromEntries(accounts) };
  }

  restore(snapshot: Snapshot): void {
    for (const [id, { contacts, groups, regions }] of Object.entries(snapshot.accounts)) {
      const account = this.account(id);
      for (const contact of contacts) account.contacts.set(contact.name, contact);
      for (const group of groups) account.groups.set(group.name, group);
      for (const [name, region] of Object.entries(regions)) account.region(name).restore(region);
    }
  }
}
