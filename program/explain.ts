import { type Alert, identityOf, incidentKey, type SourceKind } from "../receiver/alert.ts";
import { isOfAnother } from "../receiver/callers.ts";
import type { RelayConfig, SourceConfig } from "../receiver/config/config.ts";
import type { Access, HttpRequest, MessageKind } from "../receiver/destinations/destination.ts";
import { destinationOf } from "../receiver/destinations/registry.ts";
import { eventTime } from "../receiver/event-time.ts";
import { UNKNOWN_LEVEL } from "../receiver/ledger/decide.ts";
import { firstEpisode } from "../receiver/ledger/one-off.ts";
import type { Level } from "../receiver/level.ts";
import { lookup } from "../receiver/lookup.ts";
import { renderMessage } from "../receiver/message/render.ts";
import { spanText } from "../receiver/message/span.ts";
import { unclearLines } from "../receiver/message/unclear.ts";
import { nextStretch } from "../receiver/quiet/calendar.ts";
import { FLAPPING_WITHIN } from "../receiver/quiet/flapping.ts";
import type { Facts } from "../receiver/quiet/stage.ts";
import { factsOf } from "../receiver/quiet/stages.ts";
import { destinationsOf, mismatch, routesOf } from "../receiver/routing.ts";
import { readBody } from "../receiver/sources/index.ts";
import { contextOf } from "../receiver/sources/parameters.ts";
import { noticeOf, noticeText } from "../receiver/sources/unrecognised.ts";

