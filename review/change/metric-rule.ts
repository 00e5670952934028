import { NoDataPolicy } from "../../components/enums.ts";
import { spanText } from "../../components/vocabulary/duration.ts";
import { labelsOf } from "../../program/model/labels.ts";
import { inputsOf, type MetricRule, type RuleField } from "../../program/model/metric-rules.ts";
import { compositeText, conditionText } from "../wording/condition.ts";
import { code, codes, count, metricText } from "../wording/words.ts";
import {
  type Aspect,
  inputs,
  listChange,
  note,
  risk,
  type Sentence,
  type Sides,
  type Told,
} from "./aspect.ts";
import { placeText, sayCallback, sayIdentity } from "./callback.ts";
import { offText, sayEnabled } from "./enabled.ts";
import { sayInterval } from "./interval.ts";
import { sayLabels } from "./labels.ts";
import { sayComposite, sayLevels } from "./levels.ts";
import { sayPaged } from "./renamed.ts";

/** What the fields of a metric rule mean when they change, the gravest first. */
const ASPECTS = [
  { fields: ["enabled"], say: sayEnabled },
  { fields: ["contactGroups"], say: sayGroups },
  { fields: [], say: sayIdentity },
  { fields: ["callback"], say: sayCallback },
  { fields: ["sendRecovery"], say: sayRecovery },
  { fields: ["namespace", "metricName"], say: sayMetric },
  { fields: ["levels", "period"], say: sayLevels },
  { fields: ["composite", "levels", "period"], say: sayComposite },
  { fields: ["promql"], say: sayQuery },
  { fields: ["resources", "group"], say: sayResources },
  { fields: ["noDataPolicy"], say: sayNoData },
  { fields: ["mutePeriod"], say: sayMutePeriod },
  { fields: ["effectiveInterval", "noEffectiveInterval"], say: sayInterval },
  { fields: ["interval"], say: sayChecks },
  { fields: ["labels"], say: (before, after) => sayLabels(labelsOf(before), labelsOf(after)) },
  { fields: ["ruleName"], say: sayName },
  { fields: ["emailSubject"], say: saySubject },
] as const satisfies { fields: readonly RuleField[]; say: Aspect<MetricRule>["say"] }[];

// A field of which nothing is said doesn't compile.
({}) satisfies Record<Exclude<RuleField, (typeof ASPECTS)[number]["fields"][number]>, never>;

export function tellMetricRule(before: MetricRule, after: MetricRule, sides: Sides): Told[] {
  return ASPECTS.map(({ fields, say }: (typeof ASPECTS)[number]) => ({
    covers: inputs(...inputsOf(after, fields)),
    sentences: say(before, after, sides),
  }));
}

/** A new rule in one sentence. */
export function describeRule(rule: MetricRule, sides: Sides): string {
  const { composite, promql, callback, levels } = rule;
  const when = promql
    ? [`${promql.level} by ${code(promql.query)}, ${promql.times} times in a row`]
    : composite
      ? [`${composite.level} by ${code(compositeText(composite))}`]
      : levels.map((level) => `${level.name} at ${conditionText(level)}`);
  const to = callback ? `incidents go to ${placeText(callback, sides.after)}` : "no incident is opened";
  const metric = metricText(rule.namespace, rule.metricName);
  const watched = watchedBy(rule);
  const where = watched ? ` on ${count(watched.length, "resource")}` : "";
  return `${metric}${where}, ${when.join(", ")}; pages ${codes(rule.contactGroups)}; ${to}${offText(rule)}`;
}

/** What a rule watches in words; undefined for everything. */
function watchedBy({ group, resources }: MetricRule): string[] | undefined {
  const named = resources?.map((each) => Object.values(each).join(" "));
  return group === undefined ? named : [`application group ${group}`, ...(named ?? [])];
}

function sayGroups(before: MetricRule, after: MetricRule, sides: Sides): Sentence[] {
  const metric = metricText(after.namespace, after.metricName);
  return sayPaged(listChange(before.contactGroups, after.contactGroups), metric, sides);
}

