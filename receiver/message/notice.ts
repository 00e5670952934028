import type { Alert } from "../alert.ts";
import type { RelayConfig } from "../config/config.ts";
import type { Message, MessageKind } from "../destinations/destination.ts";
import { destinationOf } from "../destinations/registry.ts";
import { lookup } from "../lookup.ts";
import { clockText } from "./clock.ts";
import { type Both, COLON, type Language, say } from "./language.ts";
import { levelWord, RESOLVED } from "./levels.ts";
import { failureText } from "./reasons.ts";

/** Incidents that were over before anything of them could arrive. */
export interface Over {
  count: number;
  /** From when to when, in milliseconds since 1970. */
  from: number;
  until: number;
  /** Whether the destination was unreachable then. */
  unreachable: boolean;
  /** Titles of the first ones. */
  titles: string[];
  /** Source of the newest: its language and time zone are used. */
  source: string;
}

/** What identifies a message that the destination's object makes itself. */
export interface Notice {
  kind: MessageKind;
  key: string;
  number: number;
  at: number;
}

/** Tells in one message of all that is over, so that nobody is paged for it. `open`: how many are not. */
export function summaryMessage(
  config: RelayConfig,
  destination: string,
  notice: Notice,
  over: Over,
  open: number,
): Message {
  const { count, from, until, unreachable, titles, source } = over;
  const { language, timeZone = "UTC" } = lookup(config.sources, source) ?? { language: "en" };
  const own = (both: Both) => say(both, language);
  const happened = own([
    `${plural(count, "incident")} opened and ${count === 1 ? "was" : "were"} resolved`,
    `${count} 个告警已触发并恢复`,
  ]);
  const span = `${clockText(from, until, timeZone)}–${clockText(until, until, timeZone)}`;
  const when = unreachable
    ? own([`${destination} was unreachable ${span}`, `${destination} 在 ${span} 无法访问`])
    : own([`Before they could be told, ${span}`, `送达之前，${span}`]);
  const still = own([`${open} ${open === 1 ? "is" : "are"} open`, `${open} 个尚未恢复`]);
  const sentence = own([`${when}: ${happened}, ${still}`, `${when}：${happened}，${still}`]);
  const more = count - titles.length;
  const lines = [...titles, ...(more > 0 ? [own([`and ${more} more`, `另有 ${more} 个`])] : [])];
  return noticeMessage(
    config,
    destination,
    source,
    notice,
    happened,
    [sentence, ...lines].join("\n"),
    language,
  );
}

/** One line that finds out whether a chat answers again, where what waits may have been read already. */
export function probeMessage(
  config: RelayConfig,
  destination: string,
  notice: Notice,
  { waiting, since, source }: { waiting: number; since: number; source: string },
): Message {
  const { language, timeZone = "UTC" } = lookup(config.sources, source) ?? { language: "en" };
  const clock = clockText(since, notice.at, timeZone);
  const title = say(
    [
      `${plural(waiting, "message")} ${waiting === 1 ? "waits" : "wait"}: no answer from here since ${clock}`,
      `${waiting} 条消息在等待：自 ${clock} 起没有应答`,
    ],
    language,
  );
  return noticeMessage(config, destination, source, notice, title, title, language);
}

/** Key of the rule that the relay's own alerts are of. */
const OWN_RULE = "cloudmonitor-relay";

/** Whether an alert is of the relay itself: of what becomes of it nobody is told in turn. */
export function isOfRelay(alert: Alert | undefined): boolean {
  return alert?.kind === "unrecognised" && alert.rule.key === OWN_RULE;
}

const TROUBLES: Record<"refused" | "down" | "dead", (name: string) => Both> = {
  refused: (name) => [`${name} refuses access`, `${name} 拒绝访问`],
  down: (name) => [`${name} does not answer`, `${name} 没有应答`],
  dead: (name) => [`A message to ${name} is a dead letter`, `${name} 有消息无法送达`],
};

/** What other destinations are told of one that is in trouble, as an alert of the relay's own. */
export function troubleAlert(
  destination: string,
  { what, reason }: { what: keyof typeof TROUBLES; reason: string | null },
  language: Language,
): Alert {
  const name = say(TROUBLES[what](destination), language);
  return {
    kind: "unrecognised",
    state: "firing",
    level: "info",
    rule: { key: OWN_RULE, name },
    dimensions: {},
    text: reason ? name + say(COLON, language) + failureText(reason, language) : name,
    fields: {},
  };
}

function noticeMessage(
  config: RelayConfig,
  destination: string,
  source: string,
  { kind, key, number, at }: Notice,
  title: string,
  text: string,
  language: Language,
): Message {
  const settings = lookup(config.destinations, destination);
  if (!settings) throw new Error(`no destination "${destination}"`);
  const isResolved = kind === "resolved";
  const state = isResolved ? say(RESOLVED, language) : levelWord("info", "unrecognised", language);
  return {
    id: `${key.slice(0, 24)}_${at}_${number}_${kind}`,
    kind,
    key,
    severity: settings.severities.info ?? destinationOf(settings.kind).severities.info,
    title,
    headline: `[${state}] ${title}`,
    text,
    links: {},
    alert: {
      kind: "unrecognised",
      state: isResolved ? "resolved" : "firing",
      level: "info",
      rule: { key: OWN_RULE, name: title },
      dimensions: { destination },
      text,
      fields: {},
    },
    at,
    openedAt: at,
    source,
    language,
    callback: { body: "", contentType: null },
    memory: undefined,
  };
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
