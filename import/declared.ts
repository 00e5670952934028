import type { Candidate } from "./candidates/candidate.ts";
import type { Named } from "./resolve.ts";

/** What one thing becomes in the program. */
export interface Declared extends Named {
  /** The component that declares it; else the provider's own resources do. */
  candidate: Candidate | undefined;
  /** The name of the provider's resource for each part, in the component or alone. */
  parts: string[];
}
