import { type Alert, identityOf, incidentKey } from "../receiver/alert.ts";
import { readCallbackUrl } from "../receiver/config/urls.ts";
import { destinationOf } from "../receiver/destinations/registry.ts";
import { UNKNOWN_LEVEL } from "../receiver/ledger/decide.ts";
import { LEVELS } from "../receiver/level.ts";
import type { LogEntry } from "../receiver/log.ts";
import { destinationsOf } from "../receiver/routing.ts";
import { readBody } from "../receiver/sources/index.ts";
import { contextOf, splitQuery } from "../receiver/sources/parameters.ts";
import { stableName } from "../receiver/stable-name.ts";
import { callerAddress } from "./cloudmonitor/caller.ts";
import type { DueCallback } from "./cloudmonitor/cloudmonitor.ts";
import { type Posted, postCallback, verifyCallbackUrl } from "./cloudmonitor/post.ts";
import type { Expected, Scenario, ScenarioPost } from "./cloudmonitor/scenario.ts";
import { send } from "./cloudmonitor/test-button.ts";
import type { IncidentSummary, LocalEvent, Summary } from "./events.ts";
import type { RunningProgram, RunningReceiver } from "./running-program.ts";

/** How long after the last value late deliveries are waited for, in the program's own time. */
const AFTERMATH = 60 * 60 * 1000;

const NOT_HERE = "not sent: the host is not on this machine";

/** What is shown of whatever caused a callback. */
interface Cause {
  rule: string;
  /** As people call the resource. */
  name: string;
  /** By its dimensions. */
  resource: Readonly<Record<string, string>>;
  level: string;
  at: number;
}

/** An incident that a callback opened, as the receiver must know it. */
interface Tracked extends Cause {
  source: string;
  receiver: RunningReceiver;
  key: string;
  identity: string;
  /** The destinations that its routes have led to. */
  destinations: readonly string[];
  openedAt: number;
  resolvedAt: number | undefined;
  /** Why nobody is told of it by itself, if so: what holds it, or what it is told in. */
  reason: string | undefined;
}

type Entry = Extract<LogEntry, { event: "delivery" }> & { time: number };

/** What one receiver told at one moment. */
interface Delivered {
  receiver: RunningReceiver;
  entries: Entry[];
}

/**
 * Plays a scenario: lets the program's time run from the first value to the last, has CloudMonitor
 * evaluate its rules on the way, posts the callbacks, and lets the receivers deliver. Nothing waits
 * for the machine's clock, so hours take seconds.
 */
export class ScenarioRun {
  readonly #program: RunningProgram;
  readonly #emit: (event: LocalEvent) => void;
  readonly #incidents: Tracked[] = [];
  readonly #episodes = new Map<string, number>();
  /** When each receiver has something to deliver next. */
  readonly #next = new Map<RunningReceiver, number | null>();
  #own: Expected[] = [];
  /** Why nobody was told of what was decided on since the last callback. */
  #reasons: string[] = [];
  #now = 0;

  constructor(program: RunningProgram, emit: (event: LocalEvent) => void) {
    this.#program = program;
    this.#emit = emit;
  }

