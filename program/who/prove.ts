import type { Alert } from "../../receiver/alert.ts";
import type { RelayConfig, SourceConfig } from "../../receiver/config/config.ts";
import { nextStretch } from "../../receiver/quiet/calendar.ts";
import { NEVER_HELD } from "../../receiver/quiet/stages.ts";
import type { MetricRule } from "../model/metric-rules.ts";
import type { Program } from "../model/program.ts";
import { type Receiver, receiverOf } from "../model/receivers.ts";
import { timesText } from "../model/windows.ts";
import { type AlertClass, anyAlert, classesOf } from "./classes.ts";
import { type Outcome, Paging } from "./paged.ts";
import { BeyondBound } from "./signatures.ts";

/** Something that is not as it is to be. */
export interface Hole {
  /**
   * - `nobody-woken`: a critical alert that wakes nobody.
   * - `nowhere`: an alert of a declared rule that goes to no destination, or whose callback is refused.
   * - `shadowed`: a route that takes no alert.
   * - `twice`: two rules that page the same destination for one condition.
   * - `held`: a critical alert that a maintenance window holds, so that it wakes nobody at those times, or an
   *   inhibition whose cause need not be critical, so that its page wakes nobody either.
   * - `not-proven`: more than is decided here; nothing is claimed of it.
   */
  kind: "nobody-woken" | "nowhere" | "shadowed" | "twice" | "held" | "not-proven";
  source: string;
  /** A sentence. */
  message: string;
  /** An alert that shows it. */
  example?: Alert;
  /** Component that raises it. */
  raisedBy?: string;
}

/**
 * What keeps a program's receivers from paging as they should: every critical alert wakes somebody, nothing
 * that is declared goes nowhere, every route takes something, and no condition pages twice; and no maintenance
 * window that holds at `now` or later takes a critical alert, so that all this holds at every time.
 * `programs`: those whose rules call the receivers.
 */
export function holesOf(receivers: readonly Receiver[], programs: readonly Program[], now: number): Hole[] {
  return [
    ...receivers.flatMap((receiver) =>
      Object.keys(receiver.config.sources).flatMap((source) => holesAt(source, receiver, programs, now)),
    ),
    ...programs.flatMap((program) => [
      ...lostCallbacks(program, receivers),
      ...pagedTwice(program, receivers),
    ]),
  ];
}

function holesAt(source: string, { config }: Receiver, programs: readonly Program[], now: number): Hole[] {
  const paging = new Paging(config);
  const classes = programs.flatMap((program) => classesOf(program, source));
  const holes: Hole[] = [];
  for (const of of classes) {
    try {
      for (const outcome of paging.outcomes(of)) holes.push(...holeIn(outcome, source));
    } catch (error) {
      holes.push(notProven(source, of, error));
    }
  }
  try {
    const any = anyAlert(source);
    const outcomes = paging.outcomes(any);
    const taken = new Set(outcomes.flatMap(({ routes }) => routes[0] ?? []));
    for (const [index, { name }] of (config.sources[source]?.routes ?? []).entries())
      if (!taken.has(index))
        holes.push({
          kind: "shadowed",
          source,
          ...meeting(config, source, index),
          message: `the route "${name}" of the source "${source}" takes nothing: others take all of it before, or no alert meets its conditions`,
        });
    for (const of of classes.length > 0 ? classes : [any]) holes.push(...heldIn(of, source, config, now));
    // Without a rule that is known to call, whatever comes has to wake somebody.
    if (classes.length === 0) for (const outcome of outcomes) holes.push(...holeIn(outcome, source));
  } catch (error) {
    holes.push(notProven(source, undefined, error));
  }
  return distinct(holes);
}

/** An alert that meets the conditions of a route, if any does. */
function meeting(config: RelayConfig, source: string, index: number): Pick<Hole, "example"> {
  const settings = config.sources[source];
  const route = settings?.routes?.[index];
  if (!settings || !route) return {};
  const alone = { ...config, sources: { [source]: { ...settings, routes: [route] } } };
  const met = new Paging(alone).outcomes(anyAlert(source));
  const example = met.find(({ routes }) => routes[0]?.length)?.example;
  return example ? { example } : {};
}

function holeIn({ of, level, told, example }: Outcome, source: string): Hole[] {
  const [here] = told;
  const who = of.raisedBy ? `"${of.raisedBy.declaredAs}"` : "an alert";
  const about = { source, example, ...(of.raisedBy && { raisedBy: of.raisedBy.declaredAs }) };
  if (!here)
    return [
      {
        kind: "nowhere",
        ...about,
        message: `callbacks of ${who} are refused at the source "${source}": they are of another account than it expects`,
      },
    ];
  if (here.length === 0 && (of.raisedBy || level === "critical"))
    return [{ kind: "nowhere", ...about, message: `${who} at level ${level} goes nowhere` }];
  if (level === "critical" && !here.some(({ wakes }) => wakes)) {
    const places = here.map(({ destination, word }) => (word ? `${destination} (${word})` : destination));
    return [
      {
        kind: "nobody-woken",
        ...about,
        message: `${who} at level critical wakes nobody: ${places.join(", ")}`,
      },
    ];
  }
  return [];
}

