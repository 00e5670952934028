import { LOCAL_ACCOUNT } from "../../program/evaluator/lookups.ts";
import { type Place, placeOf } from "../../program/model/place.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { LOCAL_REGION } from "../../program/project/made-up.ts";
import { PARAMETER, readCallbackUrl } from "../../receiver/config/urls.ts";
import { stableName } from "../../receiver/stable-name.ts";
import type { Scenario } from "../cloudmonitor/scenario.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import type { RunningProgram } from "../running-program.ts";
import { eventBridgePart, eventRulePart } from "./event-rule.ts";
import { heartbeatPart } from "./heartbeat.ts";
import { metricRulePart } from "./metric-rule.ts";
import { prometheusRulePart } from "./prometheus-rule.ts";
import { promqlRulePart } from "./promql-rule.ts";
import type { NotShown, Part, Walk } from "./walk.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A rule that is sent on some days of the week only has had its time by then. */
const LONGEST_WAIT = 8 * DAY;

/** A scenario in which every rule of a program fires and recovers, one after the other. */
interface OwnScenario extends Scenario {
  /** Rules that can't be shown, with the reason. */
  notShown: NotShown[];
}

/**
 * Makes a scenario from a program's own rules: each rises over its threshold, holds, and falls, at a resource of its
 * own. It ends before `now`, in milliseconds since 1970.
 */
export function ownScenario(running: RunningProgram, now: number): OwnScenario {
  const parts = partsOf(running);
  const walks = parts.filter((each): each is Walk => "play" in each);
  const notShown = parts.filter((each): each is NotShown => "reason" in each);
  // When rules are sent depends on the day, so how long it takes depends on when it begins.
  let start = floor(now, DAY);
  let placed = place(walks, start);
  for (let tries = 0; placed.end > now && tries < 10; tries++) {
    start = floor(start - Math.max(DAY, placed.end - now), DAY);
    placed = place(walks, start);
  }
  const { starts, end } = placed;
  const scenario: OwnScenario = {
    series: [],
    posts: [],
    expect: [],
    notShown: [...notShown, ...placed.never],
  };
  for (const [walk, at] of starts) {
    const { series, posts, expect } = walk.play(at);
    for (const [index, each] of series.entries()) {
      const more = Math.max(0, Math.ceil((end - each.start) / each.interval) - each.values.length);
      each.values.push(...Array<number>(more).fill(walk.goesOn[index] ?? 0));
    }
    scenario.series.push(...series);
    scenario.posts?.push(...posts);
    scenario.expect?.push(...expect);
  }
  return scenario;
}

/** Gives each walk its time, one after the other. */
function place(walks: readonly Walk[], start: number) {
  const starts = new Map<Walk, number>();
  const never: NotShown[] = [];
  let free = start;
  let end = start;
  for (const walk of walks) {
    const first = ceil(walk.aside ? start : free, walk.step);
    let at = first;
    while (walk.isSent && !walk.isSent(at) && at - first < LONGEST_WAIT)
      at = ceil(at + 5 * MINUTE, walk.step);
    if (walk.isSent && !walk.isSent(at)) {
      const [expected] = walk.play(at).expect;
      never.push({ rule: expected?.rule ?? "", reason: "at no time of a week is what it sends let through" });
      continue;
    }
    starts.set(walk, at);
    end = Math.max(end, at + walk.length);
    if (!walk.aside) free = at + walk.length;
  }
  return { starts, end, never };
}

function partsOf(running: RunningProgram): Part[] {
  const { program, regions, receivers } = running;
  const own: Place = { account: LOCAL_ACCOUNT, region: program.region ?? LOCAL_REGION };
  const regionOf = (entry: { resource: Parameters<typeof placeOf>[0] }): RegionStore => {
    const { account, region } = placeOf(entry.resource, program, own);
    return regions.find((each) => each.account.id === account && each.name === region) ?? running.region;
  };
  const takes = (callback: Parameters<typeof receiverOf>[1]) => receiverOf(receivers, callback) !== undefined;
  const disabled = { reason: "it is disabled" };
  const elsewhere = { reason: "it calls back no receiver of this program" };
  return [
    ...regions.flatMap((region) =>
      [...region.rules.values()].map((rule) => metricPart(rule.ruleId, region, running)),
    ),
    ...program.eventRules.map((rule): Part => {
      if (!rule.enabled) return { rule: rule.key, ...disabled };
      return takes(rule.callback) ? eventRulePart(rule, regionOf(rule)) : { rule: rule.key, ...elsewhere };
    }),
    ...program.eventBridgeRules.map((rule): Part => {
      if (!rule.enabled) return { rule: rule.key, ...disabled };
      return takes(rule.callback) ? eventBridgePart(rule, regionOf(rule)) : { rule: rule.key, ...elsewhere };
    }),
    ...program.prometheusRules.map((rule): Part => {
      if (!rule.enabled) return { rule: rule.key ?? rule.ruleName, ...disabled };
      return prometheusRulePart(rule, program, regionOf(rule));
    }),
  ];
}

/** The part of a rule on a metric, as the local CloudMonitor has it. */
function metricPart(id: string, region: RegionStore, running: RunningProgram): Part {
  const record = region.rules.get(id);
  const rule = region.monitor.rules.get(id);
  const contacts =
    rule?.contactGroups.flatMap((name) => region.monitor.groups.get(name)?.contacts ?? []) ?? [];
  const byContact = contacts.flatMap((name) => region.monitor.contacts.get(name)?.dingTalkWebhook ?? []);
  const url = [record?.webhook ?? [], byContact].flat().find((each) => running.here(each) !== undefined);
  const target = url === undefined ? undefined : readCallbackUrl(url);
  const key = readCallbackUrl(record?.webhook ?? "")?.rule ?? stableName(id);
  if (!record?.enabled) return { rule: key, reason: "it is disabled" };
  const receiver = url === undefined ? undefined : running.receiverOf(new URL(url));
  if (!url || !target || !receiver) return { rule: key, reason: "it calls back no receiver of this program" };
  if (record.prometheus) return promqlRulePart(record, key, region);
  if (!rule) return { rule: key, reason: region.notEvaluated.get(id) ?? "it is not evaluated here" };
  const name = target.others[PARAMETER.heartbeat];
  if (name !== undefined) return heartbeatPart(rule, { name, source: target.source, url }, receiver, region);
  return metricRulePart(rule, key, region);
}

function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

function ceil(time: number, step: number): number {
  return Math.ceil(time / step) * step;
}