  async run(scenario: Scenario): Promise<Summary> {
    const { cloudMonitor, regions } = this.#program;
    const monitors = regions.map(({ monitor }) => monitor);
    for (const monitor of monitors) monitor.feed(scenario.series);
    const posts = [...(scenario.posts ?? [])].sort((a, b) => a.at - b.at);
    this.#own = scenario.expect?.filter(({ opens }) => opens) ?? [];
    const span = spanOf([cloudMonitor.span(), ...posts.map(({ at }) => ({ start: at, end: at }))]);
    if (!span) throw new Error("the scenario has no values");
    this.#now = span.start;
    this.#program.setClock(() => this.#now);
    await this.#advance(span.start);
    await this.#verifyUrls();
    const step = Math.min(...monitors.map((monitor) => monitor.step()));
    for (let at = Math.ceil(span.start / step) * step; at <= span.end; at += step) {
      const callbacks = monitors.flatMap((monitor) => monitor.check(at));
      if (callbacks.length > 0 || this.#isDue(at)) await this.#advance(at);
      for (const callback of callbacks) await this.#deliver(callback);
      while (posts[0] && posts[0].at <= at) await this.#post(posts.shift() as ScenarioPost);
    }
    for (const post of posts) await this.#post(post);
    await this.#advance(span.end + AFTERMATH);
    return this.#summarise(scenario.expect);
  }

  /** As CloudMonitor does before it first posts to a URL. */
  async #verifyUrls(): Promise<void> {
    const urls = this.#program.regions.flatMap(({ monitor }) =>
      [...monitor.rules.values()].flatMap(({ webhook }) => (webhook ? [webhook] : [])),
    );
    for (const url of new Set(urls)) {
      const here = this.#program.here(url);
      const status = here === undefined ? 200 : await verifyCallbackUrl(here);
      if (status !== 200)
        throw new Error(`a callback URL answered its verification with ${status ?? "nothing"}, not 200`);
    }
  }

  #from(url: string, region: string): string {
    return callerAddress(region, this.#program.callersOf(url));
  }

  #isDue(at: number): boolean {
    return [...this.#next.values()].some((next) => next !== null && next <= at);
  }

  /** Moves time forward and tells what the receivers did meanwhile. */
  async #advance(at: number): Promise<void> {
    this.#show(await this.#pass(at));
  }

  /** Moves time forward, and answers what the receivers delivered meanwhile. */
  async #pass(at: number): Promise<Delivered[]> {
    this.#now = Math.max(this.#now, at);
    const delivered: Delivered[] = [];
    for (const receiver of this.#program.receivers) {
      const { log, next } = await receiver.relay.advance(this.#now);
      this.#next.set(receiver, next);
      for (const entry of log)
        if (entry.event === "decision" && entry.reason !== undefined) this.#reasons.push(entry.reason);
      // Destinations are told side by side; what happened at one moment is shown by name.
      const entries = log.filter((entry) => entry.event === "delivery").sort(byTimeAndDestination);
      delivered.push({ receiver, entries });
    }
    return delivered;
  }

  #show(delivered: Delivered[]): void {
    for (const { receiver, entries } of delivered) {
      for (const entry of entries) {
        const { source, destination, kind, key, attempt, outcome, reason = null } = entry;
        const time = new Date(entry.time).toISOString();
        this.#watch(receiver, entry);
        this.#emit({ event: "delivery", time, source, destination, kind, key, attempt, outcome, reason });
      }
    }
  }

  async #deliver(callback: DueCallback): Promise<void> {
    const url = new URL(callback.url);
    const receiver = this.#program.receiverOf(url);
    const here = this.#program.here(callback.url);
    if (!receiver || here === undefined) {
      this.#tell(callback, url.hostname, null, NOT_HERE, null);
      return;
    }
    const source = url.pathname.split("/")[2] ?? "";
    this.#reasons = [];
    const from = this.#from(callback.url, callback.fields.regionId ?? this.#program.region.name);
    const posted = await postCallback(callback, here, from, (gap) => this.#advance(this.#now + gap));
    this.#program.region.posted(callback, posted);
    const decision = decisionOf(posted);
    const { fields, notice, series } = callback;
    const cause = {
      rule: ruleOf(callback),
      name: series.name ?? Object.values(series.resource).join(" "),
      resource: series.resource,
      level: notice.level ?? (notice.state === "INSUFFICIENT_DATA" ? "no-data" : ""),
      at: callback.at,
    };
    const body = new URLSearchParams(fields).toString();
    const delivered = await this.#pass(this.#now);
    const [reason] = this.#reasons;
    const key = this.#track(cause, body, url, receiver, source, decision, reason);
    this.#tell(callback, source, posted, decision, key, reason);
    this.#show(delivered);
  }

  #tell(
    callback: DueCallback,
    to: string,
    posted: Posted | null,
    decision: string,
    key: string | null,
    reason?: string,
  ): void {
    const { fields, by, at, series, notice } = callback;
    this.#emit({
      event: "callback",
      time: new Date(at).toISOString(),
      rule: ruleOf(callback),
      resource: series.name ?? Object.values(series.resource).join(" "),
      state: notice.state,
      level: notice.level ?? notice.previous,
      value: notice.value === undefined ? null : withUnit(fields.curValue ?? "", fields.unit),
      to,
      by,
      status: posted?.status ?? null,
      decision,
      ...(reason !== undefined && { reason }),
      key,
    });
  }

  /** Sends what is no callback of a rule on a metric. */
  async #post(post: ScenarioPost): Promise<void> {
    const { url: text, headers, body, region, at, rule, resource, state } = post;
    await this.#advance(at);
    const url = new URL(text);
    const receiver = this.#program.receiverOf(url);
    const here = this.#program.here(text);
    const source = url.pathname.split("/")[2] ?? "";
    const to = receiver ? source : url.hostname;
    let [status, decision, key]: [number | null, string, string | null] = [null, NOT_HERE, null];
    if (receiver && here !== undefined) {
      const request = { url: here, method: "POST", headers, body };
      const tested = await send(request, this.#from(text, region));
      status = tested.status ?? null;
      decision = decisionOf(tested);
      const cause = { rule, name: resource, resource: {}, level: post.level ?? "", at };
      key = this.#track(cause, body, url, receiver, source, decision);
    }
    const time = new Date(at).toISOString();
    const { level } = post;
    this.#emit({
      ...{ event: "callback", time, rule, resource, state, level, value: null },
      ...{ to, by: "rule", status, decision, key },
    });
    await this.#advance(at);
  }

  /** Keeps account of what ought to be open, from the callbacks alone. Answers the incident's key. */
  #track(
    cause: Cause,
    body: string,
    { search }: URL,
    receiver: RunningReceiver,
    source: string,
    decision: string,
    reason?: string,
  ): string | null {
    const { parameters } = splitQuery(search);
    const [alert] = readBody(body, contextOf(parameters)).alerts;
    if (!alert) return null;
    const identity = identityOf(alert);
    const track = `${source}\n${identity}`;
    const destinations = routed(receiver, source, alert);
    if (decision === "opened" || decision === "overtaken") {
      const episode = (this.#episodes.get(track) ?? 0) + 1;
      this.#episodes.set(track, episode);
      const key = incidentKey(source, identity, episode);
      this.#incidents.push({
        ...cause,
        ...{ source, receiver, key, identity, destinations, reason },
        openedAt: cause.at,
        resolvedAt: undefined,
      });
      return key;
    }
    const key = incidentKey(source, identity, this.#episodes.get(track) ?? 0);
    const incident = this.#incidents.find((each) => each.key === key);
    if (!incident) return null;
    if (decision === "escalated") {
      incident.level = worse(incident.level, cause.level);
      incident.destinations = [...new Set([...incident.destinations, ...destinations])];
    }
    if (decision === "resolved") incident.resolvedAt = cause.at;
    return key;
  }

  /** What the receiver opens or ends by itself: of what did not come, or after some time. */
  #watch(receiver: RunningReceiver, { key, kind, time, source: of, destination }: Entry): void {
    const incident = this.#incidents.find((each) => each.key === key);
    if (incident && kind === "resolved") incident.resolvedAt ??= time;
    const expected = this.#own.find(({ opens }) => opens?.key === key);
    if (incident?.identity === "" && !incident.destinations.includes(destination))
      incident.destinations = [...incident.destinations, destination];
    if (incident || kind !== "opened") return;
    if (!expected?.opens) {
      // Bodies that are passed on have a key of their own, and nothing stands for many of them.
      const to = receiver.config.destinations[destination];
      if (to && destinationOf(to.kind).passesOn) return;
      // One that stands for many: what it is called is known where it was told.
      const told = this.#standInOf(destination, { key, identity: "" });
      this.#incidents.push({
        ...{
          rule: told?.title ?? "",
          name: "",
          resource: {},
          level: "",
          at: time,
          source: of,
          receiver,
          key,
        },
        ...{
          identity: "",
          destinations: [destination],
          openedAt: time,
          resolvedAt: undefined,
          reason: undefined,
        },
      });
      return;
    }
    const { source, alert } = expected.opens;
    const { rule, resource } = expected;
    this.#incidents.push({
      ...{ rule, name: "no heartbeat", resource, level: alert.level ?? "", at: time, source, receiver, key },
      ...{ identity: identityOf(alert), destinations: routed(receiver, source, alert) },
      openedAt: time,
      resolvedAt: undefined,
      reason: undefined,
    });
  }

  #summarise(expected: Expected[] | undefined): Summary {
    const incidents = this.#incidents.map((incident) => this.#incidentSummary(incident));
    const free = new Set(this.#incidents);
    const missing: string[] = [];
    const check = (incident: Tracked) => {
      for (const destination of incident.destinations) {
        const state = this.#stateAt(destination, incident)?.state ?? notTold(incident);
        if (state !== "resolved" && state !== NOT_TOLD)
          missing.push(`${this.#nameOf(incident)}: ${state} at ${destination}`);
      }
    };
    for (const wanted of expected ?? []) {
      const incident = [...free].find((each) => fits(each, wanted));
      if (incident) {
        free.delete(incident);
        check(incident);
      } else {
        const resource = Object.values(wanted.resource).join(" ") || "any resource";
        missing.push(
          `${wanted.rule} on ${resource}${wanted.level ? ` at ${wanted.level}` : ""}: did not open`,
        );
      }
    }
    if (!expected) for (const incident of this.#incidents) check(incident);
    return { event: "summary", ok: missing.length === 0, incidents, missing };
  }

  #incidentSummary(incident: Tracked): IncidentSummary {
    const { rule, name: resource, key, level, destinations: names, openedAt, resolvedAt } = incident;
    return {
      rule,
      resource,
      level,
      opened: new Date(openedAt).toISOString(),
      resolved: resolvedAt === undefined ? null : new Date(resolvedAt).toISOString(),
      key,
      destinations: Object.fromEntries(
        names.map((name) => [
          name,
          this.#stateAt(name, incident) ?? { state: notTold(incident), severity: "" },
        ]),
      ),
    };
  }

  #nameOf({ rule, name }: Tracked): string {
    return name === "" ? rule : `${rule} on ${name}`;
  }

  /**
   * Where an incident stands at a destination. Opsgenie's keys go on after the relay's, a chat shows only
   * the beginning of it, and a vendor that was handed CloudMonitor's own body goes by rule and resource.
   */
  #stateAt(destination: string, incident: Tracked): { state: string; severity: string } | undefined {
    const found = this.#standInOf(destination, incident);
    if (!found) return undefined;
    const { state, severity, priority } = found;
    return { state, severity: priority ? `${priority}/${severity}` : String(severity) };
  }

  /** The incident as a destination has it. */
  #standInOf(destination: string, { key, identity }: Pick<Tracked, "key" | "identity">) {
    return this.#program.standIns
      .get(destination)
      ?.standIn.incidents.list()
      .findLast((each) => each.key.startsWith(key) || key.startsWith(each.key) || each.key === identity);
  }
}

