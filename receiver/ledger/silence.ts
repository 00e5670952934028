import { compareLevels, type Level } from "../level.ts";
import type { Reason } from "../quiet/stage.ts";
import type { StoredTrack } from "./store.ts";

/** That a person silenced one rule on one resource: until when, up to which level, and who it was. */
export interface Silence {
  until: number;
  level: Level;
  by: string;
}

/** The silence of a track, where it has one that is not over. */
export function silenceOf(track: Pick<StoredTrack, "silence"> | undefined, now: number): Silence | undefined {
  if (!track?.silence) return undefined;
  const silence = JSON.parse(track.silence) as Silence;
  return silence.until > now ? silence : undefined;
}

/** Why nobody is told of a level, where a person silenced it: what is worse than it was then is told. */
export function silencedBy(silence: Silence | undefined, level: Level): Reason | undefined {
  if (!silence || compareLevels(level, silence.level) > 0) return undefined;
  return { stage: "silence", name: silence.by, until: silence.until };
}
