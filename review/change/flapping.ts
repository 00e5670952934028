import { durationText } from "../../components/vocabulary/duration.ts";
import type { FlappingConfig, SourceConfig } from "../../receiver/config/config.ts";
import { FLAPPING_QUIET, FLAPPING_WITHIN } from "../../receiver/quiet/flapping.ts";
import type { Sentence } from "./aspect.ts";
import { sayDeclared } from "./named.ts";
import { conditionsText } from "./routes.ts";

/** What changes about what flaps at a source. */
export function sayFlapping(source: string, was: SourceConfig, is: SourceConfig): Sentence[] {
  return sayDeclared(source, was.flapping, is.flapping, flappingText);
}

function flappingText({ when, above, within = FLAPPING_WITHIN, quiet = FLAPPING_QUIET }: FlappingConfig) {
  const often = `opens more than ${above} times in ${durationText(within)}`;
  return `what of ${conditionsText({ when })} ${often} is one incident until it was quiet for ${durationText(quiet)}`;
}