/** What became of a destination of an incident that is held, or told with others. */
const NOT_TOLD = "not told";

function notTold({ reason }: Tracked): string {
  return reason === undefined ? "never arrived" : NOT_TOLD;
}

function byTimeAndDestination(
  a: { time: number; destination: string },
  b: { time: number; destination: string },
) {
  return a.time - b.time || a.destination.localeCompare(b.destination);
}

/** The rule's stable key, as the callback URL or the rule id carries it. */
function ruleOf(callback: DueCallback): string {
  return readCallbackUrl(callback.url)?.rule ?? stableName(callback.rule.ruleId);
}

/** The destinations that the routes of a source lead an alert to. */
function routed({ config }: RunningReceiver, source: string, alert: Alert): string[] {
  const settings = config.sources[source];
  return settings ? destinationsOf(settings, alert, alert.level ?? UNKNOWN_LEVEL) : [];
}

function spanOf(
  spans: ({ start: number; end: number } | undefined)[],
): { start: number; end: number } | undefined {
  const known = spans.filter((each) => each !== undefined);
  if (known.length === 0) return undefined;
  return {
    start: Math.min(...known.map(({ start }) => start)),
    end: Math.max(...known.map(({ end }) => end)),
  };
}

function decisionOf(posted: Pick<Posted, "status" | "body">): string {
  if (posted.status !== 200) return posted.status === undefined ? "no answer" : `HTTP ${posted.status}`;
  const { decision } = JSON.parse(posted.body) as { decision?: string };
  return decision ?? posted.body.trim();
}

function fits(incident: Tracked, wanted: Expected): boolean {
  const { resource } = incident;
  return (
    (wanted.opens === undefined || wanted.opens.key === incident.key) &&
    incident.rule === wanted.rule &&
    (wanted.level === undefined || wanted.level === incident.level) &&
    Object.entries(wanted.resource).every(([dimension, value]) => resource[dimension] === value)
  );
}

function worse(a: string, b: string): string {
  const order: readonly string[] = LEVELS;
  return order.indexOf(b) !== -1 && order.indexOf(b) < order.indexOf(a) ? b : a;
}

/** As the callback has it, for a column of a table: `97.4%`, `3 count`. */
function withUnit(value: string, unit = ""): string {
  return /^\p{L}/u.test(unit) ? `${value} ${unit}` : `${value}${unit}`;
}
