import {
  DESTINATION_KINDS,
  type DestinationKind,
  destinationOf,
} from "../../receiver/destinations/registry.ts";
import { CASES } from "../../tests/receiver/destinations/contracts.ts";
import { NOW, sample } from "../../tests/receiver/destinations/samples.ts";
import { longestWait } from "./outage.ts";
import type { Failure } from "./vendors.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The outages of the page, in milliseconds. */
export const OUTAGES: readonly [text: string, lasts: number][] = [
  ["1 min", MINUTE],
  ["4 min", 4 * MINUTE],
  ["10 min", 10 * MINUTE],
  ["1 h", HOUR],
  ["4 h", 4 * HOUR],
  ["24 h", 24 * HOUR],
  ["72 h", 72 * HOUR],
];

export const FAILURES: readonly Failure[] = ["503", "no answer"];

/** After how many milliseconds the page from the beginning, and a new one, arrived once the vendor was back. */
export interface Arrival {
  kind: DestinationKind;
  failure: Failure;
  lasts: number;
  first: number;
  next: number;
}

/** What is later than it may be, in words. */
export function tooLate(arrivals: readonly Arrival[]): string[] {
  return arrivals
    .filter(({ first, next, lasts }) => Math.max(first, next) > longestWait(lasts))
    .map(
      ({ kind, failure, lasts, first, next }) =>
        `${kind}, ${failure} for ${lasts / MINUTE} min: ${seconds(first)}, a new page ${seconds(next)}; at most ${longestWait(lasts) / 1000} s`,
    );
}

export function page(arrivals: readonly Arrival[]): string {
  return `${INTRODUCTION}
${table(arrivals)}

${WAITS}
${waitsTable()}
`;
}

const INTRODUCTION = `# After an outage

How long a page takes once a vendor is back: the one that was raised when the outage began, while nothing new
comes, and one that is raised in the moment when the vendor is back. Played in virtual time over the receiver's
own classes, by \`npm run outages\`, which writes this page; a test fails when it is out of date, or when a
figure is above its bound: **30 s after an outage of up to an hour, 2 min after a longer one**.

Each figure is the worst that can be: the vendor is back right after a try has failed, and what is left to chance
(waits are up to half shorter, so that what waits at many places does not come back as one wave) is the longest
that it may be. Long stretches in which one try is like the other are skipped. The first figure is that
of the page from the beginning, the second that of the new one, by what the vendor answers while it is away. Vendors
with the same figures share a row.
`;

const WAITS = `## What vendors ask to wait

This comes on top. Before it is over nothing is sent, whatever waits; a \`Retry-After\` is heeded everywhere, up to
an hour, and 429 without one, or without a wait below, is a wait of 5 s. After an access was refused (401, 403, 404,
a robot that is gone) the vendor is probed every 15 minutes, and at once when URL or credential have changed. An answer
that may mean that the message itself is the problem, like 500 of itoc360, keeps that message for 30 s to 10 min, and
no other one.
`;

/** A row for each way to fail and come back; vendors with the same figures share it. */
function table(arrivals: readonly Arrival[]): string {
  const head = ["answer", "vendors", ...OUTAGES.map(([text]) => text)];
  const rows = FAILURES.flatMap((failure) => {
    const vendors = new Map<string, string[]>();
    for (const kind of DESTINATION_KINDS) {
      const cells = OUTAGES.map(([, lasts]) => {
        const found = arrivals.find(
          (each) => each.kind === kind && each.failure === failure && each.lasts === lasts,
        );
        return found ? `${seconds(found.first)} / ${seconds(found.next)}` : "";
      });
      const figures = cells.join(" | ");
      vendors.set(figures, [...(vendors.get(figures) ?? []), destinationOf(kind).setup.title]);
    }
    return [...vendors].map(([figures, titles]) => `| ${failure} | ${titles.join("; ")} | ${figures} |`);
  });
  return [`| ${head.join(" | ")} |`, `|${head.map(() => "---").join("|")}|`, ...rows].join("\n");
}

/** Every answer of a vendor's contract that asks for a wait. */
function waitsTable(): string {
  const rows = DESTINATION_KINDS.flatMap((kind) => {
    const { answers } = CASES[kind].contract;
    const all: [status: number, body: unknown][] = [
      ...answers.map(([status, body]): [number, unknown] => [status, body]),
      [429, ""],
    ];
    return all.flatMap(([status, body]) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const verdict = destinationOf(kind).judge(
        { status, headers: new Headers(), body: text },
        sample(kind),
        NOW,
      );
      if (verdict.outcome !== "retry" || !verdict.after) return [];
      const answer = text ? `${status} \`${text.replaceAll("|", "\\|")}\`` : String(status);
      return [`| ${destinationOf(kind).setup.title} | ${answer} | ${verdict.after / 1000} s |`];
    });
  });
  return ["| vendor | answer | at least |", "|---|---|---|", ...new Set(rows)].join("\n");
}

function seconds(milliseconds: number): string {
  return `${(Math.ceil(milliseconds / 100) / 10).toFixed(1)} s`;
}
