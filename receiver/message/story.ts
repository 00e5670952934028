import type { Alert } from "../alert.ts";
import { compareLevels, type Level } from "../level.ts";
import { worseWhen } from "./condition.ts";

/**
 * What messages of an incident say of its past: data, made of the callbacks one after the other, and kept
 * beside the newest of them.
 */
export interface Story {
  /** The alert that opened the incident or last raised its level, without its fields: the title is made of it. */
  head: Alert;
  /** The worst value so far, where the conditions say which values are worse. */
  worst?: Worst | undefined;
}

export interface Worst {
  value: string;
  unit?: string | undefined;
}

/** The story with one more callback. `before`: as it was, with the level that the incident had. */
export function continued(
  before: (Partial<Story> & { alert?: Alert | undefined; level: Level }) | undefined,
  alert: Alert,
  level: Level,
): Story {
  const worst = worstOf(before?.worst ?? measured(before?.alert), alert);
  // What the relay itself says has how things stand in its title.
  const goesOn =
    alert.kind !== "receiver" &&
    before &&
    (alert.state === "resolved" || compareLevels(level, before.level) <= 0);
  const head = (goesOn && (before.head ?? before.alert)) || alert;
  return { head: { ...head, fields: {} }, worst };
}

function measured(alert: Alert | undefined): Worst | undefined {
  if (alert?.value === undefined || alert.state === "resolved") return undefined;
  return { value: alert.value, unit: alert.unit };
}

function worstOf(before: Worst | undefined, alert: Alert): Worst | undefined {
  const now = measured(alert);
  if (!now || !before) return worseWhen(alert.condition) === 0 ? before : (now ?? before);
  const [old, fresh] = [Number(before.value), Number(now.value)];
  return Number.isNaN(old) || (fresh - old) * worseWhen(alert.condition) > 0 ? now : before;
}
