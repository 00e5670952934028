import { destinationOf } from "../destinations/registry.ts";
import { lookup } from "../lookup.ts";
import type { AlertLetter, Letter } from "./letter.ts";
import type { Memory } from "./memory.ts";

/**
 * Writes down letters for other destinations, to be handed over afterwards; see `Postman`. Only a vendor's own
 * integration gets the callback.
 */
export function post(memory: Memory, to: readonly string[], letter: AlertLetter): void {
  for (const destination of to) {
    const number = memory.desk.passed + 1;
    memory.desk = { ...memory.desk, passed: number };
    const settings = lookup(memory.config.destinations, destination);
    const whole = settings !== undefined && destinationOf(settings.kind).passesOn === true;
    const callback = whole ? letter.callback : undefined;
    const passed: Letter = { ...letter, number, callback, tried: undefined };
    memory.store.addPassing(number, destination, JSON.stringify(passed));
  }
}
