/** What the relay writes to its log, one JSON object a line. Holds no secret. */
export type LogEntry =
  | {
      event: "decision";
      source: string;
      decision: string;
      state: string;
      level: string | undefined;
      rule: string;
      at: string;
      /** What could not be understood, and what it was taken for. */
      unclear?: string[];
      /** What held the incident back. */
      reason?: string;
      /** Who did it, where a person did. */
      by?: string;
    }
  | {
      event: "delivery";
      source: string;
      destination: string;
      kind: string;
      key: string;
      attempt: number;
      outcome: "delivered" | "retry" | "rejected" | "skipped" | "passed on" | "replayed" | "discarded";
      reason?: string;
      /** Of what is passed on: the destination that gets it. */
      to?: string;
      nextTry?: string;
    }
  | { event: "hand-over"; source: string; destination?: string; problem: string }
  | { event: "operate"; destination: string; action: string; generation: number | null; by: string | null }
  | { event: "heartbeat"; source: string; heartbeat: string; outcome: "heard" | "unexpected" }
  | { event: "ping"; ping: string; outcome: "failed" | "withheld"; reason: string }
  | { event: "quarantine"; source: string; reason: string; bytes: number };

/** What a caught error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
