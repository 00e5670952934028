/** What a person does with one open incident. `key` is the incident's. */
export type IncidentAction = { key: string } & (
  | { what: "resolve" }
  | { what: "silence"; minutes: number }
  | { what: "unsilence" }
  | { what: "hand-over"; destination: string }
);

/** What was done. */
export interface Done {
  what: IncidentAction["what"];
  key: string;
  /** Who is told. */
  told?: string[];
  /** How long it is silent. */
  until?: string;
}

/** Why it was not done, with the status of the answer. */
export interface Refused {
  refused: 400 | 404 | 409 | 503;
  problem: string;
}
