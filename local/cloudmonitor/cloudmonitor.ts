import { findMetric } from "../../components/metrics/find.ts";
import { callbackFields } from "./callback.ts";
import type { StoredContact, StoredContactGroup, StoredMetricRule } from "./rule.ts";
import { Rules } from "./rules.ts";
import type { OtherSeries } from "./scope.ts";
import { endOf, type Series } from "./series.ts";
import { type Notice, Watch } from "./watch.ts";

/** One callback that is to be posted. */
export interface DueCallback {
  rule: StoredMetricRule;
  series: Series;
  notice: Notice;
  at: number;
  /** Where to, and in which form: rules post forms, contacts' webhooks flat JSON. */
  url: string;
  by: "rule" | "contact";
  fields: Record<string, string>;
}

/** What a rule had to say about a resource, whether or not anybody is called back. */
export interface Noticed {
  rule: StoredMetricRule;
  series: Series;
  notice: Notice;
  at: number;
  /** Name of what held it back, if something did. */
  heldBackBy: string | undefined;
  callbacks: DueCallback[];
}

interface CloudMonitorOptions {
  account: string;
  region: string;
  /** Contacts and groups belong to the account, so that its regions share them. */
  contacts?: Map<string, StoredContact>;
  groups?: Map<string, StoredContactGroup>;
  /** Name of the blacklist that holds back what this rule says about this resource, if one does. */
  heldBackBy?: (rule: StoredMetricRule, series: Series, at: number) => string | undefined;
  onNotice?: (noticed: Noticed) => void;
  /** What CloudMonitor itself calls the resource of a series, if it knows. */
  nameOf?: (series: Series) => string | undefined;
}

/**
 * CloudMonitor on this machine, one account in one region: keeps contacts, groups and metric rules,
 * evaluates the rules over metric data, and says which callbacks are due. Posting them is the caller's
 * business.
 */
export class CloudMonitor {
  readonly account: string;
  readonly region: string;
  readonly contacts: Map<string, StoredContact>;
  readonly groups: Map<string, StoredContactGroup>;
  readonly rules = new Rules();
  readonly #options: CloudMonitorOptions;
  readonly #series: Series[] = [];
  #watches = new Map<string, Watch>();
  /** What the watches were made of. */
  #watched = { rules: -1, series: -1 };

  constructor(options: CloudMonitorOptions) {
    this.account = options.account;
    this.region = options.region;
    this.contacts = options.contacts ?? new Map();
    this.groups = options.groups ?? new Map();
    this.#options = options;
  }

  /** Adds metric data. Rules watch it from its beginning. */
  feed(series: Series[]): void {
    this.#series.push(...series);
  }

  /** Forgets all metric data, and with it what every rule is in the middle of. */
  forgetData(): void {
    this.#series.length = 0;
    this.#watches.clear();
    this.#watched = { rules: -1, series: -1 };
  }

  /** The metric data so far. */
  get series(): readonly Series[] {
    return this.#series;
  }

  /** When the first value arrives and when the last period ends; undefined without data. */
  span(): { start: number; end: number } | undefined {
    if (this.#series.length === 0) return undefined;
    const start = Math.min(...this.#series.map((series) => series.start));
    const end = Math.max(...this.#series.map(endOf));
    return { start, end };
  }

  /** The distance of checks: the shortest interval of an active rule, in milliseconds. */
  step(): number {
    const intervals = [...this.rules.values()].filter((rule) => rule.enabled).map((rule) => rule.interval);
    return Math.min(60, ...intervals) * 1000;
  }

  /** Evaluates every rule that is checked at `at`. Call it for each `step`, in order. */
  check(at: number): DueCallback[] {
    this.#watch();
    const callbacks: DueCallback[] = [];
    for (const watch of this.#watches.values()) {
      if (at % (watch.rule.interval * 1000) !== 0) continue;
      const notice = watch.check(at);
      if (!notice) continue;
      const { rule, series } = watch;
      const heldBackBy = this.#options.heldBackBy?.(rule, series, at);
      const due = heldBackBy === undefined ? this.#callbacks(watch, notice, at) : [];
      this.#options.onNotice?.({ rule, series, notice, at, heldBackBy, callbacks: due });
      callbacks.push(...due);
    }
    return callbacks;
  }

  /** The worst state that a rule found in any of its resources, as the API spells it. */
  stateOf(ruleId: string): Watch["state"] {
    const states = this.#watchesOf(ruleId).map((watch) => watch.state);
    if (states.includes("ALARM")) return "ALARM";
    return states.includes("OK") ? "OK" : "INSUFFICIENT_DATA";
  }

  #watchesOf(ruleId: string): Watch[] {
    if (this.#series.length === 0) return [];
    return [...this.#watches.values()].filter(({ rule }) => rule.ruleId === ruleId);
  }

  /** A watch for each active rule and each resource that it covers; a changed rule begins anew. */
  #watch(): void {
    const made = { rules: this.rules.version, series: this.#series.length };
    if (made.rules === this.#watched.rules && made.series === this.#watched.series) return;
    const watches = new Map<string, Watch>();
    for (const rule of this.rules.values()) {
      if (!rule.enabled) continue;
      for (const [index, series] of this.#series.entries()) {
        if (!covers(rule, series)) continue;
        const key = `${rule.ruleId}\n${index}`;
        const known = this.#watches.get(key);
        watches.set(key, known?.rule === rule ? known : new Watch(rule, series, this.#otherSeries(rule)));
      }
    }
    this.#watches = watches;
    this.#watched = made;
  }

  /** What the conditions of a rule may look at besides the series that it watches. */
  #otherSeries(rule: StoredMetricRule): OtherSeries {
    return {
      related: (metricName) =>
        this.#series.filter((each) => each.namespace === rule.namespace && each.metricName === metricName),
      covered: () => this.#series.filter((each) => covers(rule, each)),
    };
  }

  #callbacks(watch: Watch, notice: Notice, at: number): DueCallback[] {
    const { rule, series } = watch;
    const fields = callbackFields(rule, series, notice, at, {
      account: this.account,
      region: this.region,
      unit: findMetric(rule.namespace, rule.metricName)?.unit,
      name: this.#options.nameOf?.(series),
    });
    const common = { rule, series, notice, at, fields };
    const byRule = rule.webhook ? [{ ...common, url: rule.webhook, by: "rule" as const }] : [];
    const contacts = rule.contactGroups.flatMap((name) => this.groups.get(name)?.contacts ?? []);
    const urls = [...new Set(contacts)].flatMap((name) => this.contacts.get(name)?.dingTalkWebhook ?? []);
    return [...byRule, ...urls.map((url) => ({ ...common, url, by: "contact" as const }))];
  }
}

function covers(rule: StoredMetricRule, series: Series): boolean {
  if (rule.namespace !== series.namespace || rule.metricName !== series.metricName) return false;
  if (!rule.resources) return true;
  return rule.resources.some((wanted) =>
    Object.entries(wanted).every(([dimension, value]) => series.resource[dimension] === value),
  );
}
