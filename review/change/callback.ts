import { type CallbackTarget, readCallback } from "../../program/model/callback.ts";
import type { MetricRule } from "../../program/model/metric-rules.ts";
import type { Program } from "../../program/model/program.ts";
import { receiverOf } from "../../program/model/receivers.ts";
import { reachedBy } from "../../program/model/routes.ts";
import { lookup } from "../../receiver/lookup.ts";
import { code, codes } from "../wording/words.ts";
import { listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";
import { sayOpenFor } from "./open-for.ts";

/** How many resources of the new program call back these sources. */
export function callersOf(sides: Sides, sources: string[]): number {
  const urls = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(urls) : [];
  };
  return sides.after.resources.filter(({ custom, type, inputs: given }) => {
    if (!custom || type.startsWith("cloudflare:")) return false;
    return urls(given).some((url) => {
      const source = readCallback(url)?.source;
      return source !== undefined && sources.includes(source);
    });
  }).length;
}

/** Destinations that a callback can lead to, by its source's default and its routes. */
function destinationsOf(callback: CallbackTarget, program: Program): string[] {
  const receiver = receiverOf(program.receivers, callback);
  const source = receiver && lookup(receiver.config.sources, callback.source ?? "");
  return source ? reachedBy(source).sort() : [];
}

/** `ilert (source production)`, or the host that is called back. */
export function placeText(callback: CallbackTarget, program: Program): string {
  if (callback.source === undefined) return code(callback.host);
  const destinations = destinationsOf(callback, program);
  const source = `source ${code(callback.source)}`;
  return destinations.length > 0
    ? `${codes(destinations)} (${source})`
    : `${source} at ${code(callback.host)}`;
}

/** What changes about where incidents go. A new token alone is told once, with the source. */
export function sayCallback(before: MetricRule, after: MetricRule, sides: Sides): Sentence[] {
  const [old, now] = [before.callback, after.callback];
  if (!old && now) return [note(`{it} now opens incidents at ${placeText(now, sides.after)}`)];
  if (old && !now)
    return [
      risk(
        `{it} no longer opens incidents, and open ones will not resolve by themselves (was: at ${placeText(old, sides.before)})`,
      ),
    ];
  if (!old || !now) return [];
  if (old.source !== now.source) {
    return [
      note(
        `incidents of {it} go to ${placeText(now, sides.after)} instead of ${placeText(old, sides.before)}`,
      ),
    ];
  }
  if (old.host !== now.host) {
    // The address of the receiver itself is told with the receiver.
    return followsReceiver(before, after, sides)
      ? []
      : [note(`{it} calls back ${code(now.host)} instead of ${code(old.host)}`)];
  }
  const travelling = [...sayTravelling(before, after), ...sayParameters(old, now)];
  if (travelling.length > 0) return travelling;
  if (old.rest === now.rest || followsReceiver(before, after, sides)) return [];
  return [note("{it} calls back with another token")];
}

/** Parameters that event rules alone have. */
const PARAMETERS: Record<string, (value: string | undefined) => string> = {
  resolvedBy: (value) =>
    value
      ? `incidents of {it} are ended by ${codes(value.split(","))}`
      : "incidents of {it} are ended by what the catalogue says",
};

/** What the callback URL tells the receiver besides the rule's key and labels. */
export function sayParameters(before: CallbackTarget, after: CallbackTarget): Sentence[] {
  const names = [...new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before.parameters[name], after.parameters[name]];
    if (old === now) return [];
    const seconds = (text: string | undefined) => (text === undefined ? undefined : Number(text));
    if (name === "openFor") return [sayOpenFor(seconds(old), seconds(now))];
    const said = PARAMETERS[name]?.(now) ?? `the callback of {it} says ${code(`${name}=${now ?? ""}`)}`;
    return [note(old === undefined ? said : `${said} (was ${code(old)})`)];
  });
}

/** Labels that stay with the rule, and begin or cease to be sent with its callbacks. */
function sayTravelling(before: MetricRule, after: MetricRule): Sentence[] {
  const sent = ({ labels, callback }: MetricRule) =>
    Object.keys(labels).filter((name) => callback?.labels[name] !== undefined);
  const kept = Object.keys(before.labels).filter((name) => after.labels[name] !== undefined);
  const [old, now] = [before, after].map((rule) => sent(rule).filter((name) => kept.includes(name)));
  const { gone, come } = listChange(old ?? [], now ?? []);
  return [
    ...(gone.length > 0 ? [note(`incidents of {it} no longer carry the labels ${codes(gone)}`)] : []),
    ...(come.length > 0 ? [note(`incidents of {it} now carry the labels ${codes(come)}`)] : []),
  ];
}

/** Whether incidents of before are still known after. */
export function sayIdentity(before: MetricRule, after: MetricRule): Sentence[] {
  const [old, now] = [before.callback?.source, after.callback?.source];
  const change = (what: string) => [
    risk(`the dedup identity of {it} changes (${what}): open incidents will not resolve by themselves`),
  ];
  if (old !== undefined && now !== undefined && old !== now)
    return change(`source ${code(old)} → ${code(now)}`);
  if (before.key === undefined || after.key === undefined || before.key === after.key) return [];
  return change(`${code(before.key)} → ${code(after.key)}`);
}

/** Whether the callback URL only follows the receiver: another token or host name, for the same source. */
export function followsReceiver(before: MetricRule, after: MetricRule, sides: Sides): boolean {
  const [old, now] = [before.callback, after.callback];
  if (!old?.source || !now || old.source !== now.source || before.key !== after.key) return false;
  return Boolean(receiverOf(sides.before.receivers, old) && receiverOf(sides.after.receivers, now));
}
