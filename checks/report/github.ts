import type { Severity } from "../support/check.ts";
import type { Located } from "./report.ts";

const COMMAND: Record<Severity, string> = { bug: "error", warning: "warning", info: "notice" };

/**
 * Findings as workflow commands, which GitHub shows as annotations beside the lines. `others` says what was
 * not looked at.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(
  findings: readonly Located[],
  pageOf: (check: string) => string,
  others: string | undefined,
): string {
  const annotations = findings
    .filter(({ disabled }) => !disabled)
    .map((each) => {
      const { file, argument, position, check, declaredAs, message, severity } = each;
      const place = argument ?? position;
      const properties = {
        ...(file !== undefined && { file }),
        ...(place && { line: place.line, col: place.column }),
        ...(argument && { endLine: argument.endLine, endColumn: argument.endColumn }),
        title: check,
      };
      const pairs = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
      return `::${COMMAND[severity]} ${pairs.join(",")}::${data(`${declaredAs} ${message}\n${pageOf(check)}`)}\n`;
    });
  return [...annotations, ...(others === undefined ? [] : [`::notice::${data(others)}\n`])].join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
