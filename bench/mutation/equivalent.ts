/** A mutant that no test can notice. */
export interface Equivalent {
  file: string;
  /** The line in which it begins, without the blanks around it. */
  line: string;
  /** What stands there instead. */
  replacement: string;
  /** Why nothing that a caller could see differs. */
  why: string;
}

export const EQUIVALENT: Equivalent[] = [];
