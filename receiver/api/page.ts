import { type Env, readConfig } from "../env.ts";
import { lookup } from "../lookup.ts";

/** Most objects that one answer asks: the Free plan allows fifty subrequests. */
const MOST_OBJECTS = 40;

/** The sources that a question is about: the one that it names, or all. Undefined: there is none of the name. */
export function sourcesFor(env: Env, source: string | undefined): string[] | undefined {
  const { sources } = readConfig(env);
  if (source !== undefined) return lookup(sources, source) ? [source] : undefined;
  return Object.keys(sources).sort().slice(0, MOST_OBJECTS);
}
