import type { AnyEntry, EntryKind, Program } from "../../program/model/program.ts";

/**
 * How much a finding matters. `info`: worth a look. `warning`: likely to surprise somebody at night.
 * `bug`: can't be what was meant.
 */
export const SEVERITIES = ["info", "warning", "bug"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a check found on one subject. */
export interface Found {
  /** A sentence without a full stop, that reads on from the subject's name. */
  message: string;
  /** Path of the component's argument, e.g. `critical.times`. Default: the whole constructor call. */
  path?: string;
}

export type Parameters = Record<string, string | number>;

/** What a check may look at besides its subject. */
export interface Context {
  program: Program;
  /** Every parameter of the check, from the configuration or by default. */
  parameters: Parameters;
  /** Milliseconds since 1970. */
  now: number;
}

export interface Parameter {
  about: string;
  /** Without one the check rests until the configuration gives a value. */
  default?: string | number;
}

/** One thing that can be wrong with a program: data, and one pure function. */
export interface Check<K extends EntryKind = EntryKind> {
  /** Stable: it stands in programs, configurations and links. */
  id: string;
  severity: Severity;
  /** One line for lists. */
  summary: string;
  appliesTo: readonly K[];
  parameters?: Record<string, Parameter>;
  find(subject: Extract<AnyEntry, { kind: K }>, context: Context): Found[];
}

/** Any check. Whoever runs it gives it only the subjects that it applies to. */
export interface AnyCheck extends Omit<Check, "find"> {
  find(subject: never, context: Context): Found[];
}
