/**
 * Durable Object migrations of the Worker, oldest first. Cloudflare applies each once and remembers
 * the last tag; a published step is never changed, only followed by another.
 */
export interface Migration {
  tag: string;
  newSqliteClasses?: string[];
  deletedClasses?: string[];
  renamedClasses?: { from: string; to: string }[];
}

export const MIGRATIONS: readonly Migration[] = [
  { tag: "v1", newSqliteClasses: ["Ledger"] },
  { tag: "v2", newSqliteClasses: ["Delivery"] },
];
