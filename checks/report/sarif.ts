import type { AnyCheck, Severity } from "../support/check.ts";
import type { Located } from "./report.ts";

const LEVEL: Record<Severity, string> = { bug: "error", warning: "warning", info: "note" };

/**
 * Findings as SARIF 2.1.0, with each check's page as its help. What is disabled is there too, as
 * suppressed with its reason. `others` says what was not looked at.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(
  findings: readonly Located[],
  checks: readonly AnyCheck[],
  textOf: (check: string) => string,
  version: string,
  others: string | undefined,
): string {
  const rules = checks.map(({ id, severity, summary }) => ({
    id,
    shortDescription: { text: summary },
    help: { text: textOf(id), markdown: textOf(id) },
    defaultConfiguration: { level: LEVEL[severity] },
  }));
  const results = findings.map((each) => ({
    ruleId: each.check,
    ruleIndex: checks.findIndex(({ id }) => id === each.check),
    level: LEVEL[each.severity],
    message: { text: `${each.declaredAs} ${each.message}` },
    ...(each.file !== undefined && { locations: [location(each)] }),
    // The same finding in the next run, whatever line it is in then.
    partialFingerprints: { "relay/v1": [each.check, holderOf(each), each.path ?? ""].join("\n") },
    ...(each.disabled && {
      suppressions: [
        {
          kind: each.disabled.by === "argument" ? "inSource" : "external",
          justification: each.disabled.reason,
        },
      ],
    }),
  }));
  const notifications = others === undefined ? [] : [{ level: "note", message: { text: others } }];
  const invocation = { executionSuccessful: true, toolExecutionNotifications: notifications };
  const driver = { name: "cloudmonitor-relay", version, rules };
  return `${JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [{ tool: { driver }, invocations: [invocation], columnKind: "utf16CodeUnits", results }],
    },
    null,
    2,
  )}\n`;
}

/** The component; of a set the rule, which is a resource of its own. */
function holderOf({ component, declaredAs, urn }: Located): string {
  return declaredAs === component.name ? component.urn : urn;
}

function location({ file, argument, position, declaredAs, urn }: Located) {
  const region = argument
    ? {
        startLine: argument.line,
        startColumn: argument.column,
        endLine: argument.endLine,
        endColumn: argument.endColumn,
      }
    : { startLine: position?.line ?? 1, startColumn: position?.column ?? 1 };
  const artifactLocation = { uri: (file ?? "").split("/").map(encodeURIComponent).join("/") };
  return {
    physicalLocation: { artifactLocation, region },
    logicalLocations: [{ name: declaredAs, fullyQualifiedName: urn, kind: "resource" }],
  };
}
