import { spanText } from "../../components/vocabulary/duration.ts";
import type { Callback } from "../meaning/callback.ts";
import type { Program } from "../meaning/program.ts";
import { receiverOf } from "../meaning/receiver.ts";
import type { Rule } from "../meaning/rule.ts";
import { code, codes } from "../meaning/words.ts";
import { listChange, note, risk, type Sentence, type Sides } from "./aspect.ts";

/** Destinations that a source can deliver to, by its default and its routes. */
function destinationsOf(callback: Callback, program: Program): string[] {
  const receiver = receiverOf(program.receivers, callback);
  const source = callback.source === undefined ? undefined : receiver?.config.sources[callback.source];
  const routes = (source?.routes ?? []).flatMap(({ deliverTo }) => deliverTo);
  return [...new Set([...(source?.deliverTo ?? []), ...routes])].sort();
}

/** `ilert (source production)`, or the host that is called back. */
export function placeText(callback: Callback, program: Program): string {
  if (callback.source === undefined) return code(callback.host);
  const destinations = destinationsOf(callback, program);
  const source = `source ${code(callback.source)}`;
  return destinations.length > 0
    ? `${codes(destinations)} (${source})`
    : `${source} at ${code(callback.host)}`;
}

/** What changes about where incidents go. A new token alone is told once, with the source. */
export function sayCallback(before: Rule, after: Rule, sides: Sides): Sentence[] {
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

/** Parameters that event rules have. */
const PARAMETERS: Record<string, (value: string | undefined) => string> = {
  resolvedBy: (value) =>
    value
      ? `incidents of {it} are ended by ${codes(value.split(","))}`
      : "incidents of {it} are ended by what the catalogue says",
  openFor: (value) =>
    value === undefined
      ? "incidents of {it} that no event ends stay open as long as the receiver's default"
      : `incidents of {it} that no event ends stay open for ${spanText(Number(value))}`,
};

/** What the callback URL tells the receiver besides the rule's key and labels. */
export function sayParameters(before: Callback, after: Callback): Sentence[] {
  const names = [...new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before.parameters[name], after.parameters[name]];
    if (old === now) return [];
    const said = PARAMETERS[name]?.(now) ?? `the callback of {it} says ${code(`${name}=${now ?? ""}`)}`;
    const was = name === "openFor" ? spanText(Number(old)) : code(old ?? "");
    return [note(old === undefined ? said : `${said} (was ${was})`)];
  });
}

/** Labels that stay with the rule, and begin or cease to be sent with its callbacks. */
function sayTravelling(before: Rule, after: Rule): Sentence[] {
  const sent = ({ labels, callback }: Rule) =>
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
export function sayIdentity(before: Rule, after: Rule): Sentence[] {
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
export function followsReceiver(before: Rule, after: Rule, sides: Sides): boolean {
  const [old, now] = [before.callback, after.callback];
  if (!old?.source || !now || old.source !== now.source || before.key !== after.key) return false;
  return Boolean(receiverOf(sides.before.receivers, old) && receiverOf(sides.after.receivers, now));
}
