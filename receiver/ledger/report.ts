import { incidentKey } from "../alert.ts";
import type { Decided, LedgerReport, WaitingDelivery } from "../answers.ts";
import type { Overview } from "../api/shapes.ts";
import { MOST_ROWS } from "../delivery/report.ts";
import { iso } from "../destinations/text.ts";
import { reasonText } from "../message/held.ts";
import { unclearLines } from "../message/unclear.ts";
import type { Reason } from "../quiet/stage.ts";
import { alertOf } from "./alert-of.ts";
import type { HandOver } from "./hand-over.ts";
import { reasonOf } from "./holds.ts";
import type { Store } from "./store.ts";

/** `left`: what is not handed over yet. Costs the same however many events there were. */
export function report(
  store: Store,
  left: ReturnType<HandOver["left"]>,
  {
    source,
    now,
    heartbeats,
    drill,
  }: { source: string; now: number; heartbeats: LedgerReport["heartbeats"]; drill: LedgerReport["drill"] },
): LedgerReport {
  const keyOf = ({ identity, episode }: Incident) => incidentKey(source, identity, episode);
  const latest = store.latestEventAt();
  const verified = store.noted("verified_at");
  const open = store.openTracks(MOST_ROWS);
  const quarantined = store.quarantined(MOST_ROWS);

  return {
    latestEventAt: latest === undefined ? null : iso(Math.min(latest, now)),
    verifiedAt: verified === null ? null : iso(Number(verified)),
    openIncidents: {
      count: open.count,
      list: open.list.map((row) => ({
        key: keyOf(row),
        ...ruleAndResource(store, row.openedEvent, row.identity),
        level: row.level,
        openedAt: iso(row.openedAt),
        episode: row.episode,
        destinations: row.destinations.split(",").filter(Boolean),
        ...(row.stage && {
          reason: inWords(reasonOf({ ...row, stage: row.stage, name: row.name ?? "" }), now),
        }),
      })),
    },
    waiting: {
      count: left.reduce((sum, { events, heirlooms }) => sum + events.length + heirlooms.length, 0),
      list: left.flatMap((each) => notHandedOver(store, each, keyOf)).slice(0, MOST_ROWS),
    },
    quarantined: {
      count: quarantined.count,
      list: quarantined.list.map(({ receivedAt, body, ...row }) => ({
        receivedAt: iso(receivedAt),
        ...row,
        body: body.slice(0, 2000),
      })),
    },
    ...(heartbeats && { heartbeats }),
    ...(drill && { drill }),
    decisions: store.newest(MOST_ROWS).map((row) => ({
      number: row.seq,
      receivedAt: iso(row.receivedAt),
      at: iso(row.at),
      decision: row.decision,
      ...(row.reason !== null && { reason: inWords(JSON.parse(row.reason) as Reason, now) }),
      ...ruleAndUnclear(store, row.seq),
    })),
  };
}

/** Where a source stands, for an overview. */
export function standingFor(
  store: Store,
  left: ReturnType<HandOver["left"]>,
  decisions: Record<string, number>,
  now: number,
): Omit<Overview["sources"][string], "generation"> {
  const latest = store.latestEventAt();
  const at = (note: string) => {
    const noted = store.noted(note);
    return noted === null ? null : iso(Number(noted));
  };
  return {
    latestEventAt: latest === undefined ? null : iso(Math.min(latest, now)),
    verifiedAt: at("verified_at"),
    formerTokenAt: at("former_token_at"),
    ...store.counts(),
    waiting: left.reduce((sum, { events, heirlooms }) => sum + events.length + heirlooms.length, 0),
    decisions,
  };
}

function inWords(reason: Reason, now: number): string {
  return reasonText(reason, "en", "UTC", now);
}

interface Incident {
  identity: string;
  episode: number;
}

function notHandedOver(
  store: Store,
  { destination, events }: { destination: string; events: number[] },
  keyOf: (incident: Incident) => string,
): WaitingDelivery[] {
  return events.slice(0, MOST_ROWS).flatMap((seq) => {
    const row = store.tellingRow(seq);
    const own = row?.tell.to.filter((to) => to.destination === destination) ?? [];
    return own.map(({ news }) => ({
      destination,
      key: row ? keyOf(row) : "",
      kind: news,
      attempts: 0,
      nextTry: null,
      lastReason: "not handed over to the destination yet",
    }));
  });
}

function ruleAndUnclear(store: Store, seq: number): Pick<Decided, "rule" | "unclear"> {
  const event = store.event(seq);
  const alert = event && alertOf(event);
  const unclear = alert ? unclearLines(alert, "en") : [];
  return { rule: alert?.rule.name || null, ...(unclear.length > 0 && { unclear }) };
}

function ruleAndResource(
  store: Store,
  seq: number,
  otherwise: string,
): { rule: string; resource: Record<string, string> } {
  const event = store.event(seq);
  const alert = event && alertOf(event);
  return alert ? { rule: alert.rule.name, resource: alert.dimensions } : { rule: otherwise, resource: {} };
}
