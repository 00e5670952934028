import type { AlertLetter, Letter } from "./letter.ts";
import type { Memory } from "./memory.ts";

/** Writes down letters for other destinations, to be handed over afterwards; see `Postman`. */
export function post(memory: Memory, to: readonly string[], letter: AlertLetter): void {
  for (const destination of to) {
    const number = memory.desk.passed + 1;
    memory.desk = { ...memory.desk, passed: number };
    const passed: Letter = { ...letter, number, callback: undefined, tried: undefined };
    memory.store.addPassing(number, destination, JSON.stringify(passed));
  }
}
