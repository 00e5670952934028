import type { Check } from "../support/check.ts";
import type { Located } from "./report.ts";

/**
 * Findings as JUnit's XML, which most CI systems show as test results: a test for each check, failed by its findings.
 * What `failOn` does not count is no failure.
 */
export function junitReport(
  findings: readonly Located[],
  checks: readonly Pick<Check, "id" | "summary">[],
  counts: (finding: Located) => boolean,
): string {
  const cases = checks.map(({ id, summary }) => {
    const own = findings.filter((each) => each.check === id && counts(each));
    const failures = own.map((each) => {
      const { file, argument, position, declaredAs, message } = each;
      const place = argument ?? position;
      const where = file === undefined ? "" : `${file}${place ? `:${place.line}` : ""}: `;
      return `    <failure message="${xml(`${declaredAs} ${message}`)}">${xml(`${where}${declaredAs} ${message}`)}</failure>\n`;
    });
    const open = `  <testcase classname="cloudmonitor-relay.lint" name="${xml(`${id}: ${summary}`)}"`;
    return failures.length === 0 ? `${open}/>\n` : `${open}>\n${failures.join("")}  </testcase>\n`;
  });
  const failed = cases.filter((each) => each.includes("<failure")).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="cloudmonitor-relay lint" tests="${checks.length}" failures="${failed}">\n${cases.join("")}</testsuite>\n`;
}

function xml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
  };
  return text.replace(/[&<>"\n]/g, (each) => entities[each] ?? each);
}
