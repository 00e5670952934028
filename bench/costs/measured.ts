/** What something costs in Durable Objects. */
export interface Cost {
  /** Rows written: those of tables, those of their indexes, and one for each alarm that is set. */
  rows: number;
  /** Calls of objects, and alarms that rang. */
  requests: number;
}

/**
 * What `tests/receiver/delivery/rows.workerd.test.ts` measures in workerd, one thing at a time, with nothing
 * that shares a transaction or a batch. That test fails when a figure here is another one.
 */
export const MEASURED = {
  /** A callback that changes nothing, as CloudMonitor sends one again that it thinks was lost. */
  duplicate: { rows: 1, requests: 1 },
  /** A callback of an incident that is open already, told at one destination. */
  repetition: { rows: 10, requests: 4 },
  /** Two callbacks: an incident is opened and resolved, and told at one destination. */
  incident: { rows: 27, requests: 8 },
  /** The same at each further destination. */
  furtherDestination: { rows: 12, requests: 4 },
  /** A try while a destination does not answer. */
  probe: { rows: 3, requests: 1 },
} satisfies Record<string, Cost>;

/** What they may be. */
export const MOST_ROWS: Readonly<Record<keyof typeof MEASURED, number>> = {
  duplicate: 1,
  repetition: 10,
  incident: 30,
  furtherDestination: 14,
  probe: 3,
};
