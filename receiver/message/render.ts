import type { Alert } from "../alert.ts";
import type { RelayConfig, SourceConfig } from "../config/config.ts";
import type { Message, MessageKind } from "../destinations/destination.ts";
import type { Level } from "../level.ts";
import { lookup } from "../lookup.ts";
import { aloneLines } from "./alone.ts";
import { type Journey, journeyLines } from "./late.ts";
import { mentionOf } from "./mention.ts";
import { isOfRelay } from "./notice.ts";
import { pictureOf } from "./picture.ts";
import type { Worst } from "./story.ts";
import { wordingOf } from "./wording.ts";
import { wordsFor } from "./words.ts";

/** What a message tells, before anything of it is text. */
export interface Telling {
  source: string;
  /** Key of the incident. */
  key: string;
  kind: MessageKind;
  level: Level;
  at: number;
  receivedAt: number;
  openedAt: number;
  /** Tells the messages of an incident from each other. */
  number: number;
  alert: Alert;
  callback?: { body: string; contentType: string | null } | undefined;
  /** What the destination's last request for the incident asked to be remembered. */
  memory?: string | undefined;
  /** The level that people were told before, if they were. */
  toldLevel?: Level | undefined;
  /** See `Story`. */
  head?: Alert | undefined;
  worst?: Worst | undefined;
}

/** Of a source that is not declared any more. */
const DEFAULTS: Pick<SourceConfig, "language" | "timeZone"> = { language: "en" };

const NO_CALLBACK = { body: "", contentType: null };

/** Renders a message with the configuration of this moment: the texts and the vendor's severity word. */
export function renderMessage(
  config: RelayConfig,
  destination: string,
  telling: Telling,
  journey?: Journey,
): Message {
  const {
    source,
    key,
    kind,
    level,
    at,
    receivedAt,
    openedAt,
    number,
    callback = NO_CALLBACK,
    memory,
    toldLevel,
    head,
    worst,
  } = telling;
  // What ends an incident that no callback ends is read from the one that opened it.
  const alert: Alert = kind === "resolved" ? { ...telling.alert, state: "resolved" } : telling.alert;
  const settings = lookup(config.sources, source) ?? DEFAULTS;
  const { severity, template, called } = wordsFor(config, source, destination, level, alert);
  const unsaid = alert.state !== telling.alert.state && alert.kind !== "test" && !isOfRelay(alert);
  const story = { kind, toldLevel, head, worst, unsaid };
  const wording = wordingOf(alert, { level, at, openedAt, source, settings, template, ...story });
  const { language, timeZone = "UTC" } = settings;
  const journeyed = journey ? journeyLines(kind, journey, language, timeZone) : [];
  // Below the line that says what is wrong: what stands last may be cut off.
  const [first = "", ...rest] = wording.text.split("\n");
  return {
    id: `${key.slice(0, 24)}_${receivedAt}_${number}_${kind}`,
    kind,
    key,
    severity,
    ...wording,
    picture: pictureOf(alert, wording.title, wording.links),
    mention: mentionOf(called, telling),
    text: [first, ...journeyed, ...rest, ...aloneLines(alert, kind, language)].join("\n"),
    alert,
    at,
    openedAt,
    source,
    language,
    callback,
    memory,
  };
}
