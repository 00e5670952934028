import type { Resource } from "../../program/evaluator/plan.ts";
import type { ReviewedProgram } from "../program.ts";

/** One thing that a change means, for a person. Markdown, in one line. */
export interface Sentence {
  /** `{it}` stands for what changed, so that one sentence can be said of many. */
  text: string;
  /** Whether somebody may miss an alert by it: these come first, and are cut last. */
  risk: boolean;
  /** Whether it only repeats the property: these are cut first. */
  plain?: true;
}

/** A resource on both sides of a change. */
export interface Pair {
  before: Resource;
  after: Resource;
}

/** The programs that the resources are of. */
export interface Sides {
  before: ReviewedProgram;
  after: ReviewedProgram;
}

/** What is said of one part of a thing. */
export interface Told {
  /** Whether the sentences explain the input at this path. */
  covers: (path: string) => boolean;
  /** Nothing, if the meaning stays the same; then the inputs are told as they are. */
  sentences: Sentence[];
}

/** What one part of a thing means when it changes. */
export interface Aspect<T> {
  covers: Told["covers"];
  say: (before: T, after: T, sides: Sides) => Sentence[];
}

/** Says of every aspect what changes. */
export function tell<T>(aspects: readonly Aspect<T>[]): (before: T, after: T, sides: Sides) => Told[] {
  return (before, after, sides) =>
    aspects.map(({ covers, say }) => ({ covers, sentences: say(before, after, sides) }));
}

/** Covers these inputs and what is inside of them. */
export function inputs(...names: string[]): (path: string) => boolean {
  return (path) => names.some((name) => path === name || path.startsWith(`${name}.`));
}

export function note(text: string): Sentence {
  return { text, risk: false };
}

export function risk(text: string): Sentence {
  return { text, risk: true };
}

/** What one list has and the other lacks. */
export function listChange<T>(before: readonly T[], after: readonly T[]): { gone: T[]; come: T[] } {
  return {
    gone: before.filter((each) => !after.includes(each)),
    come: after.filter((each) => !before.includes(each)),
  };
}
