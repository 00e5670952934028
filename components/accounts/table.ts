import { readFileSync } from "node:fs";

/** A line of the committed table of accounts, `accounts.json`. */
export interface ListedAccount {
  accountId: string;
  /** Its name in the resource directory, for people. */
  displayName: string;
  region: string;
  /** Name of the role that the program takes on there. */
  role: string;
  /** Why it has no alerts. Default: it has. */
  leftOut?: string;
}

/** An account that is watched. */
export interface WatchedAccount extends ListedAccount {
  /** For `assumeRole` of its provider. */
  roleArn: string;
}

const FIELDS = ["accountId", "displayName", "region", "role"] as const;

/**
 * The accounts of the table that `cloudmonitor-relay accounts` writes, by key, without those that are left out.
 * Throws where the file is not that table.
 */
export function readAccountTable(file: string | URL): Record<string, WatchedAccount> {
  const rows = Object.entries(parseAccountTable(readFileSync(file, "utf8"), String(file)));
  const watched = rows.filter(([, { leftOut }]) => leftOut === undefined);
  return Object.fromEntries(
    watched.map(([key, row]) => [key, { ...row, roleArn: `acs:ram::${row.accountId}:role/${row.role}` }]),
  );
}

/** The whole table of a text; `file` is where it is, for people. Throws where it is none. */
export function parseAccountTable(text: string, file: string): Record<string, ListedAccount> {
  let table: unknown;
  try {
    table = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: is no JSON: ${(error as Error).message}`);
  }
  if (typeof table !== "object" || table === null || Array.isArray(table))
    throw new Error(`${file}: must be an object with an account by each key`);
  const keys = new Map<string, string>();
  for (const [key, row] of Object.entries(table)) {
    const lacking = FIELDS.find((name) => typeof row?.[name] !== "string" || row[name] === "");
    if (lacking) throw new Error(`${file}: ${key}: ${lacking} is missing, or no text`);
    if (!/^\d{4,20}$/.test(row.accountId)) throw new Error(`${file}: ${key}: accountId must be digits`);
    if (row.leftOut !== undefined && typeof row.leftOut !== "string")
      throw new Error(`${file}: ${key}: leftOut must be text: why the account has no alerts`);
    const place = `${row.accountId} ${row.region}`;
    const other = keys.get(place);
    if (other !== undefined) throw new Error(`${file}: ${key}: is the same account and region as ${other}`);
    keys.set(place, key);
  }
  return table as Record<string, ListedAccount>;
}
