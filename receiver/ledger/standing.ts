import type { AlertState } from "../alert.ts";
import { type About, isAbout } from "./about.ts";
import { alertOf } from "./alert-of.ts";
import { isKin } from "./kin.ts";
import type { Store, StoredTrack } from "./store.ts";

/** Where an incident stands. */
export interface Standing {
  identity: string;
  track: StoredTrack | undefined;
}

/** By what an alert is told which incident it speaks of. */
export interface Speaker {
  identity: string;
  /** The identity without the region; the same text where the body says none. */
  anywhere: string;
  /** Second name of the incident; see `Alert.alias`. */
  alias: string | undefined;
  /** The identity by the rule's id; see `Alert.byId`. */
  byId?: string | undefined;
  /** What a message names that has no identity of its own to be found by. */
  about?: About | undefined;
  state: AlertState;
}

/** Most open incidents that are looked through for what a message names. */
const MOST_OPEN = 500;

/**
 * Where the incident stands that an alert speaks of: its own, or the one that it can only mean, since some
 * bodies say less than others. Undefined where it could mean several that are open. `isNews`: whether the
 * alert would begin something, were the incident the one that stands there.
 */
export function standingOf(
  store: Store,
  alert: Speaker,
  isNews: (track: StoredTrack) => boolean,
): Standing | undefined {
  const own = placed(store, alert, isNews);
  return !own || own.track?.open ? own : (related(store, alert, own, isNews) ?? own);
}

/** By the region, which some bodies don't say, and by the alias. */
function placed(
  store: Store,
  { identity, anywhere, alias, state }: Speaker,
  isNews: (track: StoredTrack) => boolean,
): Standing | undefined {
  const at = (identity: string) => ({ identity, track: store.track(identity) });
  if (alias === identity) return at(store.openWithAlias(alias) ?? identity);
  if (identity === anywhere) {
    const regions = store.inRegions(anywhere);
    const open = regions.filter((each) => each.open);
    const only = open.length > 0 ? open : regions;
    if (open.length > 1) return undefined;
    return at((only.length === 1 && only[0]?.identity) || identity);
  }
  const own = at(identity);
  if (own.track?.open) return own;
  const byAlias = alias !== undefined && state === "resolved" ? store.openWithAlias(alias) : undefined;
  if (byAlias !== undefined) return at(byAlias);
  // Opened by a body that said no region, or before regions were told apart.
  const unplaced = at(anywhere);
  if (unplaced.track?.open) return unplaced;
  return own.track || !unplaced.track || isNews(unplaced.track) ? own : unplaced;
}

/**
 * By another sender's words for the same rule and resource: a contact and a rule that both call say more or
 * less of the account, the rule's key, or only a text for people. The one open incident that it can be of.
 */
function related(
  store: Store,
  { identity, byId, about }: Speaker,
  own: Standing,
  isNews: (track: StoredTrack) => boolean,
): Standing | undefined {
  const at = (identity: string) => ({ identity, track: store.track(identity) });
  const kin = [identity, ...(byId === undefined ? [] : [byId])].flatMap((each) =>
    store.kin(each).filter((row) => row.identity !== own.identity && isKin(each, row.identity)),
  );
  const open = kin.filter((row) => row.open).map((row) => row.identity);
  if (open.length === 0) {
    const named = store.openById(identity);
    if (named !== undefined) open.push(named);
    else if (about) open.push(...aboutThat(store, about));
  }
  if (open.length > 0) return open.length === 1 ? at(open[0] as string) : undefined;
  // A late copy of what the other sender told of an incident that is over.
  const [over] = kin.length === 1 ? kin.map((row) => at(row.identity)) : [];
  return over?.track && !own.track && !isNews(over.track) ? over : undefined;
}

function aboutThat(store: Store, about: About): string[] {
  const { count, list } = store.openTracks(MOST_OPEN);
  if (count > MOST_OPEN) return [];
  return list.flatMap(({ identity, openedEvent }) => {
    const event = store.event(openedEvent);
    const alert = event && alertOf(event);
    return alert && isAbout(alert, about) ? [identity] : [];
  });
}
