import type { Level } from "../level.ts";
import type { Facts } from "../quiet/stage.ts";
import type { Speaker } from "./standing.ts";

/** What the decision on an alert needs to know; the rest is in the body. */
export interface Submission extends Speaker {
  level: Level | undefined;
  time: number | undefined;
  episode: string | undefined;
  /** How long the incident stays open if nothing resolves it, in milliseconds. */
  openFor: number | undefined;
  /** Of a test that a person started: whether it shows up, or only counts. */
  test?: "show" | "count" | undefined;
  /** Name of the rule, for the log. */
  rule: string;
  /** What of the alert could not be understood, and what it was taken for: for the log. */
  unclear?: string[];
  /** Who is told if it opens an incident, or goes on. */
  destinations: string[];
  /** What it meets of what may hold it back. */
  facts?: Facts | undefined;
}

/** What tells people of a body that could not be read. */
export interface Notice {
  text: string;
  submission: Submission;
}
