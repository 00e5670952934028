import type { MentionConfig } from "../../receiver/config/config.ts";
import type { Mentioned } from "../../receiver/destinations/destination.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import type { Problems } from "../validation/problems.ts";
import type { DestinationArgs } from "./args.ts";

/** Whom a destination mentions, as the Worker reads it: without the numbers, which are secret. */
export function mention(
  problems: Problems,
  name: string,
  { kind, mention: given }: DestinationArgs,
): { mention?: MentionConfig } {
  if (!given) return {};
  const { users = [], numbers = [], everybody = false, levels } = given;
  const at = (argument: string) => `destinations.${name}.mention${argument}`;
  const { mentions = [] } = destinationOf(kind);
  const named: Record<Mentioned, boolean> = {
    users: users.length > 0,
    numbers: numbers.length > 0,
    everybody,
  };
  if (!Object.values(named).includes(true)) problems.add(at(""), "must name somebody, or be left out");
  for (const [who, isNamed] of Object.entries(named) as [Mentioned, boolean][])
    if (isNamed && !mentions.includes(who))
      problems.add(
        at(`.${who}`),
        `must be left out: ${kind} can't mention ${who === "users" ? "anybody" : who}`,
      );
  return {
    mention: {
      ...(users.length > 0 && { users }),
      ...(everybody && { everybody }),
      ...(levels && { levels }),
    },
  };
}

/** What is wrong with the numbers, or undefined. Never repeats one. */
export function checkNumbers(numbers: readonly string[]): string | undefined {
  return numbers.every((number) => /^\+?[\d-]{5,20}$/.test(number))
    ? undefined
    : "must be phone numbers: digits, with a country code where it is needed";
}
