import { isDeepStrictEqual } from "node:util";
import type { Receiver } from "../../program/model/receivers.ts";
import type { RouteConfig } from "../../receiver/config/config.ts";
import { numbersOfRoute } from "../../receiver/config/numbers.ts";
import { code, codes, targets } from "../wording/words.ts";
import { listChange, note, risk, type Sentence } from "./aspect.ts";
import { sayGatherings } from "./gatherings.ts";
import { mentionText } from "./mention.ts";

/** What changes about the routes of a source. */
export function sayRoutes(source: string, was: Receiver, is: Receiver): Sentence[] {
  const [before, after] = [routesOf(was, source), routesOf(is, source)];
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const sentences = names.flatMap((name) => {
    const [old, now] = [before.find((each) => each.name === name), after.find((each) => each.name === name)];
    const route = `the route ${code(name)} of the source ${code(source)}`;
    if (!now) return [risk(`${route} is gone: what it took (${conditionsText(old)}) takes the next one`)];
    if (!old) {
      const text = `${route} is new: ${conditionsText(now)} goes to ${targets(now.deliverTo)}`;
      return [now.deliverTo.length === 0 ? risk(text) : note(text), ...sayGatherings(route, undefined, now)];
    }
    const mentions = [mentionsText(was, source, old), mentionsText(is, source, now)] as const;
    return [
      ...sayTargets(route, old, now),
      ...sayConditions(route, old, now),
      ...sayWords(route, old, now),
      ...sayMentions(route, ...mentions),
      ...sayGatherings(route, old, now),
    ];
  });
  const kept = (routes: RouteConfig[]) =>
    routes.map(({ name }) => name).filter((name) => names.includes(name));
  const [order, reordered] = [
    kept(before).filter((name) => kept(after).includes(name)),
    kept(after).filter((name) => kept(before).includes(name)),
  ];
  if (order.join("\n") !== reordered.join("\n"))
    sentences.push(
      risk(`the routes of the source ${code(source)} are tried in another order: ${codes(reordered)}`),
    );
  return sentences;
}

function routesOf({ config }: Receiver, source: string): RouteConfig[] {
  return config.sources[source]?.routes ?? [];
}

/** Whom each of its destinations mentions, where the route says so. */
function mentionsText(receiver: Receiver, source: string, { name, mention = {} }: RouteConfig): string {
  const texts = Object.entries(mention).map(([destination, each]) => {
    const who = mentionText(receiver, destination, each, numbersOfRoute(source, name));
    return `${who} in ${code(destination)}`;
  });
  return texts.join("; ") || "whom its destinations do";
}

function sayMentions(route: string, before: string, after: string): Sentence[] {
  return before === after ? [] : [note(`${route} mentions ${after} (was: ${before})`)];
}

function sayTargets(route: string, old: RouteConfig, now: RouteConfig): Sentence[] {
  const { gone, come } = listChange(old.deliverTo, now.deliverTo);
  return [
    ...(gone.length > 0
      ? [
          risk(
            `${route} no longer delivers to ${codes(gone)}${now.deliverTo.length === 0 ? ", nor to anybody" : ""}`,
          ),
        ]
      : []),
    ...(come.length > 0 ? [note(`${route} now delivers to ${codes(come)}`)] : []),
  ];
}

function sayConditions(route: string, old: RouteConfig, now: RouteConfig): Sentence[] {
  const [from, to] = [conditionsText(old), conditionsText(now)];
  return from === to ? [] : [risk(`${route} takes ${to} (was ${from})`)];
}

/** `level critical|warn, region cn-*`, or `everything`. */
export function conditionsText(route: Pick<RouteConfig, "when"> | undefined): string {
  const texts = Object.entries(route?.when ?? {}).map(([name, patterns]) => `${name} ${patterns.join("|")}`);
  return texts.length === 0 ? "everything" : code(texts.join(", "));
}

function sayWords(route: string, old: RouteConfig, now: RouteConfig): Sentence[] {
  const words = ({ severities = {} }: RouteConfig) =>
    Object.entries(severities).flatMap(([destination, table]) =>
      Object.entries(table).map(([level, word]) => `${level} ${word} at ${destination}`),
    );
  const [from, to] = [words(old), words(now)];
  const { gone, come } = listChange(from, to);
  return [
    ...(gone.length + come.length > 0
      ? [
          note(
            `${route} says ${codes(to) || "the usual words of severity"} (was ${codes(from) || "the usual words"})`,
          ),
        ]
      : []),
    ...(isDeepStrictEqual(old.template, now.template) ? [] : [note(`${route} has another text for people`)]),
  ];
}
