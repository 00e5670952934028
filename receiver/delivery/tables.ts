/**
 * The storage of one destination: a SQLite database in its Durable Object.
 *
 * | table | a row is | lives |
 * |---|---|---|
 * | `incidents` | an incident that the vendor knows of or is to learn of: what it knows, and what it should know; see `Incident` | until the vendor knows that it is over, and 180 days without a word |
 * | `parcels` | a callback that a vendor's own integration is still to get; see `Parcel` | until delivered or dead |
 * | `dead_letters` | a message that is not tried any more, why, and what it takes to raise it; see `DeadRow` | 90 days, newest 1,000 |
 * | `past` | every try of an incident, or of a parcel, of which there is no row any more; see `Trail` | 30 days |
 * | `passing` | a letter for another destination, which gets it instead of this one; see `Postman` | until it is safe there |
 * | `actions` | what an operator did, as JSON; see `Done` | newest 200 |
 * | `notes` | `desk`: everything else, as JSON; see `Desk`. `tally`: the tries of `past` up to some row, counted | for ever |
 *
 * One row an incident instead of one a message: what is superseded was overwritten, what is told twice
 * was never written twice, and an incident's messages can't overtake each other. It has no index:
 * a row lives no longer than its incident, what waits is kept in memory as well, and an index would be one
 * more row written each time. `message` is JSON, and holds what the next message is rendered from.
 *
 * All that is not about one incident is one row, because each hand-over and each try changes some of it.
 *
 * Steps are applied in order, once each; a published step is never changed.
 */
export const STEPS: readonly string[] = [
  `CREATE TABLE incidents (
key TEXT PRIMARY KEY, source TEXT NOT NULL, known TEXT NOT NULL, known_level TEXT, wants TEXT, level TEXT NOT NULL,
number INTEGER NOT NULL, at INTEGER NOT NULL, received_at INTEGER NOT NULL, opened_at INTEGER NOT NULL,
since INTEGER NOT NULL, tries INTEGER NOT NULL, tried_at INTEGER, failed_at INTEGER, losses INTEGER NOT NULL,
due_at INTEGER NOT NULL, reason TEXT, told_at INTEGER, memory TEXT, own TEXT, message TEXT
) WITHOUT ROWID;
CREATE TABLE parcels (
id INTEGER PRIMARY KEY, key TEXT NOT NULL, source TEXT NOT NULL, news TEXT NOT NULL, level TEXT NOT NULL,
number INTEGER NOT NULL, at INTEGER NOT NULL, received_at INTEGER NOT NULL, opened_at INTEGER NOT NULL,
since INTEGER NOT NULL, tries INTEGER NOT NULL, tried_at INTEGER, failed_at INTEGER, losses INTEGER NOT NULL,
due_at INTEGER NOT NULL, reason TEXT, message TEXT NOT NULL
);
CREATE TABLE dead_letters (
seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
level TEXT NOT NULL, opened_at INTEGER NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL,
operator INTEGER NOT NULL, message TEXT
);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`,
  `ALTER TABLE incidents ADD COLUMN via TEXT;
ALTER TABLE incidents ADD COLUMN passed TEXT;
CREATE TABLE passing (number INTEGER PRIMARY KEY, destination TEXT NOT NULL, letter TEXT NOT NULL);`,
  `ALTER TABLE incidents ADD COLUMN history TEXT;
ALTER TABLE parcels ADD COLUMN history TEXT;
ALTER TABLE dead_letters ADD COLUMN history TEXT;
ALTER TABLE dead_letters ADD COLUMN item TEXT;
ALTER TABLE dead_letters ADD COLUMN access TEXT;
ALTER TABLE dead_letters ADD COLUMN over INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dead_letters ADD COLUMN settled TEXT;
CREATE TABLE actions (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL);`,
  `ALTER TABLE incidents ADD COLUMN trail TEXT;
ALTER TABLE parcels ADD COLUMN trail TEXT;
CREATE TABLE past (seq INTEGER PRIMARY KEY, key TEXT NOT NULL, at INTEGER NOT NULL, trail TEXT NOT NULL);
CREATE INDEX past_key ON past (key);
CREATE INDEX dead_letters_key ON dead_letters (key);`,
];
