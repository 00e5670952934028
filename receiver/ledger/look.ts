import type { Alert } from "../alert.ts";
import type { IncidentPage, IncidentRow as Listed } from "../api/shapes.ts";
import { iso } from "../destinations/text.ts";
import type { Level } from "../level.ts";
import { reasonText } from "../message/held.ts";
import type { Language } from "../message/language.ts";
import { titleOf } from "../message/title.ts";
import type { Reason, StageName } from "../quiet/stage.ts";
import { Sql } from "../sql.ts";
import { alertOf } from "./alert-of.ts";
import { isKey, KEY } from "./history.ts";
import { reasonOf } from "./holds.ts";
import type { EventRow, StoredCallback, Tell } from "./rows.ts";
import { silenceOf } from "./silence.ts";

/** Most incidents of one page, and most rows that are read to find them. */
export const PAGE = 40;
const MOST_READ = 5000;

/** Which incidents are asked for. Texts are found anywhere, whatever their case. */
export interface IncidentQuery {
  state?: "open" | "closed" | undefined;
  level?: string | undefined;
  rule?: string | undefined;
  resource?: string | undefined;
  destination?: string | undefined;
  /** One of the decisions on its newest events. */
  decision?: string | undefined;
  /** Anywhere in the callback that opened it. */
  text?: string | undefined;
  /** When it opened, in milliseconds since 1970. */
  from?: number | undefined;
  to?: number | undefined;
  /** Below this event. */
  before?: number | undefined;
  most?: number | undefined;
}

interface FoundRow {
  /** The event that opened it: rises from one incident of the source to the next. */
  seq: number;
  key: string;
  identity: string;
  episode: number;
  openedAt: number;
  closedAt: number | null;
  closedBy: string | null;
  level: Level;
  /** Its newest event, once it is over. */
  lastEvent: number | null;
  destinations: string | null;
  tell: string | null;
  stage: StageName | null;
  name: string | null;
  until: number | null;
  of: string | null;
  cause: string | null;
  part: number;
  receivedAt: number;
  eventAt: number;
  body: string | null;
  contentType: string | null;
  parameters: string | null;
  newest: number | null;
  silence: string | null;
}

/** One incident, with the alert and the event that opened it, and its newest event. */
export interface Found {
  row: Listed;
  alert: Alert | undefined;
  identity: string;
  first: number;
  last: number;
  silencedUntil: number | null;
}

const COLUMNS =
  "incidents.seq, incidents.key, incidents.identity, incidents.episode, incidents.opened_at, incidents.closed_at, " +
  "incidents.closed_by, coalesce(incidents.level, tracks.level, 'critical') AS level, incidents.last_event, " +
  "tracks.destinations, tracks.last_event AS newest, tracks.silence, event.tell, holds.stage, holds.name, holds.until, holds.of, holds.key AS cause, " +
  "event.part, event.received_at, event.at AS event_at, source.body, source.content_type, source.parameters";

const JOINED =
  "incidents JOIN events AS event ON event.seq = incidents.seq " +
  "JOIN events AS source ON source.seq = coalesce(event.body_of, event.seq) " +
  "LEFT JOIN tracks ON tracks.identity = incidents.identity AND tracks.episode = incidents.episode " +
  "LEFT JOIN holds ON holds.identity = incidents.identity AND holds.episode = incidents.episode";

/** What people ask of a source's memory. Reads along indexes, and no more rows than it says. */
export class Look {
  readonly #sql: Sql;
  readonly #source: string;
  readonly #language: Language;

  constructor(sql: SqlStorage, source: string, language: Language) {
    this.#sql = new Sql(sql);
    this.#source = source;
    this.#language = language;
  }

  /** The newest first. `next` is the event to go on below. */
  incidents(query: IncidentQuery, now: number): IncidentPage {
    const { before = Number.MAX_SAFE_INTEGER, most = PAGE } = query;
    const { where, values } = conditions(query);
    const searches = where.length > 0;
    const last = searches ? this.#nth(query.state, before, MOST_READ) : undefined;
    const all = [...stateOf(query.state), "incidents.seq < ?", "incidents.seq >= ?", ...where];
    const rows = this.#sql.rows<FoundRow>(
      `SELECT ${COLUMNS} FROM ${JOINED} WHERE ${all.join(" AND ")} ORDER BY incidents.seq DESC LIMIT ?`,
      ...[before, last ?? 0, ...values, most + 1],
    );
    const page = rows.slice(0, most);
    const more = rows.length > most;
    const next = more ? page.at(-1)?.seq : last;
    return {
      incidents: page.map((row) => this.#listed(row, now)).filter((row) => matchesExactly(row, query)),
      next: next === undefined ? null : String(next),
      whole: more || last === undefined,
    };
  }

