const made: Map<string, Promise<unknown>> = (globalThis as { madeOnce?: Map<string, Promise<unknown>> })
  .madeOnce ?? new Map();
Object.assign(globalThis, { madeOnce: made });

/**
 * Makes something once in this process by its name, also where tests run in it again and again, as when mutants
 * judge them. For what no code under test has a hand in, and nobody changes: plans of programs.
 */
export function once<T>(name: string, make: () => Promise<T>): Promise<T> {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known as Promise<T>;
}
