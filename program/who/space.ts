import type { SourceConfig } from "../../receiver/config/config.ts";
import { lookup } from "../../receiver/lookup.ts";
import { LABEL } from "../../receiver/routing.ts";
import { type AlertClass, ANY, SOME, type Texts } from "./classes.ts";
import type { Routing, Variable } from "./regions.ts";
import { type Signature, signatureOf, signaturesOf } from "./signatures.ts";

/** The texts of an alert that routes look at, for one class: what each can be, and which condition asks which. */
export interface ClassSpace {
  /** `kind`, `level`, `key`, `name`, …; `dimension.NAME` is certainly one, `label.NAME` may be anything. */
  names: string[];
  variables: Variable[];
  /** For each of them the lists of patterns that its signatures speak of. */
  lists: readonly (readonly string[])[][];
  routings: Routing[];
}

/** Begins the name of a dimension that every alert of a class has. */
export const DIMENSION = "dimension.";

/** What the routes of a source look at, under one configuration or several. */
export class Space {
  readonly #sources: readonly (SourceConfig | undefined)[];
  /** The different lists of patterns under each name. */
  readonly #patterns = new Map<string, string[][]>();
  /** For each configuration and route its conditions, as name and number of the list. */
  readonly #routes: readonly (readonly (readonly { name: string; number: number }[])[])[];
  /** Signatures of any text, by the names of the conditions that look at it. */
  readonly #any = new Map<string, readonly Signature[]>();

  constructor(sources: readonly (SourceConfig | undefined)[]) {
    this.#sources = sources;
    const numbers = new Map<string, number>();
    this.#routes = sources.map((source) =>
      (source?.routes ?? []).map(({ when }) =>
        Object.entries(when).map(([name, patterns]) => {
          const key = JSON.stringify([name, patterns]);
          const lists = this.#patterns.get(name) ?? [];
          this.#patterns.set(name, lists);
          const number = numbers.get(key) ?? lists.push(patterns) - 1;
          numbers.set(key, number);
          return { name, number };
        }),
      ),
    );
  }

  of(alerts: AlertClass): ClassSpace {
    const names = ["kind", "level"];
    const indexOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1);
    const behind = new Map(
      [...this.#patterns.keys()].map((condition) => [condition, textsBehind(condition, alerts).map(indexOf)]),
    );
    // A text that several conditions look at has the lists of all of them, one after the other.
    const asking = names.map((_, index) =>
      [...behind].flatMap(([condition, indices]) => (indices.includes(index) ? [condition] : [])),
    );
    const offset = (index: number, condition: string) => {
      const before = asking[index]?.slice(0, asking[index].indexOf(condition)) ?? [];
      return before.reduce((sum, each) => sum + (this.#patterns.get(each)?.length ?? 0), 0);
    };
    const places = new Map(
      [...behind].map(([condition, indices]) => [
        condition,
        indices.map((variable) => ({ variable, offset: offset(variable, condition) })),
      ]),
    );
    const lists = asking.map((each) => each.flatMap((name) => this.#patterns.get(name) ?? []));
    return {
      names,
      lists,
      variables: names.map((name, index) =>
        this.#variable(textsOf(name, alerts), asking[index] ?? [], lists[index] ?? []),
      ),
      routings: this.#routes.map((routes, index) => ({
        matching: this.#sources[index]?.matching,
        routes: routes.map((conditions) =>
          conditions.map(({ name, number }) =>
            (places.get(name) ?? []).map(({ variable, offset }) => ({ variable, number: offset + number })),
          ),
        ),
      })),
    };
  }

  #variable(texts: Texts, asking: readonly string[], lists: readonly (readonly string[])[]): Variable {
    if (texts !== ANY && texts !== SOME) return texts.map((text) => signatureOf(lists, text));
    const key = JSON.stringify([texts, asking]);
    const known = this.#any.get(key);
    if (known) return known;
    const none = texts === ANY ? [signatureOf(lists, undefined)] : [];
    const any = distinct([...none, ...signaturesOf(lists)]);
    this.#any.set(key, any);
    return any;
  }
}

/** The texts that a condition looks at, of which one has to match. */
function textsBehind(condition: string, alerts: AlertClass): string[] {
  if (condition === "rule") return ["key", "name"];
  if (condition === "resource")
    return ["resource", ...Object.keys(alerts.dimensions).map((name) => DIMENSION + name)];
  if (!condition.startsWith(LABEL)) return [condition];
  const label = condition.slice(LABEL.length);
  if (Object.hasOwn(alerts.dimensions, label)) return [DIMENSION + label];
  if (lookup(alerts.labels, label) !== undefined) return [condition];
  return [(alerts.kinds.join() === "metric" ? lookup(FIELDS, label) : undefined) ?? condition];
}

/** Fields of a metric rule's callback that say the same as something that has a name of its own. */
const FIELDS: Record<string, string> = { alertName: "name", metricName: "metric", regionId: "region" };

function textsOf(name: string, alerts: AlertClass): Texts {
  switch (name) {
    case "kind":
      return alerts.kinds;
    case "level":
      return alerts.levels;
    case "key":
    case "name":
    case "namespace":
    case "metric":
    case "region":
      return alerts[name];
  }
  if (name.startsWith(DIMENSION)) return alerts.dimensions[name.slice(DIMENSION.length)] ?? ANY;
  const label = name.startsWith(LABEL) ? lookup(alerts.labels, name.slice(LABEL.length)) : undefined;
  return label === undefined ? ANY : [label];
}

/** Texts that no condition tells apart are one. */
function distinct(signatures: readonly Signature[]): Signature[] {
  const byMeets = new Map<string, Signature>();
  for (const each of signatures) {
    const key = each.meets.map(Number).join("");
    if (!byMeets.has(key)) byMeets.set(key, each);
  }
  return [...byMeets.values()];
}
