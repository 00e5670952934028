import { labelsOf, PARAMETER, parametersOf } from "../config/urls.ts";
import { decodePart } from "./form.ts";
import type { Context } from "./source.ts";

const { token, rule, resolvedBy, openFor, heartbeat, drill, label } = PARAMETER;

/** The relay's own parameters of a callback URL. All others are fields of the body, if it is a GET. */
const OWN = new RegExp(
  `^(?:${rule}|${resolvedBy}|${openFor}|${heartbeat}|${drill}|${label.replace(".", "\\.")}[^=]*)(?:=|$)`,
);
const TOKEN = new RegExp(`^${token}(?:=|$)`);
const FIRST_TOKEN = new RegExp(`(?:^\\??|&)${token}(?:=([^&]*))?(?=&|$)`);

/** The token in a query string, undefined if there is none. */
export function tokenIn(query: string): string | undefined {
  const found = FIRST_TOKEN.exec(query);
  return found ? decodePart(found[1] ?? "") : undefined;
}

/** Parts a query string into the relay's own parameters and the payload that a GET delivers. Neither holds the token. */
export function splitQuery(query: string): { parameters: string; payload: string } {
  const own: string[] = [];
  const others: string[] = [];
  for (const pair of query.replace(/^\?/, "").split("&")) {
    if (pair !== "" && !TOKEN.test(pair)) (OWN.test(pair) ? own : others).push(pair);
  }
  return { parameters: own.join("&"), payload: others.join("&") };
}

const NOTHING: Context = { rule: undefined, resolvedBy: undefined, openFor: undefined, labels: {} };

/** How long an incident stays open that nothing ends, of seconds in milliseconds. */
export function openForOf(seconds: string | undefined): number | undefined {
  return seconds !== undefined && /^[1-9]\d{0,7}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

/** The name of the heartbeat that a callback is, by the relay's own parameters. Undefined: it is none. */
export function heartbeatIn(parameters: string): string | undefined {
  // Every callback is asked.
  return parameters.includes(heartbeat) ? parametersOf(parameters)?.[heartbeat] || undefined : undefined;
}

/** The id of the fire drill that a callback is of. Undefined: it is of none. */
export function drillIn(parameters: string): string | undefined {
  return parameters.includes(drill) ? parametersOf(parameters)?.[drill] || undefined : undefined;
}

/** Reads the relay's own parameters. What can't be read counts as not given. */
export function contextOf(parameters: string): Context {
  const given = parametersOf(parameters);
  if (!given) return NOTHING;
  return {
    rule: given[rule] || undefined,
    resolvedBy: given[resolvedBy]?.split(",").filter(Boolean),
    openFor: openForOf(given[openFor]),
    labels: labelsOf(given),
  };
}
