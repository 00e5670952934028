import { code } from "../wording/words.ts";
import { note, type Sentence } from "./aspect.ts";

/** Labels that mean something of their own. */
const SPECIAL: Record<string, (before: string | undefined, after: string | undefined) => string> = {
  runbook_url: (_before, after) =>
    after ? `{it} has another runbook: ${code(after)}` : "{it} has no runbook any more",
  owner: (before, after) => {
    if (!after) return `{it} has no owner any more (was ${code(before ?? "")})`;
    return before
      ? `{it} belongs to ${code(after)}, no longer to ${code(before)}`
      : `{it} belongs to ${code(after)}`;
  },
};

/** What changes about the labels that whoever is paged gets. */
export function sayLabels(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Sentence[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (old === now) return [];
    const special = SPECIAL[name];
    if (special)
      return [
        note(
          old === undefined && name === "runbook_url"
            ? `{it} has a runbook: ${code(now ?? "")}`
            : special(old, now),
        ),
      ];
    if (now === undefined) return [note(`{it} loses the label ${code(name)} (was ${code(old ?? "")})`)];
    const was = old === undefined ? "" : ` (was ${code(old)})`;
    return [note(`{it} has the label ${code(`${name}: ${now}`)}${was}`)];
  });
}
