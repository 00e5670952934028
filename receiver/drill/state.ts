/** How far a fire drill has come: its callback goes out, arrives, its recovery goes out, arrives. */
export type DrillPhase = "open" | "opening" | "close" | "closing" | "done";

/** When a destination had each half of a drill; null: not yet. Milliseconds since 1970. */
export interface Arrival {
  opened: number | null;
  resolved: number | null;
}

/** The newest fire drill of a source. Times are milliseconds since 1970. */
export interface DrillState {
  /** Nobody can guess it: it marks the callback as the drill's own. */
  id: string;
  startedAt: number;
  /** Who asked for it; null: the schedule. */
  by: string | null;
  phase: DrillPhase;
  /** Key of its incident, once it has one. */
  key: string | null;
  /** When its callback was answered, and its recovery. */
  openedAt: number | null;
  closedAt: number | null;
  destinations: Record<string, Arrival>;
  endedAt: number | null;
  /** What went wrong first; null: nothing. */
  problem: string | null;
  /** People have been told that this one failed, or one before. */
  told: boolean;
}

/** What a destination knows of the drill's incident; undefined: nothing, or that it is over. */
export interface Known {
  isOpen: boolean;
  toldAt: number | null;
}

/** How often it is looked whether it has arrived. */
export const POLL = 2000;

export function begun(
  id: string,
  by: string | null,
  now: number,
  before: DrillState | undefined,
): DrillState {
  const nothing = { key: null, openedAt: null, closedAt: null, endedAt: null, problem: null };
  return { id, startedAt: now, by, phase: "open", destinations: {}, ...nothing, told: before?.told ?? false };
}

/** After its callback was answered. `problem`: how it was not taken. */
export function posted(state: DrillState, problem: string | undefined, now: number): DrillState {
  if (state.phase === "open") {
    const nowhere = "no route takes it to a destination that takes part in drills";
    const wrong = problem ?? (Object.keys(state.destinations).length === 0 ? nowhere : undefined);
    return wrong === undefined ? { ...state, phase: "opening", openedAt: now } : ended(state, wrong, now);
  }
  return problem === undefined ? { ...state, phase: "closing", closedAt: now } : ended(state, problem, now);
}

/** After a look at what destinations know. `within`: milliseconds that each half may take. */
export function looked(
  state: DrillState,
  known: Record<string, Known | undefined>,
  within: number,
  now: number,
): DrillState {
  const opening = state.phase === "opening";
  const half = opening ? "opened" : "resolved";
  const destinations = Object.fromEntries(
    Object.entries(state.destinations).map(([name, arrival]): [string, Arrival] => {
      const each = known[name];
      const at = opening ? (each?.isOpen ? (each.toldAt ?? now) : null) : each ? null : now;
      return [name, arrival[half] === null ? { ...arrival, [half]: at } : arrival];
    }),
  );
  const after = { ...state, destinations };
  const missing = Object.keys(destinations).filter((name) => destinations[name]?.[half] === null);
  if (missing.length === 0) return opening ? { ...after, phase: "close" } : ended(after, null, now);
  const since = (opening ? state.openedAt : state.closedAt) ?? now;
  if (now < since + within) return after;
  const problem = `${missing.join(", ")} did not take the ${opening ? "alert" : "recovery"} within ${Math.round(within / 1000)} s`;
  // What did arrive is resolved all the same.
  return opening ? { ...after, phase: "close", problem } : ended(after, problem, now);
}

function ended(state: DrillState, problem: string | null, now: number): DrillState {
  return { ...state, phase: "done", endedAt: now, problem: state.problem ?? problem };
}

/** The destinations at which it failed: none where it did not even get as far. */
export function failedAt({ destinations }: DrillState): string[] {
  return Object.keys(destinations).filter((name) => {
    const { opened, resolved } = destinations[name] as Arrival;
    return opened === null || resolved === null;
  });
}