  /** The one incident whose key begins so. */
  incident(key: string, now: number): Found | undefined {
    if (!isKey(key)) return undefined;
    const query = `SELECT ${COLUMNS} FROM ${JOINED} WHERE ${KEY} LIMIT 2`;
    const [found, another] = this.#sql.rows<FoundRow>(query, key);
    if (!found || another) return undefined;
    const { seq: first, identity, lastEvent, newest, silence } = found;
    const last = newest ?? lastEvent ?? first;
    const silencedUntil = silenceOf({ silence }, now)?.until ?? null;
    return { row: this.#listed(found, now), alert: alertIn(found), identity, first, last, silencedUntil };
  }

  /** Number of the last one that is read, where there are more. */
  #nth(state: IncidentQuery["state"], before: number, most: number): number | undefined {
    const where = [...stateOf(state), "incidents.seq < ?"].join(" AND ");
    return this.#sql.rows<{ seq: number }>(
      `SELECT seq FROM incidents WHERE ${where} ORDER BY seq DESC LIMIT 1 OFFSET ?`,
      before,
      most - 1,
    )[0]?.seq;
  }

  #listed(row: FoundRow, now: number): Listed {
    const { key, identity, episode, level, openedAt, closedAt, closedBy } = row;
    const alert = alertIn(row);
    const told = row.tell === null ? [] : (JSON.parse(row.tell) as Tell).to.map((to) => to.destination);
    return {
      key,
      number: row.seq,
      source: this.#source,
      state: closedAt === null ? "open" : "closed",
      level,
      rule: alert?.rule.name ?? identity,
      ruleKey: alert?.rule.key ?? identity,
      resource: alert?.dimensions ?? {},
      title: alert ? titleOf(alert, this.#language) : identity,
      openedAt: iso(openedAt),
      closedAt: closedAt === null ? null : iso(closedAt),
      closedBy,
      episode,
      destinations: [...new Set(row.destinations?.split(",").filter(Boolean) ?? told)],
      reason: reasonIn(row, now),
    };
  }
}

/** What holds it back, in both languages. */
function reasonIn({ stage, name, until, of, cause }: FoundRow, now: number): Listed["reason"] {
  return stage === null ? null : inBoth(reasonOf({ stage, name: name ?? "", until, of, key: cause }), now);
}

export function inBoth(reason: Reason, now: number): { en: string; zh: string } {
  return { en: reasonText(reason, "en", "UTC", now), zh: reasonText(reason, "zh", "UTC", now) };
}

function alertIn({ body, contentType, parameters, part }: FoundRow): Alert | undefined {
  if (body === null) return undefined;
  const callback: StoredCallback = { body, contentType, parameters };
  return alertOf({ callback, part } satisfies Pick<EventRow, "callback" | "part">);
}

function stateOf(state: IncidentQuery["state"]): string[] {
  if (state === undefined) return [];
  return [state === "open" ? "incidents.closed_at IS NULL" : "incidents.closed_at IS NOT NULL"];
}

/** What is looked for in the tables, before anything is read. */
function conditions(query: IncidentQuery): { where: string[]; values: (string | number)[] } {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...given: (string | number)[]) => {
    where.push(condition);
    values.push(...given);
  };
  if (query.from !== undefined) add("incidents.opened_at >= ?", query.from);
  if (query.to !== undefined) add("incidents.opened_at <= ?", query.to);
  if (query.level !== undefined) add("coalesce(incidents.level, tracks.level, 'critical') = ?", query.level);
  if (query.decision !== undefined)
    add(
      "(incidents.closed_by = ? OR EXISTS (WITH RECURSIVE chain (seq, step) AS (" +
        "SELECT coalesce(incidents.last_event, tracks.last_event), 1 UNION ALL " +
        "SELECT events.before, step + 1 FROM chain JOIN events ON events.seq = chain.seq " +
        "WHERE events.before >= incidents.seq AND step < 40) " +
        "SELECT 1 FROM chain JOIN events ON events.seq = chain.seq WHERE events.decision = ?))",
      query.decision,
      query.decision,
    );
  if (query.destination !== undefined)
    add(
      "(',' || coalesce(tracks.destinations, '') || ',' LIKE ? OR event.tell LIKE ?)",
      `%,${query.destination},%`,
      `%"destination":${JSON.stringify(query.destination)}%`,
    );
  for (const text of [query.rule, query.resource, query.text]) {
    if (text === undefined) continue;
    const forms = formsOf(text);
    const each = forms.map(
      () =>
        "incidents.identity LIKE ? ESCAPE '\\' OR source.body LIKE ? ESCAPE '\\' OR source.parameters LIKE ? ESCAPE '\\'",
    );
    add(`(${each.join(" OR ")})`, ...forms.flatMap((form) => [form, form, form]));
  }
  return { where, values };
}

/** How a text may stand in a body: as it is, and as it is written in forms and in JSON. */
function formsOf(text: string): string[] {
  const encoded = encodeURIComponent(text).replaceAll("%20", "+");
  const forms = new Set([text, encoded, JSON.stringify(text).slice(1, -1)]);
  return [...forms].map((form) => `%${form.replace(/[\\%_]/g, "\\$&")}%`);
}

/** A rule and a resource are more than a text somewhere. */
function matchesExactly(row: Listed, { rule, resource }: IncidentQuery): boolean {
  const has = (wanted: string | undefined, ...texts: string[]) =>
    wanted === undefined || texts.some((each) => each.toLowerCase().includes(wanted.toLowerCase()));
  return has(rule, row.rule, row.ruleKey) && has(resource, row.title, ...Object.values(row.resource));
}
