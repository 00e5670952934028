import type { MentionConfig } from "../config/config.ts";
import type { Mention, MessageKind } from "../destinations/destination.ts";
import { compareLevels, type Level } from "../level.ts";

const LEVELS: readonly Level[] = ["critical"];

/** Whom a message is to wake: only where people learn that something is as bad as these levels. */
export function mentionOf(
  config: MentionConfig | undefined,
  { kind, level, toldLevel }: { kind: MessageKind; level: Level; toldLevel?: Level | undefined },
): Mention | undefined {
  if (!config || !(config.levels ?? LEVELS).includes(level)) return undefined;
  const isWorse = toldLevel === undefined || compareLevels(level, toldLevel) > 0;
  if (kind !== "opened" && !(kind === "updated" && isWorse)) return undefined;
  return { users: config.users ?? [], everybody: config.everybody ?? false };
}
