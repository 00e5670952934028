import { isDeepStrictEqual } from "node:util";
import { durationText } from "../../components/vocabulary/duration.ts";
import type { FlappingConfig, SourceConfig } from "../../receiver/config/config.ts";
import { FLAPPING_QUIET, FLAPPING_WITHIN } from "../../receiver/quiet/flapping.ts";
import { code } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";
import { conditionsText } from "./routes.ts";

/** What changes about what flaps at a source. */
export function sayFlapping(source: string, was: SourceConfig, is: SourceConfig): Sentence[] {
  const [before, after] = [was.flapping ?? [], is.flapping ?? []];
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name): Sentence[] => {
    const [old, now] = [before.find((each) => each.name === name), after.find((each) => each.name === name)];
    if (isDeepStrictEqual(old, now)) return [];
    const at = `at the source ${code(source)}`;
    if (now) return [risk(`${flappingText(now)} ${at}${old ? ` (was: ${flappingText(old)})` : ""}`)];
    return old ? [note(`no longer: ${flappingText(old)} ${at}`)] : [];
  });
}

function flappingText({ when, above, within = FLAPPING_WITHIN, quiet = FLAPPING_QUIET }: FlappingConfig) {
  const often = `opens more than ${above} times in ${durationText(within)}`;
  return `what of ${conditionsText({ when })} ${often} is one incident until it was quiet for ${durationText(quiet)}`;
}
