/**
 * The ledger's storage: one SQLite database for each source, in its Durable Object.
 *
 * | table | a row is | lives |
 * |---|---|---|
 * | `tracks` | where one identity (rule and resource) stands, and a second name (`alias`) to find it by while it is open: `["ecs-cpu","instanceId=i-1"]` → episode 3, open, critical | for ever: the episode number must not begin again; of messages that come once, 30 days: see `one-off.ts` |
 * | `events` | one alert and the decision on it, with what it tells to whom (`tell`, JSON, see `Tell`) or why it tells nobody (`reason`, JSON, see `Reason`); the first of a callback also holds its body as it came | 30 days, and until it is handed over |
 * | `incidents` | an incident, open or past, by the event that opened it; for whoever looks back | 30 days, and while it is open |
 * | `holds` | an open incident of which nobody is told yet: what holds it back, until when, and who is to be told; `event` is the one to tell | until it is let go, or over; of a gathering until that is over (`ended`: the member is) |
 * | `causes` | an open incident that holds others back by an inhibition (`name`), those that share `key` with it | until it is over |
 * | `gatherings` | an open incident that stands for many (flapping, grouping, storm), whose members are rows of `holds` | until it is over |
 * | `tallies` | how many new incidents came in one second of what is counted | a day at most |
 * | `heirlooms` | what was known of a destination before it had an object of its own | until handed over |
 * | `quarantine` | a body that could not be read, and why | 30 days, newest 200 |
 * | `notes` | single facts by name, e.g. `verified_at` | for ever |
 *
 * An alert is kept as the body it came in (`body` of the event `body_of`, of which it is the alert number
 * `part`) and read again when it is needed: that is smaller than what was read, and the raw bytes are
 * there for whoever wants them.
 *
 * `parameters` are those of the callback URL that say how the body is read. Of an unrecognised body the
 * event is its notice: `part` is -1, and the body is the notice's text. Of what the relay itself finds, `part`
 * is -2, and the body is the alert as JSON.
 *
 * Events of one incident are found from its newest one (`tracks.last_event`, `incidents.last_event`): each that
 * moved it names the one `before` it. An index would be one more row written for each.
 *
 * Times are milliseconds since 1970. `tracks.closes_at` is when an open incident is resolved that nothing
 * else resolves; null: never.
 *
 * There is no table of what waits to be handed over: it is the events above the note `handed` that tell
 * anything. One note for all destinations costs one row an event instead of two for each of them.
 *
 * Steps are applied in order, once each; a published step is never changed.
 */
