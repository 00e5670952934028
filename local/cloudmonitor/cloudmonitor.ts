import { callbackFields } from "./callback.ts";
import type { Contact, ContactGroup, MetricRule } from "./rule.ts";
import { endOf, type Series } from "./series.ts";
import { type Notice, Watch } from "./watch.ts";

/** One callback that is to be posted. */
export interface Callback {
  rule: MetricRule;
  series: Series;
  notice: Notice;
  at: number;
  /** Where to, and in which form: rules post forms, contacts' webhooks flat JSON. */
  url: string;
  by: "rule" | "contact";
  fields: Record<string, string>;
}

/**
 * CloudMonitor on this machine: keeps contacts, groups and metric rules, evaluates the rules over
 * metric data, and says which callbacks are due. Posting them is the caller's business.
 */
export class CloudMonitor {
  readonly account: string;
  readonly region: string;
  readonly contacts = new Map<string, Contact>();
  readonly groups = new Map<string, ContactGroup>();
  readonly rules = new Map<string, MetricRule>();
  readonly #unitOf: (namespace: string, metricName: string) => string | undefined;
  #series: Series[] = [];
  #watches = new Map<string, Watch>();

  constructor(options: {
    account: string;
    region: string;
    unitOf?: (namespace: string, metricName: string) => string | undefined;
  }) {
    this.account = options.account;
    this.region = options.region;
    this.#unitOf = options.unitOf ?? (() => undefined);
  }

  /** Adds metric data. Rules watch it from its beginning. */
  feed(series: Series[]): void {
    this.#series.push(...series);
  }

  /** When the first value arrives and when the last period ends; undefined without data. */
  span(): { start: number; end: number } | undefined {
    if (this.#series.length === 0) return undefined;
    const start = Math.min(...this.#series.map((series) => series.start));
    const end = Math.max(...this.#series.map(endOf));
    return { start, end };
  }

  /** The distance of checks: the shortest period of an active rule, in milliseconds. */
  step(): number {
    const periods = [...this.rules.values()].filter((rule) => rule.enabled).map((rule) => rule.period);
    return Math.min(60, ...periods) * 1000;
  }

  /** Evaluates every rule whose period ends at `at`. Call it for each `step`, in order. */
  check(at: number): Callback[] {
    const callbacks: Callback[] = [];
    for (const watch of this.#watched()) {
      if (at % (watch.rule.period * 1000) !== 0) continue;
      const notice = watch.check(at);
      if (notice) callbacks.push(...this.#callbacks(watch, notice, at));
    }
    return callbacks;
  }

  /** A watch for each active rule and each resource that it covers; a changed rule begins anew. */
  #watched(): Watch[] {
    const watches = new Map<string, Watch>();
    for (const rule of this.rules.values()) {
      if (!rule.enabled) continue;
      for (const [index, series] of this.#series.entries()) {
        if (!covers(rule, series)) continue;
        const key = `${rule.ruleId}\n${index}`;
        const known = this.#watches.get(key);
        watches.set(key, known?.rule === rule ? known : new Watch(rule, series));
      }
    }
    this.#watches = watches;
    return [...watches.values()];
  }

  #callbacks(watch: Watch, notice: Notice, at: number): Callback[] {
    const { rule, series } = watch;
    const fields = callbackFields(rule, series, notice, at, {
      account: this.account,
      region: this.region,
      unit: this.#unitOf(rule.namespace, rule.metricName),
    });
    const common = { rule, series, notice, at, fields };
    const byRule = rule.webhook ? [{ ...common, url: rule.webhook, by: "rule" as const }] : [];
    const contacts = rule.contactGroups.flatMap((name) => this.groups.get(name)?.contacts ?? []);
    const urls = [...new Set(contacts)].flatMap((name) => this.contacts.get(name)?.dingTalkWebhook ?? []);
    return [...byRule, ...urls.map((url) => ({ ...common, url, by: "contact" as const }))];
  }
}

function covers(rule: MetricRule, series: Series): boolean {
  if (rule.namespace !== series.namespace || rule.metricName !== series.metricName) return false;
  if (!rule.resources) return true;
  return rule.resources.some((wanted) =>
    Object.entries(wanted).every(([dimension, value]) => series.resource[dimension] === value),
  );
}
