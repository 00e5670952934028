import { expect, test } from "vitest";
import type { InhibitionConfig, MaintenanceConfig, RelayConfig } from "../../../receiver/config/config.ts";
import { CONFIG } from "../bindings.ts";
import { fields, recovery } from "../callback.ts";
import { deploy, freshWorld, MINUTE, pass, post, SECOND, sentTo, stopAll } from "../kit.ts";
import { world } from "../virtual-world.ts";

freshWorld();

const DAY = 24 * 60;
const RULES = ["host-down", "disk-full"] as const;
const INSTANCES = ["i-1", "i-2"] as const;

/** A small generator: the same seed plays the same night. */
function randomOf(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    return state % below;
  };
}

interface Window {
  begins: number;
  ends: number;
  rule: string;
  passes: boolean;
}

interface Night {
  windows: Window[];
  within: number;
  grace: number;
}

/** What an incident's state is by the plain model. */
interface Known {
  level: "critical" | "warn";
  /** Why it is held, and until when that is so at least; undefined: it was told. */
  held?: { since: number; by: "window" | "cause" | "wait"; until: number } | undefined;
}

/** What people are to have heard, by a plain reading of the promises: no tables, no alarms, one minute of a day after the other. */
class Model {
  readonly opened = new Map<string, number>();
  readonly resolved = new Map<string, number>();
  readonly #open = new Map<string, Known>();
  readonly #night: Night;

  constructor(night: Night) {
    this.#night = night;
  }

  fire(rule: string, instance: string, level: Known["level"], now: number): void {
    const name = `${rule} ${instance}`;
    const known = this.#open.get(name);
    if (!known) {
      const fresh: Known = { level, held: this.#holds(rule, instance, level, now, now) };
      this.#open.set(name, fresh);
      if (!fresh.held) this.#count(this.opened, name);
      return;
    }
    const rises = known.level === "warn" && level === "critical";
    known.level = level;
    if (!known.held || !rises) return;
    known.held = this.#holds(rule, instance, level, now, known.held.since);
    if (!known.held) this.#count(this.opened, name);
  }

  recover(rule: string, instance: string, now: number): void {
    const name = `${rule} ${instance}`;
    const known = this.#open.get(name);
    if (!known) return;
    if (!known.held) this.#count(this.resolved, name);
    this.#open.delete(name);
    const effect = this.#open.get(`disk-full ${instance}`)?.held;
    if (rule === "host-down" && effect?.by === "cause") effect.until = now + this.#night.grace * SECOND;
  }

  /** Time goes on to `now`. */
  pass(now: number): void {
    for (;;) {
      const [first] = [...this.#open]
        .filter(([, { held }]) => held && held.until <= now)
        .sort(([, a], [, b]) => (a.held?.until ?? 0) - (b.held?.until ?? 0));
      if (!first?.[1].held) return;
      const [name, known] = first;
      const [rule = "", instance = ""] = name.split(" ");
      const { since = 0, until = 0 } = known.held ?? {};
      known.held = this.#holds(rule, instance, known.level, until, since);
      if (!known.held) this.#count(this.opened, name);
    }
  }

  #holds(rule: string, instance: string, level: string, now: number, since: number): Known["held"] {
    const minute = Math.floor(now / MINUTE) % DAY;
    const inside = this.#night.windows.filter(
      ({ begins, ends, rule: of, passes }) =>
        (of === "*" || of === rule) &&
        !(passes && level === "critical") &&
        (begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends),
    );
    const lasting = inside.map(({ ends }) => (ends - minute + DAY) % DAY);
    if (lasting.length > 0) {
      const until = now - (now % MINUTE) + Math.max(...lasting) * MINUTE;
      return { since, by: "window", until };
    }
    if (rule !== "disk-full") return undefined;
    if (this.#open.has(`host-down ${instance}`))
      return { since, by: "cause", until: Number.POSITIVE_INFINITY };
    const waits = since + this.#night.within * SECOND;
    return now < waits ? { since, by: "wait", until: waits } : undefined;
  }

  #count(counts: Map<string, number>, name: string): void {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((each) => String(each).padStart(2, "0")).join(":");

function configOf({ windows, within, grace }: Night): RelayConfig {
  const maintenance = windows.map(
    ({ begins, ends, rule, passes }, index): MaintenanceConfig => ({
      name: `w${index}`,
      when: rule === "*" ? {} : { rule: [rule] },
      schedule: `every day ${clock(begins)}–${clock(ends)}`,
      ...(passes && { passes: ["critical"] }),
    }),
  );
  const host: InhibitionConfig = {
    name: "host",
    cause: { rule: ["host-down"] },
    effects: { rule: ["disk-full"] },
    same: ["instanceId"],
    grace,
    ...(within > 0 && { within }),
  };
  const production = { ...CONFIG.sources.production, maintenance, inhibitions: [host] };
  return {
    ...CONFIG,
    sources: { ...CONFIG.sources, production: production as RelayConfig["sources"][string] },
  };
}

/** How many different incidents people were told to be open, or over, by rule and instance. */
function heard(status: string): Map<string, number> {
  const ids = new Map<string, Set<unknown>>();
  for (const { status: said, id, message } of sentTo("api.itoc360.app")) {
    if (said !== status) continue;
    const text = String(message).replace(/because of .*/g, "");
    const name = `${/host-down|disk-full/.exec(text)} ${/\bi-\d/.exec(text)}`;
    ids.set(name, (ids.get(name) ?? new Set()).add(id));
  }
  return new Map([...ids].map(([name, set]) => [name, set.size]));
}

test.each(Array.from({ length: 12 }, (_, index) => index + 1))(
  "night %i: what is held is never lost, and told when nothing holds it any more, once",
  async (seed) => {
    const random = randomOf(seed);
    const pick = <T>(list: readonly T[]) => list[random(list.length)] as T;
    const windows = Array.from({ length: random(3) }, (): Window => {
      const begins = (8 * 60 + random(180)) % DAY;
      return {
        begins,
        ends: (begins + 5 + random(60)) % DAY,
        rule: pick(["*", ...RULES]),
        passes: random(2) === 0,
      };
    });
    const night = { windows, within: pick([0, 30, 120]), grace: pick([1, 60, 300]) };
    await deploy(configOf(night));
    const model = new Model(night);
    for (let step = 0; step < 40; step++) {
      const [rule, instance] = [pick(RULES), pick(INSTANCES)];
      const changes = {
        alertName: rule,
        instanceName: instance,
        dimensions: `{userId=1100000000000000, instanceId=${instance}}`,
      };
      if (random(5) < 3) {
        const level = pick(["critical", "warn"] as const);
        await post("production", fields({ ...changes, triggerLevel: level.toUpperCase() }), rule);
        model.fire(rule, instance, level, world.time);
      } else {
        await post("production", recovery(changes), rule);
        model.recover(rule, instance, world.time);
      }
      if (random(5) === 0) await stopAll();
      // Some steps end at the very second at which a window begins or ends.
      const onTheMinute = random(4) === 0 ? MINUTE - (world.time % MINUTE) : 0;
      await pass(onTheMinute || SECOND * (1 + random(pick([20, 200, 1000]))));
      model.pass(world.time);
      expect([step, heard("trigger"), heard("resolve")]).toEqual([step, model.opened, model.resolved]);
    }
  },
);
