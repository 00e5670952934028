import { spanText } from "../../components/vocabulary/duration.ts";
import { note, type Sentence } from "./aspect.ts";

/** How long incidents stay open that nothing ends, in seconds; undefined: the receiver's default. */
export function sayOpenFor(before: number | undefined, after: number | undefined): Sentence {
  const said = after === undefined ? "as long as the receiver's default" : `for ${spanText(after)}`;
  const was = before === undefined ? "" : ` (was ${spanText(before)})`;
  return note(`incidents of {it} that nothing ends stay open ${said}${was}`);
}
