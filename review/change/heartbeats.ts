import { isDeepStrictEqual } from "node:util";
import { spanText } from "../../components/vocabulary/duration.ts";
import type { SourceConfig } from "../../receiver/config/config.ts";
import { code } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";

/** What changes about the heartbeats that a source expects. */
export function sayHeartbeats(source: string, old: SourceConfig, now: SourceConfig): Sentence[] {
  const [before, after] = [old.heartbeats ?? {}, now.heartbeats ?? {}];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (isDeepStrictEqual(was, is)) return [];
    const heartbeat = `the heartbeat ${code(name)} at the source ${code(source)}`;
    if (!is) return [risk(`nobody is told any more when ${heartbeat} stays away`)];
    const when = (each: typeof is) => `${spanText(each.every * each.missing)} without it`;
    return [
      note(
        `people are told after ${when(is)} that ${heartbeat} stays away${was ? ` (was ${when(was)})` : ""}`,
      ),
    ];
  });
}
