import { nearest } from "../validation/names.ts";
import type { Problems } from "../validation/problems.ts";
import type { SystemEvent } from "./event.ts";
import { eventsOf, KNOWN_EVENTS } from "./known.ts";
import type { EventRuleArgs } from "./rule-args.ts";

/** Which events a rule is about, as the provider takes it. */
export interface EventPattern {
  product: string;
  nameLists?: string[];
  levelLists: string[];
  eventTypeLists: string[];
  sqlFilter?: string;
}

/** Most names in one pattern. Source: `PutEventRule`. */
const MOST_NAMES = 50;

export function readPattern(problems: Problems, args: EventRuleArgs): EventPattern {
  const product = readProduct(problems, args);
  const begun = readBegun(problems, args, product);
  const names = [...new Set([...begun, ...endsOf(args, begun)].map(({ name }) => name))].sort();
  if (names.length > MOST_NAMES) {
    problems.add(
      args.events ? "events" : "statuses",
      `come to ${names.length} names with those that end them, and a rule has at most ${MOST_NAMES}: make several rules`,
    );
  }
  checkFilters(problems, args, product, names);
  if (args.filter?.trim() === "") problems.add("filter", "must not be empty");
  return {
    product,
    ...(names.length > 0 && { nameLists: names }),
    levelLists: sortedOrAll(args.levels),
    eventTypeLists: sortedOrAll(args.types),
    ...(args.filter !== undefined && { sqlFilter: args.filter }),
  };
}

function sortedOrAll(words: readonly string[] | undefined): string[] {
  return words?.length ? [...new Set(words)].sort() : ["*"];
}

function readProduct(problems: Problems, { events, product }: EventRuleArgs): string {
  if (events?.length === 0)
    problems.add("events", "must not be an empty list; leave it out for every event of product");
  const products = [...new Set(events?.map((event) => event.product))];
  if (product === undefined && products.length === 0) {
    problems.add("events, product", "are both missing: a rule is about the events of one product");
  } else if (products.length > 1) {
    problems.add("events", `must be of one product, not of ${products.join(" and ")}: make a rule for each`);
  } else if (product !== undefined && products[0] !== undefined && products[0] !== product) {
    problems.add("product", `must be that of the events, ${products[0]}, not ${product}`);
  }
  const one = product ?? products[0] ?? "";
  const similar = [...KNOWN_EVENTS.keys()].find((each) => each.toLowerCase() === one.toLowerCase());
  if (similar !== undefined && similar !== one)
    problems.add("product", `must be written as events write it: "${similar}", not "${one}"`);
  return one;
}

/** The events that the rule is about, without those that end them; none for all of the product. */
function readBegun(problems: Problems, args: EventRuleArgs, product: string): SystemEvent[] {
  for (const [index, event] of (args.events ?? []).entries()) {
    const known = KNOWN_EVENTS.get(event?.product ?? "");
    if (known && !known.has(event.name) && !event.unlisted) {
      const hint = nearest(event.name, [...known.keys()]);
      problems.add(
        `events[${index}]`,
        `names "${event.name}", which the catalogue does not have among the events of ${event.product}${hint ? `; did you mean "${hint}"?` : "."} If it exists, say so with unlisted: true`,
      );
    }
  }
  if (!args.statuses) return args.events ?? [];
  const all = args.events ?? eventsOf(product);
  const wanted = args.statuses.map((status) => status.toLowerCase());
  const statuses = new Set(all.flatMap(({ status }) => status ?? []));
  for (const status of args.statuses) {
    if ([...statuses].some((each) => each.toLowerCase() === status.toLowerCase())) continue;
    const reason =
      statuses.size > 0
        ? `which none of the events has; they have ${[...statuses].sort().join(", ")}`
        : "but no status of these events is known: give events by name";
    problems.add("statuses", `name "${status}", ${reason}`);
  }
  return all.filter(({ status }) => status !== undefined && wanted.includes(status.toLowerCase()));
}

/** The events that end others: of the catalogue, or those that the rule names. */
function endsOf(args: EventRuleArgs, begun: SystemEvent[]): { name: string }[] {
  if (begun.length === 0) return [];
  const ends = args.resolvedBy ?? begun.flatMap(({ resolvedBy }) => resolvedBy ?? []);
  const known = KNOWN_EVENTS.get(begun[0]?.product ?? "");
  // Of what the rule itself says, only what is surely a name: the rest are statuses and patterns.
  return ends.filter((name) => !args.resolvedBy || known?.has(name)).map((name) => ({ name }));
}

/** Names that the types or levels leave out would never arrive. */
function checkFilters(problems: Problems, args: EventRuleArgs, product: string, names: string[]): void {
  const { types = [], levels = [] } = args;
  const given = new Map(args.events?.map((event) => [event.name, event]));
  for (const name of names) {
    const event = KNOWN_EVENTS.get(product)?.get(name) ?? given.get(name);
    if (event?.level && levels.length > 0 && !levels.includes(event.level))
      problems.add("levels", `leave out ${name}, which is ${event.level}`);
    if (event?.type && types.length > 0 && !types.includes(event.type))
      problems.add("types", `leave out ${name}, which is of type ${event.type}`);
  }
}
