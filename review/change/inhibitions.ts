import { durationText } from "../../components/vocabulary/duration.ts";
import type { InhibitionConfig, SourceConfig } from "../../receiver/config/config.ts";
import type { Sentence } from "./aspect.ts";
import { sayDeclared } from "./named.ts";
import { conditionsText } from "./routes.ts";

/** What changes about the inhibitions of a source. */
export function sayInhibitions(source: string, was: SourceConfig, is: SourceConfig): Sentence[] {
  return sayDeclared(source, was.inhibitions, is.inhibitions, holdText);
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
