import { problemOf } from "../components/vocabulary/expression/read.ts";
import type { Check } from "./support/check.ts";

export const compositeUnparsable: Check<"metric-rule"> = {
  id: "composite-unparsable",
  severity: "bug",
  summary: "A raw composite expression can't be parsed.",
  appliesTo: ["metric-rule"],
  find({ composite }) {
    if (composite?.raw === undefined) return [];
    const problem = problemOf(composite.raw);
    return problem === undefined
      ? []
      : [{ path: "composite.raw", message: `has an expression that can't be parsed: ${problem}` }];
  },
};
