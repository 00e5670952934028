import { lookup } from "../lookup.ts";
import type { RelayConfig } from "./config.ts";

/** The destination that was called `name` before, if there is none of that name any more. */
export function heirOf({ destinations }: RelayConfig, name: string): string | undefined {
  if (lookup(destinations, name)) return undefined;
  return Object.keys(destinations).find((each) => destinations[each]?.formerly?.includes(name));
}
