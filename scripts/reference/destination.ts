import { standIn } from "../../local/destinations/index.ts";
import { type DestinationKind, destinationOf } from "../../receiver/destinations/registry.ts";
import type { Verdict } from "../../receiver/destinations/verdict.ts";
import { LEVELS, type Level } from "../../receiver/level.ts";
import { ANSWERS, STATUSES } from "../../tests/receiver/destinations/answers.ts";
import { ACCESS, NOW, sample } from "../../tests/receiver/destinations/samples.ts";
import { fill } from "./page.ts";

/**
 * Fills in what a destination's page takes from elsewhere: its lines of examples/destinations.ts, the
 * first of its golden requests with what the stand-in answers to it, its severities, its verdicts and
 * its pace. The rest of the page is written by people.
 */
export async function fillDestinationPage(
  page: string,
  kind: DestinationKind,
  program: string,
  golden: string,
): Promise<string> {
  const request = firstRequest(golden);
  const parts: [string, string][] = [
    ["program", block("ts", linesOf(program, kind))],
    ["request", `${block("http", request)}\n\n${block("http", await answerTo(kind, request))}`],
    ["severities", severities(kind)],
    ["answers", answers(kind)],
    ["pace", pace(kind)],
  ];
  return parts.reduce((text, [mark, part]) => fill(text, mark, part), page);
}

const block = (language: string, text: string) => `\`\`\`${language}\n${text.trim()}\n\`\`\``;

/** The lines of the program that declare one destination. */
function linesOf(program: string, kind: DestinationKind): string {
  const lines = program.split("\n");
  const start = lines.findIndex((line) => new RegExp(`^    "?${kind}"?: \\{`).test(line));
  if (start === -1) throw new Error(`examples/destinations.ts does not declare ${kind}`);
  const end = lines.findIndex((line, index) => index >= start && /^( {4}\},| {4}\S.*\},)$/.test(line));
  const own = lines.slice(start, end + 1).map((line) => line.slice(4));
  return ["destinations: {", ...own.map((line) => `  ${line}`), "},"].join("\n");
}

function firstRequest(golden: string): string {
  const [, first = ""] = golden.split(/^### .*\n/m);
  return first;
}

/** What the vendor answers to the request, as its stand-in knows. */
async function answerTo(kind: DestinationKind, request: string): Promise<string> {
  const [head = "", ...rest] = request.trim().split("\n\n");
  const [line = "", ...headers] = head.split("\n");
  const [method = "", url = ""] = line.split(" ");
  const body = rest.join("\n\n");
  const init = { method, body, headers: headers.map((each) => each.split(": ") as [string, string]) };
  const response = await standIn(kind, ACCESS[kind], () => NOW).app.fetch(new Request(url, init));
  const text = await response.text();
  return `HTTP/1.1 ${response.status}\n\n${text}`;
}

const LEVEL_NAMES: Record<Level, string> = {
  critical: "critical (CloudMonitor `CRITICAL`, Prometheus `CRITICAL`)",
  error: "error (Prometheus `ERROR`)",
  warn: "warn (CloudMonitor `WARN`, Prometheus `WARNING`)",
  info: "info (CloudMonitor `INFO`, Prometheus `INFO`)",
  "no-data": "no data (`INSUFFICIENT_DATA`)",
};

function severities(kind: DestinationKind): string {
  const destination = destinationOf(kind);
  if (destination.passesOn) return "The vendor's own integration decides, from CloudMonitor's own words.";
  const rows = LEVELS.map((level) => `| ${LEVEL_NAMES[level]} | \`${destination.severities[level]}\` |`);
  return ["| level | becomes |", "|---|---|", ...rows].join("\n");
}

function answers(kind: DestinationKind): string {
  const judge = (status: number, body: string) =>
    destinationOf(kind).judge({ status, headers: new Headers(), body }, sample(kind), NOW);
  const { success, answers: own, statuses } = ANSWERS[kind];
  const cell = (status: number, body: unknown) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return text ? `${status} \`${text.replaceAll("|", "\\|")}\`` : String(status);
  };
  const rows: [string, Verdict][] = [
    [cell(success.status, success.body), judge(success.status, success.body)],
  ];
  for (const [status, body] of own)
    rows.push([cell(status, body), judge(status, typeof body === "string" ? body : JSON.stringify(body))]);
  // Statuses without a body, those with the same verdict together.
  const byVerdict = new Map<string, number[]>();
  for (const status of Object.keys({ ...STATUSES, ...statuses }).map(Number)) {
    if (rows.some(([answer]) => answer === String(status))) continue;
    const words = inWords(judge(status, ""));
    byVerdict.set(words, [...(byVerdict.get(words) ?? []), status]);
  }
  return [
    "| answer | what follows |",
    "|---|---|",
    ...rows.map(([answer, verdict]) => `| ${answer} | ${inWords(verdict)} |`),
    ...[...byVerdict].map(([words, list]) => `| ${list.join(", ")} | ${words} |`),
  ].join("\n");
}

function inWords(verdict: Verdict): string {
  if (verdict.outcome === "delivered") return "delivered";
  if (verdict.outcome === "rejected") {
    if (verdict.stop)
      return "access refused: a person must act, and nothing more is sent until URL or credential change";
    return verdict.operator ? "access refused: a person must act" : "dead letter";
  }
  const { after, everyone, slow } = verdict;
  const wait = after === undefined ? "" : `, after ${after / 1000} s at the earliest`;
  return `tried again${slow ? ", less densely" : ""}${wait}${everyone ? "; everything for this destination waits" : ""}`;
}

function pace(kind: DestinationKind): string {
  const {
    pace: { perMinute, burst },
    timeout = 10_000,
  } = destinationOf(kind);
  return `The relay sends at most ${perMinute} requests a minute, ${burst} of them at once, and waits ${timeout / 1000} s for an answer.`;
}
