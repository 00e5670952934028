import { styleText } from "node:util";
import { SEVERITIES, type Severity } from "../support/check.ts";
import type { Located } from "./report.ts";

type Style = Parameters<typeof styleText>[0];

const STYLES: Record<Severity, Style> = { bug: "red", warning: "yellow", info: "blue" };

/**
 * Findings for people: where, what, the argument underlined, and where to read on. `others` says what was not
 * looked at.
 */
export function textReport(
  findings: readonly Located[],
  pageOf: (check: string) => string,
  out: NodeJS.WritableStream,
  others: string | undefined,
): string {
  // Follows NO_COLOR, FORCE_COLOR and whether this is a terminal.
  const paint = (style: Style, text: string) => styleText(style, text, { stream: out as NodeJS.WriteStream });
  const open = findings.filter(({ disabled }) => !disabled);
  const blocks = open.map((finding) => {
    const { file, position, severity, check, message } = finding;
    const where = file && position ? `${file}:${position.line}:${position.column}` : "the whole program";
    return [
      `${paint("bold", where)}  ${paint(STYLES[severity], severity)}  ${check}`,
      `  ${subjectOf(finding)} ${message}`,
      ...excerpt(finding, (text) => paint(STYLES[severity], text)),
      `  ${paint("dim", pageOf(check))}`,
      "",
    ].join("\n");
  });
  const rest = others === undefined ? "" : `${paint("dim", others)}\n`;
  return [...blocks, summary(findings, paint) + rest].join("\n");
}

function subjectOf({ component: { type: token, name }, declaredAs }: Located): string {
  const type = token.split(":").at(-1);
  if (type === "Stack") return name;
  return declaredAs === name ? `${type} "${name}"` : `rule "${declaredAs}" of ${type} "${name}"`;
}

function excerpt({ argument, source }: Located, mark: (text: string) => string): string[] {
  if (!argument || source === undefined) return [];
  const number = String(argument.line).padStart(5);
  const end = argument.endLine === argument.line ? argument.endColumn : source.length + 1;
  const indent = source.slice(0, argument.column - 1).replace(/\S/g, " ");
  return [
    `${number} | ${source}`,
    `${" ".repeat(5)} | ${indent}${mark("~".repeat(Math.max(1, end - argument.column)))}`,
  ];
}

function summary(findings: readonly Located[], paint: (style: Style, text: string) => string): string {
  const open = findings.filter(({ disabled }) => !disabled);
  const disabled = findings.length - open.length;
  const rest =
    disabled > 0 ? `; ${disabled} more ${disabled === 1 ? "is" : "are"} disabled with a reason` : "";
  if (open.length === 0) return `${paint("green", "✓ nothing found")}${rest}\n`;
  const counts = [...SEVERITIES]
    .reverse()
    .map((severity) => ({ severity, count: open.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 || severity === "info" ? "" : "s"}`);
  return `${paint("bold", counts.join(", "))}${rest}\n`;
}
