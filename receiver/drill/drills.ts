import type { Alert } from "../alert.ts";
import type { DrillShown } from "../answers.ts";
import { DRILL_WITHIN, type RelayConfig, type SourceConfig } from "../config/config.ts";
import { sourceToken } from "../config/token.ts";
import { iso } from "../destinations/text.ts";
import { hmac } from "../digest.ts";
import type { Store } from "../ledger/store.ts";
import { lookup } from "../lookup.ts";
import type { Surroundings } from "../surroundings.ts";
import { postDrill } from "./callback.ts";
import { begun, type DrillState, failedAt, type Known, looked, POLL, posted } from "./state.ts";
import { drillAlert } from "./words.ts";

const NOTE = "drill";
const NEVER = Number.POSITIVE_INFINITY;

interface Parts {
  source: string;
  config: RelayConfig;
  secret: () => string;
  store: Store;
  world: Surroundings;
  transaction: <T>(write: () => T) => T;
  /** What a destination knows of an incident. */
  known: (destination: string, key: string) => Promise<Known | undefined>;
  /** Tells people, but not at these destinations. */
  announce: (alert: Alert, except: string[]) => void;
}

/** The fire drills of a source: one at a time, each step stored before the next, so that a stop loses none. */
export class Drills {
  readonly #parts: Parts;
  readonly #settings: SourceConfig | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#settings = lookup(parts.config.sources, parts.source);
  }

  get #state(): DrillState | undefined {
    const note = this.#settings?.drill && this.#parts.store.noted(NOTE);
    return note ? (JSON.parse(String(note)) as DrillState) : undefined;
  }

  #save(state: DrillState): void {
    this.#parts.store.note(NOTE, JSON.stringify(state));
  }

  /** Begins a drill. False where one runs already, or the source has none. */
  start(by: string | null): boolean {
    const { source, secret, world, config } = this.#parts;
    const before = this.#state;
    if (!this.#settings?.drill || config.address === undefined || (before && before.phase !== "done"))
      return false;
    const id = hmac(secret(), `drill\n${source}\n${world.now()}`)
      .replace(/[^A-Za-z0-9]/g, "")
      .slice(0, 24);
    this.#save(begun(id, by, world.now(), before));
    return true;
  }

  /** Whether a callback that says it is of this drill is of the one that runs. */
  isRunning(id: string): boolean {
    const state = this.#state;
    return state !== undefined && state.phase !== "done" && state.id === id;
  }

  /** Its callback has opened an incident, of which these are told. */
  opened(key: string, destinations: readonly string[]): void {
    const state = this.#state;
    if (state?.phase !== "open") return;
    const nothing = { opened: null, resolved: null };
    this.#save({
      ...state,
      key,
      destinations: Object.fromEntries(destinations.map((name) => [name, nothing])),
    });
  }

  /** Takes the next step of the drill that runs. Never throws. */
  async run(): Promise<void> {
    const state = this.#state;
    const { world, transaction } = this.#parts;
    if (!state || state.phase === "done") return;
    const sends = state.phase === "open" || state.phase === "close";
    const change = sends ? await this.#post(state) : await this.#look(state);
    transaction(() => {
      const now = this.#state ?? state;
      const after = change(now);
      this.#save(after.phase === "done" ? this.#tell(after, world.now()) : after);
    });
  }

  async #post(state: DrillState): Promise<(now: DrillState) => DrillState> {
    const { source, config, secret, world } = this.#parts;
    const { language = "en", drill = {}, generation = 1 } = this.#settings ?? {};
    const token = sourceToken(secret(), source, generation);
    const post = { address: config.address ?? "", source, token, id: state.id, language, drill };
    const problem = await postDrill(post, state.phase === "open" ? "ALERT" : "OK", world);
    return (now) => posted(now, problem, world.now());
  }

  async #look(state: DrillState): Promise<(now: DrillState) => DrillState> {
    const { known, world } = this.#parts;
    const names = Object.keys(state.destinations);
    const all = await Promise.all(
      // One that does not answer counts as one that has not got it yet.
      names.map((name) => known(name, state.key ?? "").catch(() => ({ isOpen: false, toldAt: null }))),
    );
    const found = Object.fromEntries(names.map((name, index) => [name, all[index]]));
    const within = (this.#settings?.drill?.within ?? DRILL_WITHIN) * 1000;
    return (now) => looked(now, found, within, world.now());
  }

  /** A drill that failed is told at the other destinations; the next one that passes ends that. */
  #tell(state: DrillState, now: number): DrillState {
    const { source, announce } = this.#parts;
    const failed = state.problem !== null;
    if (failed || state.told)
      announce(
        drillAlert(state, source, this.#settings?.language ?? "en", now),
        failed ? failedAt(state) : [],
      );
    return { ...state, told: failed };
  }

  /** When the next step is due; infinite if none runs. */
  next(): number {
    const state = this.#state;
    if (!state || state.phase === "done") return NEVER;
    const now = this.#parts.world.now();
    return state.phase === "open" || state.phase === "close" ? now : now + POLL;
  }

  report(): DrillShown | undefined {
    const state = this.#state;
    if (!state) return undefined;
    const { id: _, key, startedAt, by, phase, openedAt, closedAt, endedAt, destinations, problem } = state;
    const time = (at: number | null) => (at === null ? null : iso(at));
    return {
      outcome: phase !== "done" ? "running" : problem === null ? "passed" : "failed",
      problem,
      by,
      key,
      startedAt: iso(startedAt),
      openedAt: time(openedAt),
      closedAt: time(closedAt),
      endedAt: time(endedAt),
      destinations: Object.fromEntries(
        Object.entries(destinations).map(([name, { opened, resolved }]) => [
          name,
          { opened: time(opened), resolved: time(resolved) },
        ]),
      ),
    };
  }
}
