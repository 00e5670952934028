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

export const EQUIVALENT: Equivalent[] = [
  {
    file: "receiver/ledger/decide.ts",
    line: "const isNews = (at: number) => closedAt === null || at > closedAt;",
    replacement: "false",
    why: "Event times are after 1970, so each is later than null, which counts as 0.",
  },
  {
    file: "receiver/ledger/decide.ts",
    line: "if (heldAt !== null && ofHeld && isNews(Math.max(arrival.at, heldAt)))",
    replacement: "true",
    why: "Where nothing is held no stretch is held either, so ofHeld is undefined.",
  },
  {
    file: "receiver/ledger/decide.ts",
    line: "if (heldAt !== null && arrival.at <= heldAt)",
    replacement: "true",
    why: "Event times are after 1970, so none is at or before null, which counts as 0.",
  },
  {
    file: "receiver/message/wording.ts",
    line: "clocks.set(timeZone, clock);",
    replacement: ";",
    why: "Only spares the next message the making of a clock.",
  },
  {
    file: "receiver/env.ts",
    line: "} catch {",
    replacement: "{}",
    why: "A function that ends without an answer answers undefined.",
  },
  {
    file: "receiver/config/urls.ts",
    line: 'const [, address, source, query = ""] = CALLBACK.exec(text) ?? [];',
    replacement: '["Stryker was here"]',
    why: "The first of the match is the whole, which nobody takes.",
  },
  {
    file: "receiver/config/urls.ts",
    line: "if (address === undefined || source === undefined) return undefined;",
    replacement: "address === undefined && source === undefined",
    why: "Both are groups of one expression, neither optional: they are missing together.",
  },
  {
    file: "receiver/config/urls.ts",
    line: "if (address === undefined || source === undefined) return undefined;",
    replacement: "false",
    why: "Both are groups of one expression, neither optional: of either the other decides.",
  },
];
