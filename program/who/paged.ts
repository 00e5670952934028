import type { Alert } from "../../receiver/alert.ts";
import { isOfAnother } from "../../receiver/callers.ts";
import type { RelayConfig } from "../../receiver/config/config.ts";
import { destinationOf } from "../../receiver/destinations/registry.ts";
import { compareLevels, type Level } from "../../receiver/level.ts";
import { lookup } from "../../receiver/lookup.ts";
import { wordsFor } from "../../receiver/message/words.ts";
import { destinationsOf } from "../../receiver/routing.ts";
import type { AlertClass } from "./classes.ts";
import { exampleOf } from "./example.ts";
import { exampleIn, regionsOf } from "./regions.ts";
import { Space } from "./space.ts";

/** One destination that is told of an alert. */
export interface Told {
  destination: string;
  /** The vendor's word of severity; empty where the vendor itself decides. */
  word: string;
  /** Whether that wakes somebody. */
  wakes: boolean;
}

/** Alerts of a class that are all told to the same destinations in the same words, under each configuration. */
export interface Outcome {
  of: AlertClass;
  level: Level;
  /** For each configuration who is told; undefined where the callback is refused or there is no such source. */
  told: readonly (readonly Told[] | undefined)[];
  /** One of these alerts. */
  example: Alert;
  /** For each configuration the indices of the routes that take it. */
  routes: readonly (readonly number[])[];
}

/** Who is told of what under one configuration of a receiver, or under several side by side. */
export class Paging {
  readonly #configs: readonly RelayConfig[];
  readonly #spaces = new Map<string, Space>();

  constructor(...configs: RelayConfig[]) {
    this.#configs = configs;
  }

  /**
   * Every part of a class whose alerts the configurations tell apart, worst level first. The parts are found
   * by automata over the routes' patterns; who is told in each is said by the Worker's own routing, of its
   * example. Throws `BeyondBound`.
   */
  outcomes(of: AlertClass): Outcome[] {
    const { variables, names, routings } = this.spaceOf(of.source).of(of);
    const levels = names.indexOf("level");
    const outcomes = regionsOf(variables, routings).flatMap(({ box, taken }) =>
      (box[levels] ?? []).map((at): Outcome => {
        const level = of.levels[at] ?? "critical";
        const texts = new Map(exampleIn(box, variables).map((text, index) => [names[index] ?? "", text]));
        const example = exampleOf(of, texts.set("level", level));
        const told = this.#configs.map((config, index) =>
          toldOf(withRoutes(config, of.source, taken[index] ?? []), of.source, example, level),
        );
        return { of, level, example, told, routes: taken };
      }),
    );
    return outcomes.sort((a, b) => compareLevels(b.level, a.level));
  }

  /** What the routes of a source look at. */
  spaceOf(source: string): Space {
    const known = this.#spaces.get(source);
    if (known) return known;
    const space = new Space(this.#configs.map(({ sources }) => lookup(sources, source)));
    this.#spaces.set(source, space);
    return space;
  }
}

/** A configuration whose source has only these routes: what none of the others takes goes the same way. */
function withRoutes(config: RelayConfig, source: string, indices: readonly number[]): RelayConfig {
  const settings = lookup(config.sources, source);
  if (!settings) return config;
  const routes = indices.flatMap((index) => settings.routes?.[index] ?? []);
  return { ...config, sources: { [source]: { ...settings, routes } } };
}

/** Who is told of an alert, as the Worker does it; undefined where its callback is refused. */
export function toldOf(config: RelayConfig, source: string, alert: Alert, level: Level): Told[] | undefined {
  const settings = lookup(config.sources, source);
  if (!settings || isOfAnother(settings.expectedAccountId, alert)) return undefined;
  return destinationsOf(settings, alert, level).flatMap((destination) => {
    const kind = lookup(config.destinations, destination)?.kind;
    if (kind === undefined) return [];
    const word = wordsFor(config, source, destination, level, alert).severity;
    return [{ destination, word, wakes: wakesAt(kind, word, level) }];
  });
}

/** Whether a destination wakes somebody by a word. One that has no words of its own is told of the level, and decides. */
function wakesAt(kind: Parameters<typeof destinationOf>[0], word: string, level: Level): boolean {
  const { wakes } = destinationOf(kind).setup;
  return word === "" ? level === "critical" : wakes.includes(word);
}