/** A body, and where it came to. */
export interface Question {
  config: RelayConfig;
  /** Name of the source. Throws if there is none of that name. */
  source: string;
  body: string;
  contentType?: string | null;
  /** The relay's own parameters of the callback URL: `rule=ecs-cpu&label.team=shop`. Default: none. */
  parameters?: string;
  access: (destination: string) => Access | undefined;
  /** What declares the rule behind an alert. Default: nothing is known of the rules. */
  declaredBy?: (alert: Alert) => DeclaredBy | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/** The component or resource that a person wrote. */
interface DeclaredBy {
  type: string;
  name: string;
  urn: string;
  position: { file: string; line: number; column: number } | undefined;
}

/** What the Worker would make of a body. Holds no secret of the configuration. */
export interface Explanation {
  source: string;
  /** Why nothing is taken of it, as it would stand in the status; undefined if something is. */
  refused: string | undefined;
  /** What could not be read. */
  problems: string[];
  alerts: ExplainedAlert[];
}

export interface ExplainedAlert {
  kind: SourceKind;
  state: Alert["state"];
  /** As it is taken: critical where the body does not say. */
  level: Level;
  rule: string;
  /** What declares the rule; left out where that is not known. */
  declaredBy?: DeclaredBy;
  resource: Record<string, string>;
  labels: Record<string, string>;
  /** Time of the alert, ISO 8601; undefined if the body has none. */
  at: string | undefined;
  /** What of the body could not be understood, and what it was taken for; left out where all is clear. */
  unclear?: string[];
  /**
   * What tells the incident from others, and its key if it is the first episode. That of a message that comes once
   * is another one each second: see `receiver/ledger/one-off.ts`.
   */
  identity: string;
  incidentKey: string;
  /** How long it stays open if nothing resolves it, in seconds; undefined: until something does. */
  openFor: number | undefined;
  /** Every route of the source: taken, or the first condition that is not met. */
  routes: { name: string; taken: boolean; mismatch: string | undefined }[];
  destinations: string[];
  /** What would hold a new incident back if it came now, or at another time; left out where nothing does. */
  quiet?: { stage: string; name: string; says: string }[];
  requests: ExplainedRequest[];
}

/** What would go out if the alert opened its incident or, for a recovery, ended it. */
interface ExplainedRequest {
  destination: string;
  message: MessageKind;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Says what becomes of a body, by the Worker's own code, without sending or storing anything. */
export async function explain(question: Question): Promise<Explanation> {
  const { config, source, body, parameters = "" } = question;
  const settings = lookup(config.sources, source);
  if (!settings) throw new Error(`no source "${source}"; there is ${Object.keys(config.sources).join(", ")}`);
  const { alerts, problems } = readBody(body, contextOf(parameters));
  const { expectedAccountId } = settings;
  const stranger = alerts.find((alert) => isOfAnother(expectedAccountId, alert));
  const refused =
    stranger && `is of the account ${stranger.account}, and only ${expectedAccountId} is expected`;

  const explained = refused ? [] : alerts.map((alert) => explainOne(question, settings, alert, body));
  const [problem] = problems;
  if (problem && !refused && settings.unrecognised !== "keep") {
    const text = noticeText(problem.error, body);
    explained.push(explainOne(question, settings, noticeOf(text), text));
  }
  return {
    source,
    refused,
    problems: problems.map(({ error }) => error),
    alerts: explained,
  };
}

function explainOne(question: Question, settings: SourceConfig, alert: Alert, body: string): ExplainedAlert {
  const { source, now } = question;
  const declaring = question.declaredBy?.(alert);
  const level = alert.level ?? UNKNOWN_LEVEL;
  const identity = identityOf(alert);
  const taken = routesOf(settings, alert, level);
  const destinations = destinationsOf(settings, alert, level).filter(
    (to) => !(isOwn(alert) && passesOn(question.config, to)),
  );
  const unclear = unclearLines(alert, "en");
  const quiet = alert.state === "resolved" ? [] : quietOf(settings, alert, level, now);
  const requests = destinations.map((destination) => requestsTo(destination, question, alert, level, body));
  return {
    kind: alert.kind,
    state: alert.state,
    level,
    rule: alert.rule.name,
    ...(declaring && {
      declaredBy: {
        type: declaring.type,
        name: declaring.name,
        urn: declaring.urn,
        position: declaring.position,
      },
    }),
    resource: { ...alert.dimensions },
    labels: { ...alert.labels },
    at: alert.time === undefined ? undefined : new Date(eventTime(alert.time, now)).toISOString(),
    ...(unclear.length > 0 && { unclear }),
    identity,
    incidentKey: incidentKey(source, identity, firstEpisode(identity, now) + 1),
    openFor: alert.openFor === undefined ? undefined : alert.openFor / 1000,
    routes: (settings.routes ?? []).map((route) => ({
      name: route.name,
      taken: taken.includes(route),
      mismatch: mismatch(route, alert, level),
    })),
    destinations,
    ...(quiet.length > 0 && { quiet }),
    requests: requests.flat(),
  };
}

/** Each maintenance window that an alert meets, with the time for which it holds it, or does so next; each inhibition, and what makes one incident of many. */
function quietOf(settings: SourceConfig, alert: Alert, level: Level, now: number) {
  const facts = factsOf(settings, alert, level) ?? {};
  const { maintenance = [], inhibition = [] } = facts;
  const inhibitions = inhibition.map(({ name, key, cause }) => {
    const shared = key ? ` with ${key}` : "";
    const says = cause
      ? `is a cause: what follows from it${shared} is held while it is open`
      : `holds a new incident while a cause${shared} is open`;
    return { stage: "inhibition", name, says };
  });
  const windows = maintenance.flatMap(({ name }) => {
    const window = settings.maintenance?.find((each) => each.name === name);
    const stretch = window && nextStretch(window, now);
    if (!stretch) return [];
    const next = `${new Date(stretch.from).toISOString()} to ${new Date(stretch.to).toISOString()}`;
    const says = `${stretch.from <= now ? "holds a new incident now" : "would hold a new incident"}, ${next}`;
    return [{ stage: "maintenance", name, says }];
  });
  return [...windows, ...inhibitions, ...gatheringsOf(settings, facts)];
}

/** What makes one incident of many, of which the alert would be one. */
function gatheringsOf(settings: SourceConfig, { flapping = [], grouping = [], storm = [] }: Facts) {
  const flaps = flapping.map(({ name }) => {
    const declared = settings.flapping?.find((each) => each.name === name);
    const { above, within = FLAPPING_WITHIN } = declared ?? {};
    const often = `where it opens more than ${above} times in ${spanText(within * 1000, "en")}`;
    return { stage: "flapping", name, says: `becomes one incident ${often}` };
  });
  const groups = grouping.map(({ name, key }) => ({
    ...{ stage: "grouping", name },
    says: `is told as one incident with what has the same ${key} on this route`,
  }));
  const storms = storm.map(({ name }) => {
    const above = settings.routes?.find((route) => route.name === name)?.storm?.above;
    const says = `is told in one incident with the others where more than ${above} new ones come in a minute on this route`;
    return { stage: "storm", name, says };
  });
  return [...flaps, ...groups, ...storms];
}

/** Whether an alert is the relay's own: a vendor's own integration could read nothing of it. */
function isOwn({ kind }: Alert): boolean {
  return kind === "test" || kind === "unrecognised" || kind === "receiver";
}

function passesOn({ destinations }: RelayConfig, name: string): boolean {
  const settings = lookup(destinations, name);
  return settings !== undefined && destinationOf(settings.kind).passesOn === true;
}

function requestsTo(
  destination: string,
  { config, source, access, contentType = null, now }: Question,
  alert: Alert,
  level: Level,
  body: string,
): ExplainedRequest[] {
  const secret = access(destination);
  const settings = lookup(config.destinations, destination);
  if (!secret || !settings) return [];
  const kind: MessageKind = alert.state === "resolved" ? "resolved" : "opened";
  const at = eventTime(alert.time, now);
  const message = renderMessage(config, destination, {
    ...{ source, kind, level, alert, at, receivedAt: now, openedAt: at, number: 1 },
    key: incidentKey(source, identityOf(alert), firstEpisode(identityOf(alert), now) + 1),
    callback: { body, contentType },
  });
  const requests: ExplainedRequest[] = [];
  let request: HttpRequest | undefined = destinationOf(settings.kind).build(message, secret, now);
  for (; request; request = request.next) {
    const { method, url, headers } = request;
    const hide = (text: string) => withoutSecrets(text, secret);
    const shown = Object.entries({ ...secret.headers, ...headers }).map(([name, value]) => [
      name,
      PLAIN_HEADERS.test(name) ? hide(value) : HIDDEN,
    ]);
    requests.push({
      destination,
      message: kind,
      method,
      url: `${new URL(url).origin}/${HIDDEN}`,
      headers: Object.fromEntries(shown) as Record<string, string>,
      body: hide(request.body),
    });
  }
  return requests;
}

const HIDDEN = "(secret)";

/** Headers that hold no secret. Of any other one only the name is shown. */
const PLAIN_HEADERS = /^(?:content-type|user-agent|accept|webhook-id|webhook-timestamp)$/i;

/** From this length on a secret is hidden wherever it stands; what is shorter may be part of another word. */
const UNMISTAKABLE = 12;

function withoutSecrets(text: string, { credential, url, headers = {} }: Access): string {
  const secrets = [url, ...credential.split(/[\s:]/), ...Object.values(headers)].filter(Boolean);
  return secrets
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => {
      if (secret.length >= UNMISTAKABLE) return shown.replaceAll(secret, HIDDEN);
      const word = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return shown.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "gu"), HIDDEN);
    }, text);
}
