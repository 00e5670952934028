import type { MentionConfig } from "../config/config.ts";
import type { Mention, MessageKind } from "../destinations/destination.ts";
import { compareLevels, type Level } from "../level.ts";

const LEVELS: readonly Level[] = ["critical"];

/** Whom a destination or one of the routes to it mentions, and the name of the list of their numbers. */
export interface Called {
  mention: MentionConfig;
  numbers: string;
}

/** Whom a message is to wake: only where people learn that something is as bad as these levels. */
export function mentionOf(
  called: readonly Called[],
  { kind, level, toldLevel }: { kind: MessageKind; level: Level; toldLevel?: Level | undefined },
): Mention | undefined {
  const isWorse = toldLevel === undefined || compareLevels(level, toldLevel) > 0;
  if (kind !== "opened" && !(kind === "updated" && isWorse)) return undefined;
  const awake = called.filter(({ mention }) => (mention.levels ?? LEVELS).includes(level));
  if (awake.length === 0) return undefined;
  return {
    users: [...new Set(awake.flatMap(({ mention }) => mention.users ?? []))],
    numbers: awake.map(({ numbers }) => numbers),
    everybody: awake.some(({ mention }) => mention.everybody),
  };
}
