import type { Alert } from "../alert.ts";
import { cut } from "../destinations/text.ts";
import { limitText } from "./condition.ts";
import { eventLines } from "./event-words.ts";
import { type Both, COLON, type Language, say } from "./language.ts";
import { metricName } from "./metric-names.ts";
import { quantity } from "./quantity.ts";

/** Most code points of a part, so that no name crowds out how bad it is: vendors cut titles at 130. */
const LONGEST_PART = 60;
const LONGEST_TEXT = 100;

const NO_DATA: Both = ["no data", "无数据"];

/**
 * What a phone reads out: where, what and how bad, and the rule: `web-1 · CPU usage 97.4 % (≥ 95 %) · ecs-cpu`.
 * Never the level, for which most vendors have a place of their own.
 */
export function titleOf(alert: Alert, language: Language): string {
  const { rule, kind, dimensions } = alert;
  if (kind === "receiver") return rule.name;
  if (kind === "unrecognised" || kind === "test")
    return join([rule.name, cut(dimensions.reason ?? dimensions.event ?? "", LONGEST_TEXT)]);
  const { what, namesRule } = whatOf(alert, language);
  return join([cut(placeOf(alert), LONGEST_PART), what, namesRule ? "" : rule.name]);
}

function join(parts: readonly string[]): string {
  return parts.filter(Boolean).join(" · ");
}

/** What and how bad. `namesRule`: it says the rule's name already. */
function whatOf(alert: Alert, language: Language): { what: string; namesRule: boolean } {
  const { value, unit, condition, state, rule, metric } = alert;
  const subject = metricText(alert, language) ?? rule.name;
  const namesRule = subject === rule.name;
  if (state === "no-data")
    return { what: subject + say(COLON, language) + say(NO_DATA, language), namesRule };
  const said = cut(saidOf(alert, language), LONGEST_TEXT);
  if (said && (metric === undefined || isEvent(alert)))
    return { what: said, namesRule: said === rule.name || /^[ （]/.test(rest(said, rule.name)) };
  const limit = limitText(condition, unit, language);
  const between = metric === undefined ? say(COLON, language) : " ";
  const measured = value ? subject + between + quantity(value, unit, language) : subject;
  return { what: limit ? `${measured} (${limit})` : measured, namesRule };
}

/** What follows the beginning; empty if it doesn't begin so. */
function rest(text: string, beginning: string): string {
  return text.startsWith(beginning) ? text.slice(beginning.length) : "";
}

/** Of what was written for people the first line, or the next one where that is only the rule's name. */
function saidOf(alert: Alert, language: Language): string {
  if (isEvent(alert)) return eventLines(alert, language)[0] ?? "";
  const lines = (alert.text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => line !== alert.rule.name) ?? lines[0] ?? "";
}

export function isEvent({ kind }: Alert): boolean {
  return kind === "event" || kind === "subscription";
}

/** The metric by its name for people, else its id. */
export function metricText({ namespace, metric }: Alert, language: Language): string | undefined {
  const name = metric === undefined ? undefined : metricName(namespace, metric);
  return name ? say(name, language) : metric;
}

/** What tells series of Prometheus apart, as people would say it; the others are ids mostly. */
const TELLING =
  /^(namespace|pod|pod_name|node|instance|host|hostname|service|app|job|device|mountpoint|topic|queue)$/;

/** What says nothing about the place. */
const NO_PLACE = /^(userId|event|reason|alertname)$/;

/** The dimensions that say where. */
export function dimensionsOf({ dimensions }: Alert): [string, string][] {
  return Object.entries(dimensions).filter(([name]) => !NO_PLACE.test(name));
}

/** Where, in a few words: the resource's name with what tells its parts apart, such as a disk. */
export function placeOf(alert: Alert): string {
  const { resourceName, kind } = alert;
  const dimensions = dimensionsOf(alert);
  if (resourceName !== undefined) {
    // Of site monitoring: `taskName=shop，address=https://…`.
    const name = /^taskName=(.+?)[,，]\s*address=/.exec(resourceName)?.[1] ?? resourceName;
    const parts = dimensions.filter(([key, value]) => !/id$/i.test(key) && !name.includes(value));
    return [name, ...parts.map(([, value]) => value)].join(" ");
  }
  const telling = dimensions.filter(([name]) => TELLING.test(name));
  const shown = (kind === "prometheus" || kind === "grafana") && telling.length > 0 ? telling : dimensions;
  return shown.map(([, value]) => value).join(" ");
}
