import type { Sentence } from "./aspect.ts";
import type { PropertyChange } from "./properties.ts";

/** What happens to one thing of the program. */
export interface Change {
  change: "added" | "removed" | "changed";
  /** What it is: `rule`, `contact group`, …, or the type's token. */
  noun: string;
  title: string;
  /** Of the new program; of the old one where it is removed. */
  urn: string;
  /** URN in the old program; undefined where it is new. */
  formerUrn: string | undefined;
  type: string;
  /** Where the new program declares it, relative to the repository; left out where that is not known. */
  place?: { file: string; line: number };
  /** Region and account; empty for what belongs to none. */
  account: string;
  /** Contact groups that it matters to. */
  groups: string[];
  /** Empty where all that changes is told with something else. */
  sentences: Sentence[];
  properties: PropertyChange[];
}
