import type { DestinationState, Report, Status } from "../../receiver/answers.ts";
import { spanText } from "../../receiver/message/span.ts";
import { table } from "../table.ts";

/** Open incidents that are listed; the counts tell how many there are. */
const MOST = 20;

/** The status for people: what needs somebody first, then sources, destinations and open incidents. */
export function statusText(status: Status, now: number): string {
  const sources = Object.entries(status.sources);
  const destinations = Object.entries(status.destinations);
  const problems = problemsOf(status);
  return [
    ...(problems.length > 0 ? [...problems.map((each) => `✗ ${each}`), ""] : []),
    table(
      ["source", "latest event", "open", "quarantined"],
      sources.map(([name, report]) => [
        name,
        report.latestEventAt === null ? "none yet" : ago(report.latestEventAt, now),
        String(report.openIncidents.count),
        String(report.quarantined.count),
      ]),
    ),
    "",
    table(
      ["destination", "last answer", "waiting", "dead letters"],
      destinations.map(([name, state]) => [
        name,
        state.answeredAt === null ? "none yet" : ago(state.answeredAt, now),
        waitingText(state, now),
        String(state.deadLetters),
      ]),
    ),
    ...openText(sources, now),
    ...(problems.length > 0 ? [] : ["", "✓ no destination needs anybody"]),
  ].join("\n");
}

/** What a person should look at: where pages wait for somebody to act. */
export function problemsOf({ destinations, pings = {} }: Status): string[] {
  return [
    ...Object.entries(destinations).flatMap(([name, { troubles, deadLetters }]) => [
      ...troubles.map((trouble) => `${name} ${trouble}`),
      ...(deadLetters > 0
        ? [
            `${name}: ${deadLetters} dead ${deadLetters === 1 ? "letter" : "letters"}: cloudmonitor-relay dead-letters ${name}`,
          ]
        : []),
    ]),
    // Before the first try there is nothing to look at yet.
    ...Object.entries(pings).flatMap(([name, { problem, triedAt }]) =>
      problem === null || triedAt === null ? [] : [`the watcher ${name} gets no pings: ${problem}`],
    ),
  ];
}

function waitingText({ waiting: { count, oldest } }: DestinationState, now: number): string {
  return oldest === null ? "0" : `${count}, the oldest for ${spanText(now - Date.parse(oldest), "en")}`;
}

function openText(sources: [string, Report][], now: number): string[] {
  const open = sources.flatMap(([source, { openIncidents }]) =>
    openIncidents.list.map((incident) => ({ source, ...incident })),
  );
  const count = sources.reduce((sum, [, { openIncidents }]) => sum + openIncidents.count, 0);
  if (count === 0) return [];
  const shown = open.sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)).slice(0, MOST);
  const rows = shown.map(({ source, level, rule, resource, openedAt, destinations, reason }) => [
    level,
    rule,
    resourceText(resource),
    ago(openedAt, now),
    source,
    reason ?? (destinations.join(", ") || "nobody"),
  ]);
  const rest = count > shown.length ? [`… and ${count - shown.length} more`] : [];
  return ["", table(["level", "rule", "resource", "opened", "source", "tells"], rows), ...rest];
}

/** Values of the dimensions; the account is the source's. */
function resourceText(resource: Record<string, string>): string {
  const values = Object.entries(resource).filter(([name]) => name !== "userId");
  return values.map(([, value]) => value).join(", ");
}

export function ago(time: string, now: number): string {
  return `${spanText(now - Date.parse(time), "en")} ago`;
}
