import { expect } from "vitest";
import { matchers, type Which } from "./matchers.ts";

// Importing this file is enough: `import "cloudmonitor-relay/testing/vitest"`.
expect.extend(matchers);

interface RehearsalMatchers<R> {
  /** Somebody was paged for the rule. */
  toPage(rule?: string, which?: Which): R;
  /** The rule's incident was resolved at the destinations. */
  toResolve(rule?: string, which?: Which): R;
  /** Nobody was paged for the rule; for any rule if none is named. */
  toStayQuiet(rule?: string, which?: Which): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: has to be written as vitest writes it
  interface Matchers<T = any> extends RehearsalMatchers<T> {}
}
