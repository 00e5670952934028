import { isDeepStrictEqual } from "node:util";
import { spanText } from "../../components/vocabulary/duration.ts";
import type { SourceConfig } from "../../receiver/config/config.ts";
import { code } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

/** What changes about the fire drills of a source. */
export function sayDrill(
  source: string,
  { drill: was }: SourceConfig,
  { drill: is }: SourceConfig,
): Sentence[] {
  if (isDeepStrictEqual(was, is)) return [];
  const drills = `fire drills of the source ${code(source)}`;
  if (!is) return [risk(`there are no ${drills} any more`)];
  const when =
    is.schedule === undefined ? "only when an operator asks for one" : `at ${code(is.schedule)} UTC`;
  const before = was ? " (changed)" : "";
  return [
    note(
      `${drills} begin ${when}, fire at ${is.level ?? "CRITICAL"} and have to arrive within ${spanText(is.within ?? 300)}${before}`,
    ),
  ];
}
