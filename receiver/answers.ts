/**
 * What the receiver answers people who ask it, as JSON: `GET /status` and `/operate`. Types alone, for the Worker
 * that writes them and the commands that read them. Times are ISO 8601 in UTC; keys are those of incidents at
 * vendors. A field is only ever added.
 */

/** `GET /status`. */
export interface Status {
  sources: Record<string, Report>;
  destinations: Record<string, DestinationState>;
  /** Who outside is called, by name; left out where nobody is. */
  pings?: Record<string, PingReport>;
}

/** Somebody outside who watches the receiver. */
export interface PingReport {
  /** When the watcher last took a ping. */
  at: string | null;
  triedAt: string | null;
  /** Why the last one was not taken, or was kept back; null: it was taken. */
  problem: string | null;
}

/** One source, with what its destinations know of it. */
export interface Report extends LedgerReport, DestinationReport {}

/** What the ledger of a source says of itself. */
export interface LedgerReport {
  /** When the newest callback or console test arrived: how a person sees that the integration works. */
  latestEventAt: string | null;
  /** When CloudMonitor last verified the URL with a GET. */
  verifiedAt: string | null;
  openIncidents: { count: number; list: OpenIncident[] };
  /** What no destination has been handed yet. */
  waiting: { count: number; list: WaitingDelivery[] };
  quarantined: { count: number; list: Quarantined[] };
  /** Heartbeats that are expected, by name; left out where none is. */
  heartbeats?: Record<string, HeartbeatShown>;
  /** The newest fire drill; left out where there was none. */
  drill?: DrillShown;
  /** The newest callbacks with what was decided on them. */
  decisions: Decided[];
}

/** `GET /operate/drill`, and what `POST` answers: by source, for those that have drills; null: none was made yet. */
export interface DrillAnswer {
  drills: Record<string, DrillShown | null>;
}

/** A fire drill, stage by stage. */
export interface DrillShown {
  outcome: "running" | "passed" | "failed";
  problem: string | null;
  /** Who asked for it; null: the schedule. */
  by: string | null;
  /** Key of its incident, once it has one. */
  key: string | null;
  startedAt: string;
  /** When the callback was answered at the public address, and its recovery. */
  openedAt: string | null;
  closedAt: string | null;
  endedAt: string | null;
  /** When each destination had taken the alert, and its recovery. */
  destinations: Record<string, { opened: string | null; resolved: string | null }>;
}

export interface HeartbeatShown {
  heardAt: string | null;
  /** When people are told, unless one comes. */
  overdueAt: string;
  /** People have been told. */
  missing: boolean;
  account?: string | undefined;
  region?: string | undefined;
}

export interface Decided {
  /** Rises with each callback's alert of the source. */
  number: number;
  receivedAt: string;
  at: string;
  decision: string;
  rule: string | null;
  /** Why nobody was told; left out where people were. Times are in UTC. */
  reason?: string;
  /** What of the callback could not be understood, and what it was taken for; left out where all was clear. */
  unclear?: string[];
}

interface OpenIncident {
  key: string;
  rule: string;
  resource: Record<string, string>;
  level: string;
  openedAt: string;
  episode: number;
  destinations: string[];
  /** Why nobody is told of it yet; left out where people are. Times are in UTC. */
  reason?: string;
}

interface Quarantined {
  receivedAt: string;
  reason: string;
  contentType: string | null;
  bytes: number;
  /** The first 2,000 characters. */
  body: string;
}

/** What a destination says of one source. */
export interface DestinationReport {
  waiting: { count: number; list: WaitingDelivery[] };
  deadLetters: { count: number; list: DeadDelivery[] };
}

export interface WaitingDelivery {
  destination: string;
  key: string;
  kind: string;
  attempts: number;
  /** Null while nobody can say: the destination asked for no more, or was not reached yet. */
  nextTry: string | null;
  lastReason: string | null;
}

interface DeadDelivery {
  at: string;
  destination: string;
  key: string;
  kind: string;
  attempts: number;
  reason: string;
  /** A person has to do something: renew a key, pay a bill, correct a URL. */
  operatorMustAct: boolean;
}

/** A destination as a whole, whatever the source. */
export interface DestinationState {
  /** What a person should look at, in words: it is held, refuses access, does not answer, has dead letters. Empty: nothing. */
  troubles: string[];
  /** When it answered last; null: never yet. */
  answeredAt: string | null;
  /** Since when it has not answered; null: it does. */
  downSince: string | null;
  /** Messages that wait, and since when the oldest does. */
  waiting: { count: number; oldest: string | null };
  /** Dead letters that nothing was done about yet. */
  deadLetters: number;
}

/** `GET /operate/destinations/NAME/dead-letters`. */
export interface DeadLetters {
  /** Since when it is held, and by whom; null: it is not. */
  held: { since: string; by: string | null } | null;
  /** Messages that wait, and dead letters that nothing was done about yet. */
  waiting: number;
  count: number;
  letters: DeadLetterShown[];
  /** Where the next page begins; null: this is the last one. */
  next: number | null;
  /** What was done last, newest first. */
  actions: ActionShown[];
}

/** What an operator can ask a destination for. */
export type ActionName = "replay" | "hold" | "release" | "discard";

/** What came of it, as counts. */
export type Outcome = Record<string, number | null>;

export interface ActionShown {
  at: string;
  what: ActionName;
  /** Generation of the operator's token. */
  generation: number | null;
  /** What the operator called themselves, if anything. */
  by: string | null;
  /** What was replayed: one letter, or what died from one time to another. */
  letter?: number;
  from?: string;
  to?: string;
  outcome: Outcome;
}

export interface DeadLetterShown {
  id: number;
  at: string;
  source: string;
  key: string;
  kind: string;
  level: string;
  openedAt: string;
  title: string | null;
  reason: string;
  /** A person has to do something: renew a key, pay a bill, correct a URL. */
  operatorMustAct: boolean;
  /** The failed tries: the first and the last ones, and how many between them are not kept. */
  attempts: { count: number; first: AttemptShown[]; between: number; last: AttemptShown[] };
  /** What was done about it; null: nothing yet. */
  settled: SettledShown | null;
}

export interface AttemptShown {
  at: string;
  status: number | null;
  reason: string;
}

interface SettledShown {
  what: "replayed" | "discarded";
  at: string;
  /** Generation of the operator's token; null: the access changed, and nobody had to ask. */
  generation: number | null;
  by: string | null;
}
