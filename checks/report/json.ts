import type { Located } from "./report.ts";

/** Findings as one JSON document. `notLookedAt`: how many resources of each type no check knows. */
export function jsonReport(
  findings: readonly Located[],
  pageOf: (check: string) => string,
  notLookedAt: Readonly<Record<string, number>>,
): string {
  const shown = findings.map((each) => ({
    check: each.check,
    severity: each.severity,
    message: each.message,
    component: each.component,
    declaredAs: each.declaredAs,
    urn: each.urn,
    path: each.path ?? null,
    file: each.file ?? null,
    line: each.position?.line ?? null,
    column: each.position?.column ?? null,
    argument: each.argument ?? null,
    page: pageOf(each.check),
    disabled: each.disabled
      ? {
          reason: each.disabled.reason,
          until: each.disabled.until === undefined ? null : new Date(each.disabled.until).toISOString(),
          by: each.disabled.by,
        }
      : null,
  }));
  return `${JSON.stringify(
    {
      findings: shown.filter(({ disabled }) => !disabled),
      disabled: shown.filter(({ disabled }) => disabled),
      notLookedAt,
    },
    null,
    2,
  )}\n`;
}
