import { isDeepStrictEqual } from "node:util";
import { durationText } from "../../components/vocabulary/duration.ts";
import type { InhibitionConfig, SourceConfig } from "../../receiver/config/config.ts";
import { code } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";
import { conditionsText } from "./routes.ts";

/** What changes about the inhibitions of a source. */
export function sayInhibitions(source: string, was: SourceConfig, is: SourceConfig): Sentence[] {
  const [before, after] = [was.inhibitions ?? [], is.inhibitions ?? []];
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name): Sentence[] => {
    const [old, now] = [before.find((each) => each.name === name), after.find((each) => each.name === name)];
    if (isDeepStrictEqual(old, now)) return [];
    const at = `at the source ${code(source)}`;
    if (now) return [risk(`${holdText(now)} ${at}${old ? ` (was: ${holdText(old)})` : ""}`)];
    return old ? [note(`no longer: ${holdText(old)} ${at}`)] : [];
  });
}

/** `new incidents of … are held while one of … with the same instanceId is open`. */
function holdText({ cause, effects, same = [], within, grace }: InhibitionConfig): string {
  const shared = same.length === 0 ? "" : ` with the same ${same.join(", ")}`;
  return [
    `new incidents of ${conditionsText({ when: effects })} are held while one of ${conditionsText({ when: cause })}${shared} is open`,
    ...(within === undefined ? [] : [`or comes within ${durationText(within)}`]),
    ...(grace === undefined ? [] : [`and told if they outlive it by ${durationText(grace)}`]),
  ].join(", ");
}
