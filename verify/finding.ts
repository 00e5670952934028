/** What is looked at, by the words of `--json`. They never change. */
export type CheckId =
  | "receiver"
  | "callback"
  | "account"
  | "rule"
  | "webhook"
  | "contact"
  | "group"
  | "one-click"
  | "destination"
  | "drill";

/**
 * passed: it is so. failed: an alert may be lost. attention: somebody should look, and nothing is lost.
 * unchecked: nobody can say without paging somebody.
 */
export type Outcome = "passed" | "failed" | "attention" | "unchecked";

/** One check of what is deployed. No secret is in it. */
export interface Finding {
  check: CheckId;
  outcome: Outcome;
  /** What it is about: a rule's name, a destination … */
  about: string;
  /** What was found, as the end of a sentence that begins with `about`. */
  text: string;
  /** What to do about it. */
  todo?: string;
  /** How long each stage of a drill took, in seconds: `callback`, `alert`, `recovery`. */
  seconds?: Record<string, number>;
}
