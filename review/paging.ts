import { isDeepStrictEqual } from "node:util";
import { type AlertClass, anyAlert, classesOf } from "../program/who/classes.ts";
import { type Outcome, Paging, type Told } from "../program/who/paged.ts";
import { BeyondBound } from "../program/who/signatures.ts";
import type { SourceConfig } from "../receiver/config/config.ts";
import { note, risk, type Sentence, type Sides } from "./change/aspect.ts";
import { code, count, listText } from "./wording/words.ts";

/** Alerts whose way changes alike. */
interface Row {
  source: string;
  levels: string[];
  rules: string[];
  example: string;
  before: readonly Told[];
  after: readonly Told[];
}

/** How many rules are named before they are counted. */
const NAMED = 3;

/**
 * Who is paged of what, before and after, computed for every alert of the rules that the program has now; a
 * sentence for each difference, with an alert that shows it. Sources whose routes stay the same are left out:
 * what changes about them is told with the source.
 */
export function sayPaging(sides: Sides): Sentence[] {
  return sides.after.receivers.flatMap((now) => {
    const old = sides.before.receivers.find(({ scriptName }) => scriptName === now.scriptName);
    if (!old) return [];
    const paging = new Paging(old.config, now.config);
    return Object.keys(now.config.sources).flatMap((source) => {
      const [was, is] = [old.config.sources[source], now.config.sources[source]];
      if (!was || !is || isDeepStrictEqual(routingOf(was), routingOf(is))) return [];
      const declared = classesOf(sides.after, source);
      try {
        return rowsOf(declared.length > 0 ? declared : [anyAlert(source)], paging).map(sayRow);
      } catch (error) {
        if (!(error instanceof BeyondBound)) throw error;
        return [risk(`who is paged at the source ${code(source)} is not proven: ${error.message}`)];
      }
    });
  });
}

function routingOf({ routes = [], matching }: SourceConfig) {
  return [routes.map(({ template: _, ...route }) => route), matching];
}

function rowsOf(classes: readonly AlertClass[], paging: Paging): Row[] {
  const rows = new Map<string, Row>();
  for (const outcome of classes.flatMap((of) => paging.outcomes(of))) {
    const [before = [], after = []] = outcome.told;
    if (isDeepStrictEqual(before, after)) continue;
    const { source, raisedBy } = outcome.of;
    const key = JSON.stringify([source, toldText(before), toldText(after)]);
    const row = rows.get(key) ?? {
      source,
      levels: [],
      rules: [],
      example: exampleOf(outcome),
      before,
      after,
    };
    if (!row.levels.includes(outcome.level)) row.levels.push(outcome.level);
    const rule = raisedBy?.declaredAs;
    if (rule !== undefined && !row.rules.includes(rule)) row.rules.push(rule);
    rows.set(key, row);
  }
  return [...rows.values()];
}

function sayRow({ source, levels, rules, example, before, after }: Row): Sentence {
  const named = rules.length > NAMED ? count(rules.length, "rule") : listText(rules.map(code));
  const of =
    rules.length === 0 ? `at the source ${code(source)}` : `of ${named} at the source ${code(source)}`;
  const text = `${listText(levels)} alerts ${of} tell ${toldText(after)} instead of ${toldText(before)} (e.g. ${example})`;
  return isLess(before, after) ? risk(text) : note(text);
}

/** Whether somebody is paged less: woken no more, or, where nobody was, told no more. */
function isLess(before: readonly Told[], after: readonly Told[]): boolean {
  return before.some(({ destination, wakes }) => {
    const now = after.find((each) => each.destination === destination);
    return wakes ? !now?.wakes : !now;
  });
}

function toldText(told: readonly Told[]): string {
  const each = told.map(
    ({ destination, word, wakes }) => `${code(destination)}${word && ` (${word}${wakes ? ", wakes" : ""})`}`,
  );
  return listText(each) || "nobody";
}

/** The least that makes an alert one of these. */
function exampleOf({ example, of }: Outcome): string {
  const { rule, region, metric, resourceName, dimensions, labels = {} } = example;
  const facts: [string, string | undefined][] = [
    ["rule", rule.key],
    ["metric", of.raisedBy ? undefined : metric],
    ["region", of.raisedBy ? undefined : region],
    ["resource", resourceName],
    ...Object.entries(dimensions).filter(([name]) => name !== "userId"),
    ...Object.entries(labels),
  ];
  const said = facts.flatMap(([name, text]) => (text === undefined ? [] : [`${name} ${text}`]));
  return code(said.join(", "));
}
