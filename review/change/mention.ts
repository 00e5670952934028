import { accessOf, type Receiver } from "../../program/model/receivers.ts";
import type { MentionConfig } from "../../receiver/config/config.ts";
import { lookup } from "../../receiver/lookup.ts";
import { codes, count } from "../wording/words.ts";

/** Whom a destination or a route to it mentions, in words. Of phone numbers only how many there are. */
export function mentionText(
  receiver: Receiver,
  destination: string,
  mention: MentionConfig | undefined,
  list: string,
): string | undefined {
  if (!mention) return undefined;
  const { users = [], everybody, levels = ["critical"] } = mention;
  const numbers = lookup(accessOf(receiver, destination)?.numbers ?? {}, list)?.length ?? 0;
  const who = [
    ...(users.length > 0 ? [codes(users)] : []),
    ...(numbers > 0 ? [count(numbers, "number")] : []),
    ...(everybody ? ["everybody"] : []),
  ];
  return `${who.join(", ")} at ${levels.join(", ")}`;
}
