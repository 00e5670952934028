import { NoDataPolicy } from "../../components/enums.ts";
import { inInterval } from "../../components/vocabulary/interval.ts";
import { METRIC_LEVELS, type MetricLevel } from "../../receiver/level.ts";
import { ALONE, type Condition, conditionsOf } from "./conditions.ts";
import type { StoredMetricRule } from "./rule.ts";
import type { OtherSeries } from "./scope.ts";
import { type Series, within } from "./series.ts";

/** What CloudMonitor has to say about one resource at one check. */
export interface Notice {
  state: "ALERT" | "OK" | "INSUFFICIENT_DATA";
  /** The level that fires; null on recovery and where there is no data. */
  level: MetricLevel | null;
  /** The level that had fired before, if any. */
  previous: MetricLevel | null;
  value: number | undefined;
  /** When the alert began. */
  since: number;
  /** Number of the stretch from the first firing to the recovery, from 1. */
  stretch: number;
}

type Firing = MetricLevel | "no-data";

/**
 * One rule watching one resource. `check` is called once an interval, which usually is the period, in
 * order; what was checked is not checked again.
 *
 * Documented: a level fires after `times` periods in a row; the worst level counts; while the condition
 * stays true nothing is sent until the mute period is over, then once more; outside the effective
 * interval nothing is sent. Chosen where the vendor says nothing: with an interval of its own a rule
 * counts checks for periods; a recovery needs one period in which
 * no level's condition is true, and is sent at once, mute period or not, and so is a change of level; a
 * condition that is true again but not yet for `times` periods keeps the state; data is missing after
 * as many empty periods as the most patient level needs; a recovery outside the interval is lost.
 */
export class Watch {
  readonly rule: StoredMetricRule;
  readonly series: Series;
  readonly #conditions: Partial<Record<MetricLevel, Condition>>;
  readonly #counts: Record<MetricLevel, number> = { critical: 0, warn: 0, info: 0 };
  #empty = 0;
  #firing: Firing | null = null;
  #since = 0;
  #sentAt: number | null = null;
  #sentLevel: MetricLevel | null = null;
  #stretch = 0;
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(rule: StoredMetricRule, series: Series, others: OtherSeries = ALONE) {
    this.rule = rule;
    this.series = series;
    this.#conditions = conditionsOf(rule, series, others);
  }

  /** As the API spells it. */
  get state(): "ALARM" | "OK" | "INSUFFICIENT_DATA" {
    if (this.#firing === "no-data" || this.#checkedAt < 0) return "INSUFFICIENT_DATA";
    return this.#firing ? "ALARM" : "OK";
  }

  /** What is to be sent after the period that ends at `at`, or undefined. */
  check(at: number): Notice | undefined {
    const { rule, series } = this;
    if (at - rule.period * 1000 < series.start || at <= this.#checkedAt) return undefined;
    this.#checkedAt = at;
    const arrived = within(series, at - rule.period * 1000, at).length > 0;
    return this.#move(arrived ? this.#judge(at) : this.#judgeSilence(), at);
  }

  /** The state that a period's values lead to. */
  #judge(at: number): Firing | null {
    this.#empty = 0;
    let breached = false;
    for (const level of METRIC_LEVELS) {
      const holds = this.#conditions[level]?.holds(at) ?? false;
      this.#counts[level] = holds ? this.#counts[level] + 1 : 0;
      breached ||= holds;
    }
    const reached = METRIC_LEVELS.find((level) => {
      const condition = this.#conditions[level];
      return condition !== undefined && this.#counts[level] >= condition.times;
    });
    if (reached) return reached;
    return breached && this.#firing !== "no-data" ? this.#firing : null;
  }

  #judgeSilence(): Firing | null {
    this.#empty++;
    const patience = Math.max(...Object.values(this.#conditions).map(({ times }) => times));
    if (this.rule.noDataPolicy === NoDataPolicy.KeepLastState || this.#empty < patience) return this.#firing;
    return this.rule.noDataPolicy === NoDataPolicy.Recover ? null : "no-data";
  }

  #move(next: Firing | null, at: number): Notice | undefined {
    const before = this.#firing;
    this.#firing = next;
    if (next === null && before === null) return undefined;
    if (before === null) {
      this.#since = at;
      this.#sentAt = null;
      this.#sentLevel = null;
      this.#stretch++;
    }
    const previous = this.#sentLevel;
    if (!this.#mayNotify(at)) return undefined;
    if (next === null) {
      if (!this.rule.sendOk || this.#sentAt === null) return undefined;
      return this.#notice("OK", null, previous, this.#shown(at, previous));
    }
    const muted = this.#sentAt !== null && at - this.#sentAt < this.rule.silenceTime * 1000;
    if (next === before && muted) return undefined;
    this.#sentAt = at;
    if (next === "no-data") return this.#notice("INSUFFICIENT_DATA", null, previous, undefined);
    this.#sentLevel = next;
    return this.#notice("ALERT", next, previous, this.#shown(at, next));
  }

  #notice(
    state: Notice["state"],
    level: MetricLevel | null,
    previous: MetricLevel | null,
    value: number | undefined,
  ): Notice {
    return { state, level, previous, value, since: this.#since, stretch: this.#stretch };
  }

  /** The value that a notice shows: by the condition of its level. */
  #shown(at: number, level: MetricLevel | null): number | undefined {
    return (level ? this.#conditions[level] : Object.values(this.#conditions)[0])?.value(at);
  }

  #mayNotify(at: number): boolean {
    const { effectiveInterval, noEffectiveInterval } = this.rule;
    return inInterval(effectiveInterval, at) && !(noEffectiveInterval && inInterval(noEffectiveInterval, at));
  }
}
