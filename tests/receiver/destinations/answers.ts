import { type DestinationKind, destinationOf } from "../../../receiver/destinations/registry.ts";
import type { Verdict } from "../../../receiver/destinations/verdict.ts";
import { STATUSES } from "./contract.ts";
import { CASES } from "./contracts.ts";
import { NOW, sample } from "./samples.ts";

/** What follows from each answer of a vendor, as its page in `docs/destinations` has it. */
export function answersTable(kind: DestinationKind): string {
  const judge = (status: number, body: string) =>
    destinationOf(kind).judge({ status, headers: new Headers(), body }, sample(kind), NOW);
  const { success, answers, statuses } = CASES[kind].contract;
  const own: [number, unknown][] = [
    [success.status, success.body],
    ...answers.map(([status, body]): [number, unknown] => [status, body]),
  ];
  const rows = own.map(([status, body]): [string, Verdict] => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return [text ? `${status} \`${text.replaceAll("|", "\\|")}\`` : String(status), judge(status, text)];
  });
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
