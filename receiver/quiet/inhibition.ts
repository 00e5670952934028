import type { Alert } from "../alert.ts";
import type { InhibitionConfig } from "../config/config.ts";
import { mismatch, textOf } from "../routing.ts";
import type { Match, Stage } from "./stage.ts";

/** How long what is held may outlive its cause before people are told of it, in seconds. */
const GRACE = 60;

/**
 * Inhibitions: while a cause is open, what follows from it is held. An alert that may be a cause is never held by
 * the same inhibition.
 */
export const inhibition: Stage = {
  name: "inhibition",

  matches({ inhibitions = [] }, alert, level) {
    return inhibitions.flatMap((each): Match[] => {
      const cause = !mismatch({ when: each.cause }, alert, level);
      if (!cause && mismatch({ when: each.effects }, alert, level)) return [];
      const key = keyOf(each, alert);
      return key === undefined ? [] : [{ name: each.name, key, ...(cause && { cause }) }];
    });
  },

  hold(matches, { settings: { inhibitions = [] }, now, since, causeOf }) {
    let waits: number | undefined;
    let waitsFor = "";
    for (const { name, within = 0 } of inhibitions) {
      const match = matches.find((each) => each.name === name && !each.cause);
      if (!match) continue;
      const of = causeOf(name, match.key ?? "");
      if (of !== undefined) return { stage: "inhibition", name, of, key: match.key };
      const end = since + within * 1000;
      if (end > now && end > (waits ?? 0)) [waits, waitsFor] = [end, name];
    }
    // The cause may be on its way.
    return waits === undefined ? undefined : { stage: "inhibition", name: waitsFor, until: waits };
  },
};

/** When what a cause held is looked at again, once that is over. */
export function graceEnd({ grace = GRACE }: Pick<InhibitionConfig, "grace">, now: number): number {
  return now + grace * 1000;
}

/** The texts that cause and effect have to share: `instanceId=i-1`; undefined where one is missing. */
function keyOf({ same = [] }: InhibitionConfig, alert: Alert): string | undefined {
  const texts = same.map((name) => [name, textOf(alert, name)] as const);
  return texts.some(([, text]) => !text)
    ? undefined
    : texts.map(([name, text]) => `${name}=${text}`).join(", ");
}