export const STEPS: readonly string[] = [
  `CREATE TABLE tracks (
identity TEXT PRIMARY KEY, episode INTEGER NOT NULL, open INTEGER NOT NULL, level TEXT NOT NULL,
opened_at INTEGER NOT NULL, closed_at INTEGER, held_at INTEGER, held_event INTEGER,
last_at INTEGER NOT NULL, last_state TEXT NOT NULL, last_level TEXT, vendor_episode TEXT,
destinations TEXT NOT NULL, opened_event INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX tracks_open ON tracks (opened_at) WHERE open = 1;
CREATE TABLE events (
seq INTEGER PRIMARY KEY, received_at INTEGER NOT NULL, at INTEGER NOT NULL, identity TEXT,
episode INTEGER, decision TEXT NOT NULL, part INTEGER NOT NULL, body_of INTEGER, body TEXT, content_type TEXT, rule TEXT
);
CREATE TABLE outbox (
seq INTEGER PRIMARY KEY, destination TEXT NOT NULL, identity TEXT NOT NULL, episode INTEGER NOT NULL,
event INTEGER NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, opened_at INTEGER NOT NULL,
due_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0, last_reason TEXT
);
CREATE INDEX outbox_incident ON outbox (destination, identity, seq);
CREATE INDEX outbox_due ON outbox (destination, due_at) WHERE due_at IS NOT NULL;
CREATE TABLE reached (
destination TEXT NOT NULL, identity TEXT NOT NULL, episode INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
PRIMARY KEY (destination, identity, episode)
) WITHOUT ROWID;
CREATE TABLE dead_letters (
seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, destination TEXT NOT NULL, identity TEXT NOT NULL, episode INTEGER NOT NULL,
event INTEGER NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, opened_at INTEGER NOT NULL,
attempts INTEGER NOT NULL, reason TEXT NOT NULL, operator INTEGER NOT NULL
);
CREATE TABLE quarantine (
seq INTEGER PRIMARY KEY AUTOINCREMENT, received_at INTEGER NOT NULL, reason TEXT NOT NULL, content_type TEXT,
bytes INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE TABLE lanes (
destination TEXT PRIMARY KEY, tokens REAL NOT NULL, refilled_at INTEGER NOT NULL, paused_until INTEGER NOT NULL,
failures INTEGER NOT NULL, stopped_access TEXT
) WITHOUT ROWID;
CREATE TABLE notes (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;`,
  "ALTER TABLE reached ADD COLUMN memory TEXT",
  `ALTER TABLE tracks ADD COLUMN alias TEXT;
ALTER TABLE tracks ADD COLUMN closes_at INTEGER;
CREATE INDEX tracks_alias ON tracks (alias) WHERE open = 1 AND alias IS NOT NULL;
CREATE INDEX tracks_closes ON tracks (closes_at) WHERE open = 1 AND closes_at IS NOT NULL;
ALTER TABLE events RENAME COLUMN rule TO parameters;
UPDATE events SET parameters = 'rule=' || parameters WHERE parameters IS NOT NULL;`,
  "ALTER TABLE tracks ADD COLUMN held_episode TEXT",
  `ALTER TABLE events ADD COLUMN tell TEXT;
CREATE TABLE heirlooms (
number INTEGER PRIMARY KEY, destination TEXT NOT NULL, what TEXT NOT NULL, identity TEXT NOT NULL DEFAULT '',
episode INTEGER NOT NULL DEFAULT 0, event INTEGER, kind TEXT NOT NULL DEFAULT '', level TEXT NOT NULL DEFAULT '',
opened_at INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
reason TEXT, operator INTEGER NOT NULL DEFAULT 0, memory TEXT
);
INSERT INTO heirlooms (destination, what, at, memory)
SELECT destination, 'pause', paused_until, stopped_access FROM lanes
WHERE paused_until > 0 OR stopped_access IS NOT NULL;
INSERT INTO heirlooms (destination, what, identity, episode, event, level, opened_at, at, memory)
SELECT reached.destination, 'known', reached.identity, reached.episode, tracks.opened_event,
coalesce(tracks.level, 'critical'), coalesce(tracks.opened_at, reached.at), reached.at, reached.memory
FROM reached LEFT JOIN tracks ON tracks.identity = reached.identity AND tracks.episode = reached.episode
WHERE reached.kind <> 'resolved' AND (tracks.open = 1 OR EXISTS (SELECT 1 FROM outbox
WHERE outbox.destination = reached.destination AND outbox.identity = reached.identity AND outbox.episode = reached.episode));
INSERT INTO heirlooms (destination, what, identity, episode, event, kind, level, opened_at, attempts, reason)
SELECT destination, 'alert', identity, episode, event, kind, level, opened_at, attempts, last_reason
FROM outbox WHERE kind <> 'refreshed' ORDER BY seq;
INSERT INTO heirlooms (destination, what, identity, episode, event, kind, level, opened_at, at, attempts, reason, operator)
SELECT destination, 'dead', identity, episode, event, kind, level, opened_at, at, attempts, reason, operator
FROM dead_letters ORDER BY seq;
INSERT OR REPLACE INTO notes VALUES ('handed', (SELECT coalesce(max(seq), 0) FROM events));
DROP TABLE lanes;
DROP TABLE reached;
DROP TABLE outbox;
DROP TABLE dead_letters;`,
  "ALTER TABLE tracks ADD COLUMN reminded_at INTEGER",
  "ALTER TABLE tracks ADD COLUMN heard_at INTEGER",
  `ALTER TABLE events ADD COLUMN reason TEXT;
CREATE TABLE holds (
identity TEXT PRIMARY KEY, episode INTEGER NOT NULL, event INTEGER NOT NULL, destinations TEXT NOT NULL,
stage TEXT NOT NULL, name TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER
) WITHOUT ROWID;
CREATE INDEX holds_until ON holds (until) WHERE until IS NOT NULL;`,
  `ALTER TABLE holds ADD COLUMN key TEXT;
ALTER TABLE holds ADD COLUMN of TEXT;
CREATE INDEX holds_key ON holds (name, key) WHERE key IS NOT NULL;
CREATE TABLE causes (
identity TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, rule TEXT NOT NULL, PRIMARY KEY (identity, name)
) WITHOUT ROWID;
CREATE INDEX causes_key ON causes (name, key);`,
  `ALTER TABLE events ADD COLUMN before INTEGER;
ALTER TABLE tracks ADD COLUMN last_event INTEGER;
CREATE TABLE incidents (
seq INTEGER PRIMARY KEY, key TEXT NOT NULL, identity TEXT NOT NULL, episode INTEGER NOT NULL,
opened_at INTEGER NOT NULL, closed_at INTEGER, closed_by TEXT, level TEXT, last_event INTEGER
);
CREATE INDEX incidents_key ON incidents (key);
CREATE INDEX incidents_open ON incidents (seq) WHERE closed_at IS NULL;
INSERT OR IGNORE INTO incidents (seq, key, identity, episode, opened_at)
SELECT opened_event, '', identity, episode, opened_at FROM tracks WHERE open = 1;`,
  `ALTER TABLE events ADD COLUMN by TEXT;
CREATE INDEX events_by ON events (seq) WHERE by IS NOT NULL;
ALTER TABLE tracks ADD COLUMN by_hand TEXT;
ALTER TABLE tracks ADD COLUMN silence TEXT;`,
  `ALTER TABLE holds ADD COLUMN gathering TEXT;
ALTER TABLE holds ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE holds ADD COLUMN rank INTEGER;
ALTER TABLE holds ADD COLUMN rule TEXT;
ALTER TABLE holds ADD COLUMN region TEXT;
CREATE INDEX holds_gathering ON holds (gathering, ended, rank) WHERE gathering IS NOT NULL;
CREATE TABLE gatherings (
identity TEXT PRIMARY KEY, stage TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, since INTEGER NOT NULL,
count INTEGER NOT NULL, told INTEGER NOT NULL, told_at INTEGER NOT NULL, level TEXT NOT NULL,
destinations TEXT NOT NULL, calm_at INTEGER, look_at INTEGER
) WITHOUT ROWID;
CREATE INDEX gatherings_key ON gatherings (stage, name, key, since);
CREATE TABLE tallies (
stage TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, count INTEGER NOT NULL,
PRIMARY KEY (stage, name, key, at)
) WITHOUT ROWID;`,
];
