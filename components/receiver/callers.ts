import { PUBLISHED } from "../../receiver/callers.ts";
import { lookup } from "../../receiver/lookup.ts";

/** Ranges, with those that Alibaba Cloud publishes for a site in place of its name. */
export function callerRanges(callers: readonly string[]): string[] {
  return callers.flatMap((each) => lookup(PUBLISHED, each) ?? each);
}
