import { spanText } from "../../components/vocabulary/duration.ts";
import { ALWAYS } from "../../components/vocabulary/interval.ts";
import type { Resource } from "../../program/evaluator/plan.ts";
import { METRIC_LEVELS } from "../../receiver/level.ts";
import { conditionText } from "../meaning/condition.ts";
import { inputsOf, type Rule, type RulePart, readRule } from "../meaning/rule.ts";
import { code, codes, count, metricText } from "../meaning/words.ts";
import { type Facet, inputs, listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";
import { placeText, sayCallback, sayIdentity } from "./callback.ts";
import { sayLabels } from "./labels.ts";
import { sayComposite, sayLevels } from "./levels.ts";

/** What each part of a metric rule means when it changes, the gravest first. */
const PARTS: { parts: RulePart[]; say: Facet<Rule>["say"] }[] = [
  { parts: ["enabled"], say: sayEnabled },
  { parts: ["groups"], say: sayGroups },
  { parts: [], say: sayIdentity },
  { parts: ["callback"], say: sayCallback },
  { parts: ["sendsRecovery"], say: sayRecovery },
  { parts: ["namespace", "metricName"], say: sayMetric },
  { parts: ["levels", "period"], say: sayLevels },
  { parts: ["composite", "levels"], say: sayComposite },
  { parts: ["resources"], say: sayResources },
  { parts: ["noData"], say: sayNoData },
  { parts: ["mutePeriod"], say: sayMutePeriod },
  { parts: ["interval", "exceptInterval"], say: sayInterval },
  { parts: ["labels"], say: (before, after) => sayLabels(carried(before), carried(after)) },
  { parts: ["ruleName"], say: sayName },
  { parts: ["emailSubject"], say: saySubject },
];

export function metricRuleFacets(resource: Resource): Facet<Resource>[] {
  return PARTS.map(({ parts, say }) => ({
    covers: inputs(...inputsOf(resource.type, parts)),
    say: (before, after, sides) => {
      const [old, now] = [readRule(before), readRule(after)];
      return old && now ? say(old, now, sides) : [];
    },
  }));
}

/** A new rule in one sentence. */
export function describeRule(rule: Rule, sides: Sides): string {
  const levels = METRIC_LEVELS.flatMap((level) => {
    const condition = rule.levels[level];
    return condition ? [`${level} at ${conditionText(condition, rule.period, rule.unit)}`] : [];
  });
  const when = rule.composite ? [`${rule.composite.level} by ${code(rule.composite.text)}`] : levels;
  const to = rule.callback
    ? `incidents go to ${placeText(rule.callback, sides.after)}`
    : "no incident is opened";
  const metric = metricText(rule.namespace, rule.metricName);
  const off = rule.enabled ? "" : "; it is switched off";
  const where = rule.resources ? ` on ${count(rule.resources.length, "resource")}` : "";
  return `${metric}${where}, ${when.join(", ")}; pages ${codes(rule.groups)}; ${to}${off}`;
}

function sayEnabled(before: Rule, after: Rule): Sentence[] {
  if (before.enabled === after.enabled) return [];
  return [
    after.enabled ? note("{it} is switched on") : risk("{it} is switched off: it does not fire at all"),
  ];
}

function sayGroups(before: Rule, after: Rule): Sentence[] {
  const { gone, come } = listChange(before.groups, after.groups);
  const metric = metricText(after.namespace, after.metricName);
  const sentences: Sentence[] = [];
  if (gone.length > 0) {
    const are = gone.length === 1 ? "is" : "are";
    sentences.push(risk(`${codes(gone)} ${are} no longer paged for ${metric} by {it}`));
  }
  if (come.length > 0) {
    const are = come.length === 1 ? "is" : "are";
    sentences.push(note(`${codes(come)} ${are} now paged for ${metric} by {it}`));
  }
  return sentences;
}

function sayRecovery(before: Rule, after: Rule): Sentence[] {
  if (before.sendsRecovery === after.sendsRecovery) return [];
  return [
    after.sendsRecovery
      ? note("recovery now closes the incident of {it}")
      : risk("recovery no longer closes the incident of {it}: somebody has to"),
  ];
}

function sayMetric(before: Rule, after: Rule): Sentence[] {
  const [from, to] = [
    metricText(before.namespace, before.metricName),
    metricText(after.namespace, after.metricName),
  ];
  return from === to ? [] : [note(`{it} watches ${to} instead of ${from}`)];
}

function sayResources(before: Rule, after: Rule): Sentence[] {
  const [old, now] = [before.resources, after.resources];
  if (!old && now) return [risk(`{it} watches only ${named(now)} instead of every resource`)];
  if (old && !now) return [note(`{it} watches every resource instead of ${named(old)}`)];
  const { gone, come } = listChange(old ?? [], now ?? []);
  return [
    ...(gone.length > 0 ? [risk(`{it} no longer watches ${named(gone)}`)] : []),
    ...(come.length > 0 ? [note(`{it} now also watches ${named(come)}`)] : []),
  ];
}

function named(resources: string[]): string {
  return resources.length <= 5 ? codes(resources) : `${resources.length} resources`;
}

const NO_DATA: Record<string, (before: string) => Sentence> = {
  INSUFFICIENT_DATA: () => note("{it} opens an incident when its metric stops arriving"),
  OK: () => risk("{it} takes a metric that stops arriving for healthy: an open incident resolves"),
  KEEP_LAST_STATE: (before) =>
    before === "INSUFFICIENT_DATA"
      ? risk("{it} no longer opens an incident when its metric stops arriving")
      : note("{it} stays as it is when its metric stops arriving"),
};

function sayNoData(before: Rule, after: Rule): Sentence[] {
  const say = before.noData === after.noData ? undefined : NO_DATA[after.noData];
  return say ? [say(before.noData)] : [];
}

function sayMutePeriod(before: Rule, after: Rule): Sentence[] {
  if (before.mutePeriod === after.mutePeriod) return [];
  return [
    note(
      `{it} repeats every ${spanText(after.mutePeriod)} while it goes on, instead of every ${spanText(before.mutePeriod)}`,
    ),
  ];
}

function sayInterval(before: Rule, after: Rule): Sentence[] {
  const times = (rule: Rule) => {
    const whole = rule.interval === ALWAYS ? "at any time" : `only ${rule.interval}`;
    return rule.exceptInterval === undefined ? whole : `${whole}, but not ${rule.exceptInterval}`;
  };
  const [from, to] = [times(before), times(after)];
  if (from === to) return [];
  const text = `{it} notifies ${to} (was ${from})`;
  return [to === "at any time" ? note(text) : risk(text)];
}

/** Labels of the rule and those that only its callback URL carries. */
function carried(rule: Rule): Record<string, string> {
  return { ...rule.callback?.labels, ...rule.labels };
}

function sayName(before: Rule, after: Rule): Sentence[] {
  if (before.ruleName === after.ruleName) return [];
  return [
    note(`{it} is called ${code(after.ruleName)} in notifications, no longer ${code(before.ruleName)}`),
  ];
}

function saySubject(before: Rule, after: Rule): Sentence[] {
  if (before.emailSubject === after.emailSubject) return [];
  return [note(`mails of {it} get ${after.emailSubject ? "another subject" : "CloudMonitor's own subject"}`)];
}