/** Critical alerts of a class that maintenance windows hold: by what takes alerts as routes do. */
function heldIn(of: AlertClass, source: string, config: RelayConfig, now: number): Hole[] {
  const settings = config.sources[source];
  const holding = settings ? [...windowsOf(settings, now), ...inhibitionsOf(settings)] : [];
  if (!settings || holding.length === 0) return [];
  const routes = holding.map(({ when }) => ({ name: "", when, deliverTo: [] }));
  const paging = new Paging({ ...config, sources: { [source]: { ...settings, routes, matching: "all" } } });
  const who = of.raisedBy ? `"${of.raisedBy.declaredAs}"` : "an alert";
  return paging
    .outcomes(of)
    .filter(({ level, example }) => level === "critical" && !NEVER_HELD.has(example.kind))
    .flatMap(({ routes: [taken = []], example }) =>
      holding
        .filter((_, index) => taken.includes(index))
        .map(
          ({ says }): Hole => ({
            kind: "held",
            source,
            example,
            message: `${who} at level critical wakes nobody while ${says}`,
            ...(of.raisedBy && { raisedBy: of.raisedBy.declaredAs }),
          }),
        ),
    );
}

/** What holds critical alerts: which, and in words. */
interface Holding {
  when: Record<string, string[]>;
  says: string;
}

function windowsOf({ maintenance = [] }: SourceConfig, now: number): Holding[] {
  return maintenance
    .filter((window) => !window.passes?.includes("critical") && nextStretch(window, now))
    .map((window) => ({
      when: window.when,
      says: `the maintenance window "${window.name}" holds it, ${timesText(window)}; where that is not meant, let critical pass`,
    }));
}

/** Those with a cause that may be milder than critical: a page of a critical cause wakes somebody in place of its effects'. */
function inhibitionsOf({ inhibitions = [] }: SourceConfig): Holding[] {
  return inhibitions
    .filter(({ cause }) => !cause.level || cause.level.some((level) => level !== "critical"))
    .map(({ name, effects }) => ({
      when: effects,
      says: `the inhibition "${name}" holds it, whose cause need not be critical; let \`cause\` have \`levels: [AlertLevel.Critical]\`, or \`effects\` leave critical out`,
    }));
}

/** Callbacks that lead to a receiver, and to no source of it. */
function lostCallbacks(program: Program, receivers: readonly Receiver[]): Hole[] {
  return [...program.metricRules, ...program.eventRules, ...program.eventBridgeRules].flatMap(
    ({ declaredAs, callback, enabled }): Hole[] => {
      const receiver = receiverOf(receivers, callback);
      const source = callback?.source;
      if (!enabled || !receiver || source === undefined || Object.hasOwn(receiver.config.sources, source))
        return [];
      const message = `"${declaredAs}" calls the source "${source}", which the receiver does not have`;
      return [{ kind: "nowhere", source, message, raisedBy: declaredAs }];
    },
  );
}

/** Pairs of rules on metrics that fire at the same values of the same resource, and page one destination. */
function pagedTwice(program: Program, receivers: readonly Receiver[]): Hole[] {
  const seen = new Map<string, MetricRule[]>();
  const holes: Hole[] = [];
  for (const rule of program.metricRules) {
    const source = rule.callback?.source;
    const receiver = receiverOf(receivers, rule.callback);
    if (!rule.enabled || !receiver || source === undefined) continue;
    for (const { name, statistic, comparison, threshold, period, times, preCondition } of rule.levels) {
      const condition = [rule.namespace, rule.metricName, name, statistic, comparison, threshold];
      const key = JSON.stringify([source, ...condition, period, times, preCondition, rule.resource.provider]);
      const others = seen.get(key) ?? [];
      const other = others.find((each) => overlap(each, rule) && each.group === rule.group);
      if (other)
        holes.push({
          kind: "twice",
          source,
          message: `"${other.declaredAs}" and "${rule.declaredAs}" page twice for one condition: ${rule.metricName} at level ${name}`,
          raisedBy: rule.declaredAs,
        });
      seen.set(key, [...others, rule]);
    }
  }
  return holes;
}

/** Whether two rules watch a resource in common. */
function overlap(one: MetricRule, other: MetricRule): boolean {
  const [a, b] = [one.resources, other.resources];
  if (!a || !b) return true;
  return a.some((each) => b.some((other) => JSON.stringify(each) === JSON.stringify(other)));
}

function notProven(source: string, of: AlertClass | undefined, error: unknown): Hole {
  if (!(error instanceof BeyondBound)) throw error;
  const what = of?.raisedBy ? `"${of.raisedBy.declaredAs}"` : "whatever else may come";
  return {
    kind: "not-proven",
    source,
    message: `not proven for ${what} at the source "${source}": ${error.message}`,
  };
}

/** One hole for each sentence: of many alerts that show it, the first. */
function distinct(holes: readonly Hole[]): Hole[] {
  return holes.filter(({ message }, index) => holes.findIndex((each) => each.message === message) === index);
}