function sayRecovery(before: MetricRule, after: MetricRule): Sentence[] {
  if (before.sendRecovery === after.sendRecovery) return [];
  return [
    after.sendRecovery
      ? note("recovery now closes the incident of {it}")
      : risk("recovery no longer closes the incident of {it}: somebody has to"),
  ];
}

function sayMetric(before: MetricRule, after: MetricRule, { after: program }: Sides): Sentence[] {
  const [from, to] = [
    metricText(before.namespace, before.metricName),
    metricText(after.namespace, after.metricName),
  ];
  if (from === to) return [];
  const text = `{it} watches ${to} instead of ${from}`;
  const watched = program.metricRules.some((rule) => rule.enabled && watches(rule, before));
  return [watched ? note(text) : risk(`${text}, which no rule watches any more`)];
}

/** Whether a rule looks at the metric of another, alone or among others. */
function watches({ namespace, metricName, composite }: MetricRule, other: MetricRule): boolean {
  const conditions = [{ namespace, metricName }, ...(composite?.conditions ?? [])];
  return conditions.some(
    (each) => each.namespace === other.namespace && each.metricName === other.metricName,
  );
}

function sayQuery({ promql: before }: MetricRule, { promql: after }: MetricRule): Sentence[] {
  if (!after) return before ? [note(`{it} no longer fires by the query ${code(before.query)}`)] : [];
  if (!before) return [note(`{it} now fires as ${after.level} by the query ${code(after.query)}`)];
  return [
    ...(before.level === after.level
      ? []
      : [note(`{it} fires as ${after.level} instead of ${before.level}`)]),
    ...(before.query === after.query
      ? []
      : [note(`{it} fires differently: from ${code(before.query)} to ${code(after.query)}`)]),
    ...(before.times === after.times
      ? []
      : [
          note(
            `{it} fires ${after.times > before.times ? "later" : "sooner"}: ${after.times} times in a row instead of ${before.times}`,
          ),
        ]),
  ];
}

function sayResources(before: MetricRule, after: MetricRule): Sentence[] {
  const [old, now] = [watchedBy(before), watchedBy(after)];
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

const NO_DATA: Record<string, (before: string | undefined) => Sentence> = {
  [NoDataPolicy.Alert]: () => note("{it} opens an incident when its metric stops arriving"),
  [NoDataPolicy.Recover]: () =>
    risk("{it} takes a metric that stops arriving for healthy: an open incident resolves"),
  [NoDataPolicy.KeepLastState]: (before) =>
    before === NoDataPolicy.Alert
      ? risk("{it} no longer opens an incident when its metric stops arriving")
      : note("{it} stays as it is when its metric stops arriving"),
};

function sayNoData(before: MetricRule, after: MetricRule): Sentence[] {
  const [from, to] = [before.noDataPolicy, after.noDataPolicy];
  const say = from === to ? undefined : NO_DATA[to ?? ""];
  return say ? [say(from)] : [];
}

function sayMutePeriod(before: MetricRule, after: MetricRule): Sentence[] {
  if (before.mutePeriod === after.mutePeriod) return [];
  return [
    note(
      `{it} repeats every ${spanText(after.mutePeriod)} while it goes on, instead of every ${spanText(before.mutePeriod)}`,
    ),
  ];
}

function sayChecks(before: MetricRule, after: MetricRule): Sentence[] {
  const often = ({ interval }: MetricRule) =>
    interval === undefined ? "as often as CloudMonitor does" : `every ${spanText(interval)}`;
  const [from, to] = [often(before), often(after)];
  return from === to ? [] : [note(`{it} is checked ${to} instead of ${from}`)];
}

function sayName(before: MetricRule, after: MetricRule): Sentence[] {
  if (before.ruleName === after.ruleName) return [];
  return [
    note(`{it} is called ${code(after.ruleName)} in notifications, no longer ${code(before.ruleName)}`),
  ];
}

function saySubject(before: MetricRule, after: MetricRule): Sentence[] {
  if (before.emailSubject === after.emailSubject) return [];
  return [note(`mails of {it} get ${after.emailSubject ? "another subject" : "CloudMonitor's own subject"}`)];
}
