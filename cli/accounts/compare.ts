import type { ListedAccount } from "../../components/accounts/table.ts";
import type { DirectoryAccount } from "./directory.ts";

export type Table = Record<string, ListedAccount>;

/** What the directory and the table differ in. `key` is that of the table. */
export interface Difference {
  what: "added" | "gone" | "renamed";
  key: string;
  accountId: string;
  displayName: string;
}

/** The table as the directory wants it: people's own fields stay, and so does the key of an account that is renamed. */
export function tableOf(
  directory: readonly DirectoryAccount[],
  before: Table,
  defaults: Pick<ListedAccount, "region" | "role">,
): Table {
  const names = new Map(directory.map(({ accountId, displayName }) => [accountId, displayName]));
  const kept = Object.entries(before).flatMap(([key, row]): [string, ListedAccount][] => {
    const displayName = names.get(row.accountId);
    return displayName === undefined ? [] : [[key, { ...row, displayName }]];
  });
  const known = new Set(kept.map(([, { accountId }]) => accountId));
  const taken = new Set(kept.map(([key]) => key));
  const added = directory
    .filter(({ accountId }) => !known.has(accountId))
    .map((account): [string, ListedAccount] => {
      const key = keyOf(account, taken);
      taken.add(key);
      return [key, { ...account, ...defaults }];
    });
  return Object.fromEntries([...kept, ...added]);
}

export function differencesOf(before: Table, after: Table): Difference[] {
  const said = (
    what: Difference["what"],
    key: string,
    { accountId, displayName }: ListedAccount,
  ): Difference => ({
    ...{ what, key, accountId, displayName },
  });
  return [
    ...Object.entries(after).flatMap(([key, row]) => {
      const old = before[key];
      if (!old) return [said("added", key, row)];
      return old.displayName === row.displayName ? [] : [said("renamed", key, row)];
    }),
    ...Object.entries(before).flatMap(([key, row]) => (after[key] ? [] : [said("gone", key, row)])),
  ];
}

/** What names of rules begin with: small letters, digits and hyphens of the account's name, else its id. */
function keyOf({ displayName, accountId }: DirectoryAccount, taken: ReadonlySet<string>): string {
  const plain = displayName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const wish = plain === "" ? `account-${accountId}` : plain;
  return taken.has(wish) ? `${wish}-${accountId}` : wish;
}
