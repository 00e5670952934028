import { parseForm } from "./form.ts";
import type { Context } from "./source.ts";

/** The relay's own parameters of a callback URL. All others are fields of the body, if it is a GET. */
const OWN = /^(?:rule|resolvedBy|openFor|label\.[^=]*)(?:=|$)/;

/** Parts a query string into the relay's own parameters and the payload that a GET delivers. Neither holds the token. */
export function splitQuery(query: string): { parameters: string; payload: string } {
  const own: string[] = [];
  const others: string[] = [];
  for (const pair of query.replace(/^\?/, "").split("&")) {
    if (pair !== "" && !/^token(?:=|$)/.test(pair)) (OWN.test(pair) ? own : others).push(pair);
  }
  return { parameters: own.join("&"), payload: others.join("&") };
}

/** Most parameters that are read. A component writes at most 200 characters of URL. */
const MOST = 100;

const NOTHING: Context = { rule: undefined, resolvedBy: undefined, openFor: undefined, labels: {} };

/** Reads the relay's own parameters. What can't be read counts as not given. */
export function contextOf(parameters: string): Context {
  const given = parameters === "" ? undefined : parseForm(parameters, MOST);
  if (!given) return NOTHING;
  const { rule, resolvedBy, openFor = "" } = given;
  const labels: Record<string, string> = Object.create(null);
  for (const name of Object.keys(given)) {
    if (name.startsWith("label.")) labels[name.slice("label.".length)] = given[name] ?? "";
  }
  return {
    rule: rule || undefined,
    resolvedBy: resolvedBy?.split(",").filter(Boolean),
    openFor: /^[1-9]\d{0,7}$/.test(openFor) ? Number(openFor) * 1000 : undefined,
    labels,
  };
}
