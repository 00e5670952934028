/**
 * Where a program is evaluated to find all that is wrong with it, the global object has a function under this
 * name that takes the mistakes of one component. Elsewhere, under Pulumi, the first ones stop the program.
 */
export const FINDING_ALL = Symbol.for("cloudmonitor-relay.finding-all");

export function findingAll(): ((mistakes: Error) => void) | undefined {
  return (globalThis as { [FINDING_ALL]?: (mistakes: Error) => void })[FINDING_ALL];
}
