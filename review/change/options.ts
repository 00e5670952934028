import { codes } from "../wording/words.ts";
import { listChange, note, type Pair, risk, type Sentence } from "./aspect.ts";

/** What changes about how Pulumi treats a resource, which is called `it`. */
export function sayOptions(
  { before: { options: old }, after: { options: now } }: Pair,
  it: string,
): Sentence[] {
  const sentences: Sentence[] = [];
  if (old.protect && !now.protect) sentences.push(risk(`${it} is no longer protected from being deleted`));
  if (!old.protect && now.protect) sentences.push(note(`${it} is protected from being deleted`));
  if (old.retainOnDelete !== now.retainOnDelete) {
    const stays = now.retainOnDelete ? "stays in the cloud" : "goes from the cloud too";
    sentences.push(note(`${it} ${stays} when it leaves the program`));
  }
  const ignored = listChange(old.ignoreChanges, now.ignoreChanges);
  if (ignored.come.length > 0)
    sentences.push(risk(`changes of ${codes(ignored.come)} of ${it} are no longer deployed`));
  if (ignored.gone.length > 0)
    sentences.push(note(`changes of ${codes(ignored.gone)} of ${it} are deployed again`));
  return sentences;
}
