/**
 * Runs `make`, which declares a resource, without recording stack traces.
 *
 * For every promise of a resource, about 90 for a rule, Pulumi's SDK records a trace, to tell which of
 * them never resolved. With source maps that is most of the time and memory that declaring a rule costs.
 * Where a resource is declared is recorded all the same: for that the SDK asks for the whole stack itself.
 */
export function withoutStacks<T>(make: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
