import type * as pulumi from "@pulumi/pulumi";
import type { MentionConfig } from "../../receiver/config/config.ts";
import { numbersOfRoute, OWN_NUMBERS } from "../../receiver/config/numbers.ts";
import type { Mentioned } from "../../receiver/destinations/destination.ts";
import { type DestinationKind, destinationOf } from "../../receiver/destinations/registry.ts";
import type { Problems } from "../validation/problems.ts";
import type { AlertReceiverArgs, MentionArgs, SourceArgs } from "./args.ts";
import { routeName } from "./route-name.ts";

/** Finds what chats can't mention, and routes whose mentions or numbers would be nobody's. */
export function checkMentions(problems: Problems, { destinations, sources }: AlertReceiverArgs): void {
  for (const [name, { kind, mention }] of Object.entries(destinations))
    if (mention) checkMention(problems, `destinations.${name}.mention`, kind, mention);
  for (const [source, { routes = [] }] of Object.entries(sources)) {
    const named = new Set<string>();
    for (const [index, route] of routes.entries()) {
      const at = (path: string) => `sources.${source}.routes.${index}.${path}`;
      for (const [name, mention] of Object.entries(route.mention ?? {})) {
        const kind = route.deliverTo.includes(name) ? destinations[name]?.kind : undefined;
        if (kind) checkMention(problems, at(`mention.${name}`), kind, mention);
        else problems.add(at("mention"), `names "${name}", which the route does not deliver to`);
      }
      const hasNumbers = Object.values(route.mention ?? {}).some(({ numbers }) => numbers?.length);
      const own = routeName(route, index);
      if (hasNumbers && named.has(own))
        problems.add(
          at("name"),
          `must be another one than "${own}", which is a route before it: numbers are kept by its name`,
        );
      if (hasNumbers) named.add(own);
    }
  }
}

function checkMention(problems: Problems, path: string, kind: DestinationKind, given: MentionArgs): void {
  const { mentions = [] } = destinationOf(kind);
  const named: Record<Mentioned, boolean> = {
    users: (given.users?.length ?? 0) > 0,
    numbers: (given.numbers?.length ?? 0) > 0,
    everybody: given.everybody ?? false,
  };
  if (!Object.values(named).includes(true)) problems.add(path, "must name somebody, or be left out");
  for (const [who, isNamed] of Object.entries(named) as [Mentioned, boolean][])
    if (isNamed && !mentions.includes(who))
      problems.add(
        `${path}.${who}`,
        `must be left out: ${kind} can't mention ${who === "users" ? "anybody" : who}`,
      );
}

/** Whom a chat mentions, as the Worker reads it: without the numbers, which are secret. */
export function mentionConfig({ users, everybody, levels }: MentionArgs): MentionConfig {
  return {
    ...(users?.length && { users }),
    ...(everybody && { everybody }),
    ...(levels && { levels }),
  };
}

/** The phone numbers that go with the access of a destination, by the argument that gives them. */
export function numbersOf(
  name: string,
  { destinations, sources }: Pick<AlertReceiverArgs, "destinations" | "sources">,
): { path: string; list: string; numbers: pulumi.Input<string>[] }[] {
  const own = [
    { path: `destinations.${name}.mention`, list: OWN_NUMBERS, mention: destinations[name]?.mention },
  ];
  const ofRoutes = (source: string, { routes = [] }: SourceArgs) =>
    routes.map((route, index) => ({
      path: `sources.${source}.routes.${index}.mention.${name}`,
      list: numbersOfRoute(source, routeName(route, index)),
      mention: route.mention?.[name],
    }));
  return [...own, ...Object.entries(sources).flatMap(([source, args]) => ofRoutes(source, args))].flatMap(
    ({ path, list, mention }) => (mention?.numbers?.length ? [{ path, list, numbers: mention.numbers }] : []),
  );
}

/** What is wrong with the numbers, or undefined. Never repeats one. */
export function checkNumbers(numbers: readonly string[]): string | undefined {
  return numbers.every((number) => /^\+?[\d-]{5,20}$/.test(number))
    ? undefined
    : "must be phone numbers: digits, with a country code where it is needed";
}
