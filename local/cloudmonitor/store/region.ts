import { CloudMonitor, type DueCallback, type Noticed } from "../cloudmonitor.ts";
import type { Posted } from "../post.ts";
import { logNotice } from "./alert-log.ts";
import { blackListFor } from "./blacklist.ts";
import { readRule } from "./read-rule.ts";
import type {
  AlertLogRecord,
  BlackListRecord,
  ContactGroupRecord,
  ContactRecord,
  DynamicTagRecord,
  EventRuleRecord,
  JsonObject,
  MonitorGroupRecord,
  RuleRecord,
  SiteMonitorRecord,
  WebhookRecord,
} from "./records.ts";

/** Most entries of the alert history. */
const LOG = 10_000;

/** Whom an account's rules tell, in whatever region. */
export interface People {
  /** The account's id. */
  readonly id: string;
  readonly contacts: Map<string, ContactRecord>;
  readonly groups: Map<string, ContactGroupRecord>;
}

/** What a region holds, as plain JSON. */
export interface RegionSnapshot {
  monitorGroups: MonitorGroupRecord[];
  rules: RuleRecord[];
  dynamicTags: DynamicTagRecord[];
  eventRules: EventRuleRecord[];
  blackLists: BlackListRecord[];
  /** Not there in what an earlier version has kept. */
  siteMonitors?: SiteMonitorRecord[];
  eventBridgeRules?: JsonObject[];
  apiDestinations?: JsonObject[];
  connections?: JsonObject[];
  webhooks: WebhookRecord[];
  alertRules: JsonObject[];
  workspaces: JsonObject[];
  notifyPolicies: JsonObject[];
  /** Products whose one-click rules are on. Older files lack it. */
  oneClick?: string[];
  alertLog: AlertLogRecord[];
}

/**
 * What one account has in one region. The rules in it are live: `monitor` evaluates exactly what was
 * last put here. Change rules and application groups through the methods only.
 */
export class RegionStore {
  readonly account: People;
  readonly name: string;
  readonly monitor: CloudMonitor;
  readonly rules = new Map<string, RuleRecord>();
  readonly monitorGroups = new Map<number, MonitorGroupRecord>();
  readonly dynamicTags = new Map<string, DynamicTagRecord>();
  readonly eventRules = new Map<string, EventRuleRecord>();
  readonly blackLists = new Map<string, BlackListRecord>();
  readonly siteMonitors = new Map<string, SiteMonitorRecord>();
  /** Objects as EventBridge's API answers them, by name. */
  readonly eventBridge = {
    Rule: new Map<string, JsonObject>(),
    ApiDestination: new Map<string, JsonObject>(),
    Connection: new Map<string, JsonObject>(),
  };
  readonly webhooks = new Map<string, WebhookRecord>();
  readonly alertRules = new Map<string, JsonObject>();
  readonly workspaces = new Map<string, JsonObject>();
  readonly notifyPolicies = new Map<string, JsonObject>();
  /** Products whose one-click rules are on. Those are never evaluated here. */
  readonly oneClick = new Set<string>();
  readonly alertLog: AlertLogRecord[] = [];
  readonly #onWarning: (text: string) => void;
  readonly #notEvaluated = new Map<string, string>();
  /** The history's entry of each callback that is under way. */
  readonly #logged = new WeakMap<DueCallback, AlertLogRecord>();
  #notices = 0;

  constructor(account: People, name: string, onWarning: (text: string) => void) {
    this.account = account;
    this.name = name;
    this.#onWarning = onWarning;
    this.monitor = new CloudMonitor({
      account: account.id,
      region: name,
      contacts: account.contacts,
      groups: account.groups,
      heldBackBy: (rule, series, at) => blackListFor(this.blackLists.values(), rule, series, at)?.name,
      onNotice: (noticed) => this.#log(noticed),
      nameOf: ({ resource }) => {
        const task = this.siteMonitors.get(resource.taskId ?? "");
        return task && `taskName=${task.taskName}，address=${task.address}`;
      },
    });
  }

