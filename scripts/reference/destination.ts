import { type DestinationKind, destinationOf } from "../../receiver/destinations/registry.ts";
import { LEVELS, type Level } from "../../receiver/level.ts";
import { fill, read } from "./page.ts";

/** What the tests wrote down of a kind: its requests, and what its stand-in and its vendor answer. */
const GOLDENS = "tests/receiver/destinations/goldens";

/**
 * Fills in what a destination's page takes from elsewhere: the first of its golden requests with what
 * the stand-in answers to it, the texts as people see them, its severities, its verdicts and its pace. The rest of the page is written
 * by people, its lines of a program too.
 */
export function fillDestinationPage(page: string, kind: DestinationKind): string {
  const [, first = ""] = read(`${GOLDENS}/${kind}.http`).split(/^### .*\n/m);
  const [answer = "", verdicts = ""] = read(`${GOLDENS}/${kind}.answers.txt`).split(/\n\n(?=\| answer)/);
  const parts: [string, string][] = [
    ["request", `\`\`\`http\n${first.trim()}\n\`\`\`\n\n${answer}`],
    ["texts", read(`${GOLDENS}/${kind}.texts.md`).trim()],
    ["severities", severities(kind)],
    ["answers", verdicts.trim()],
    ["pace", pace(kind)],
  ];
  return parts.reduce((text, [mark, part]) => fill(text, mark, part), page);
}

/** The lines of a page that declare the destination, as they stand in the program of examples/. */
export function declarationOn(page: string): string {
  const [, lines] = /<!-- program -->\n\n```ts\ndestinations: \{\n(.*?)\n\},\n```/s.exec(page) ?? [];
  if (lines === undefined) throw new Error("lacks <!-- program --> with destinations: { … } in TypeScript");
  return lines.replace(/^(?=.)/gm, "  ");
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

function pace(kind: DestinationKind): string {
  const {
    pace: { perMinute, burst },
    timeout = 10_000,
  } = destinationOf(kind);
  return `The relay sends at most ${perMinute} requests a minute, ${burst} of them at once, and waits ${timeout / 1000} s for an answer.`;
}
