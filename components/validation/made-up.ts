/**
 * What an evaluation without the stack's configuration made up for it, in this process. A real deployment has
 * no such list, so nothing is ever taken for made up there.
 */
const MADE_UP = Symbol.for("cloudmonitor-relay.madeUp");

/** Whether the evaluator says that it made a value up. Then it need not have the form that a real one has. */
export function isMadeUp(value: unknown): boolean {
  const list = (globalThis as { [MADE_UP]?: ReadonlySet<unknown> })[MADE_UP];
  return list?.has(value) ?? false;
}

/** Tells this process' components that a value is made up. Only for the evaluator. */
export function rememberMadeUp(value: unknown): void {
  const holder = globalThis as { [MADE_UP]?: Set<unknown> };
  holder[MADE_UP] ??= new Set();
  holder[MADE_UP].add(value);
}