  /** Keeps a rule, and evaluates it if that can be done here; says once which can't be, and why. */
  putRule(record: RuleRecord): void {
    this.rules.set(record.ruleId, record);
    const group = record.groupId === undefined ? undefined : this.monitorGroups.get(Number(record.groupId));
    const read = readRule(record, group);
    if ("rule" in read) {
      this.#notEvaluated.delete(record.ruleId);
      this.monitor.rules.set(record.ruleId, read.rule);
      return;
    }
    this.monitor.rules.delete(record.ruleId);
    if (this.#notEvaluated.get(record.ruleId) === read.unable) return;
    this.#notEvaluated.set(record.ruleId, read.unable);
    this.#onWarning(`rule "${record.ruleName}" (${record.ruleId}) is kept but not evaluated: ${read.unable}`);
  }

  /** Rules that are kept but can't be evaluated here, by id, with the reason. */
  get notEvaluated(): ReadonlyMap<string, string> {
    return this.#notEvaluated;
  }

  deleteRule(id: string): boolean {
    this.#notEvaluated.delete(id);
    this.monitor.rules.delete(id);
    return this.rules.delete(id);
  }

  /** Keeps an application group, and lets its rules watch the instances that it now has. */
  putMonitorGroup(record: MonitorGroupRecord): void {
    this.monitorGroups.set(record.id, record);
    this.#rereadRulesOf(record.id);
  }

  deleteMonitorGroup(id: number): boolean {
    const known = this.monitorGroups.delete(id);
    for (const rule of this.#rulesOf(id)) this.deleteRule(rule.ruleId);
    return known;
  }

  /** Lets a task have the id by which a program knows it, which its rules and scenarios name. */
  renameSiteMonitor(taskId: string, to: string): void {
    const task = this.siteMonitors.get(taskId);
    if (!task || !this.siteMonitors.delete(taskId)) return;
    this.siteMonitors.set(to, { ...task, taskId: to });
  }

  /** What became of a callback, for the alert history. */
  posted(callback: DueCallback, posted: Posted): void {
    const code = posted.status === undefined ? "" : String(posted.status);
    const ok = posted.status !== undefined && posted.status < 300;
    this.#logged
      .get(callback)
      ?.webhooks.push({ code, url: callback.url, message: ok ? "success" : "failed" });
  }

  snapshot(): RegionSnapshot {
    return {
      monitorGroups: [...this.monitorGroups.values()],
      rules: [...this.rules.values()],
      dynamicTags: [...this.dynamicTags.values()],
      eventRules: [...this.eventRules.values()],
      blackLists: [...this.blackLists.values()],
      siteMonitors: [...this.siteMonitors.values()],
      eventBridgeRules: [...this.eventBridge.Rule.values()],
      apiDestinations: [...this.eventBridge.ApiDestination.values()],
      connections: [...this.eventBridge.Connection.values()],
      webhooks: [...this.webhooks.values()],
      alertRules: [...this.alertRules.values()],
      workspaces: [...this.workspaces.values()],
      notifyPolicies: [...this.notifyPolicies.values()],
      oneClick: [...this.oneClick],
      alertLog: this.alertLog,
    };
  }

  /** Fills a region that is empty. */
  restore(given: RegionSnapshot): void {
    // Groups first: their rules watch the instances in them.
    for (const each of given.monitorGroups) this.putMonitorGroup(each);
    for (const each of given.rules) this.putRule(each);
    for (const each of given.dynamicTags) this.dynamicTags.set(each.id, each);
    for (const each of given.eventRules) this.eventRules.set(each.name, each);
    for (const each of given.blackLists) this.blackLists.set(each.id, each);
    for (const each of given.siteMonitors ?? []) this.siteMonitors.set(each.taskId, each);
    const { Rule, ApiDestination, Connection } = this.eventBridge;
    for (const each of given.eventBridgeRules ?? []) Rule.set(String(each.RuleName), each);
    for (const each of given.apiDestinations ?? []) ApiDestination.set(String(each.ApiDestinationName), each);
    for (const each of given.connections ?? []) Connection.set(String(each.ConnectionName), each);
    for (const each of given.webhooks) this.webhooks.set(each.webhookId, each);
    for (const each of given.alertRules) this.alertRules.set(String(each.uuid), each);
    for (const each of given.workspaces) this.workspaces.set(String(each.workspaceName), each);
    for (const each of given.notifyPolicies) this.notifyPolicies.set(String(each.uuid), each);
    for (const each of given.oneClick ?? []) this.oneClick.add(each);
    this.alertLog.push(...given.alertLog);
    this.#notices = this.alertLog.length;
  }

  #rulesOf(group: number): RuleRecord[] {
    return [...this.rules.values()].filter(({ groupId }) => groupId === String(group));
  }

  #rereadRulesOf(group: number): void {
    for (const rule of this.#rulesOf(group)) this.putRule(rule);
  }

  #log(noticed: Noticed): void {
    const entry = logNotice(noticed, this.rules.get(noticed.rule.ruleId), ++this.#notices);
    this.alertLog.push(entry);
    if (this.alertLog.length > LOG) this.alertLog.shift();
    for (const callback of noticed.callbacks) this.#logged.set(callback, entry);
  }
}
