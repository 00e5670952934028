import type { Program } from "../program/model/program.ts";
import type { Receiver } from "../program/model/receivers.ts";
import { json, record, text } from "../program/model/values.ts";
import type { DrillAnswer, DrillShown } from "../receiver/answers.ts";
import { DRILL_WITHIN } from "../receiver/config/config.ts";
import { PATH } from "../receiver/config/urls.ts";
import type { Finding } from "./finding.ts";
import type { Web } from "./web.ts";

/** How often a drill is looked at, in milliseconds. */
const POLL = 1000;
/** What a drill may take beside the time of its halves: the receiver looks every other second. In seconds. */
const BESIDE = 60;

/**
 * Has each receiver drill the sources that have a drill, and waits until they are over. Only destinations that
 * are marked are told. `wait`: for so many milliseconds.
 */
export async function verifyDrills(
  { receivers }: Program,
  web: Web,
  wait: (milliseconds: number) => Promise<unknown>,
): Promise<Finding[]> {
  if (receivers.length === 0)
    return [
      {
        ...{ check: "drill", outcome: "attention", about: "drill" },
        text: "can't be begun: this stack has no receiver",
        todo: "run `verify --drill` on the receiver's stack",
      },
    ];
  return (await Promise.all(receivers.map((receiver) => drillOf(receiver, web, wait)))).flat();
}

async function drillOf(
  { component, config }: Receiver,
  web: Web,
  wait: (milliseconds: number) => Promise<unknown>,
): Promise<Finding[]> {
  const about = `drill ${component.name}`;
  const sources = Object.entries(config.sources).flatMap(([name, { drill }]) =>
    drill ? [{ name, drill }] : [],
  );
  if (sources.length === 0)
    return [
      {
        ...{ check: "drill", outcome: "attention", about, text: "can't be begun: no source has one" },
        todo: "give a source `drill`, and mark a destination of it with `drill: true`",
      },
    ];
  const failed = (problem: string): Finding[] => [
    { ...{ check: "drill", outcome: "failed", about, text: problem }, todo: "see the receiver's own line" },
  ];
  const { url, operatorToken } = component.outputs;
  const address = `${text(url)}${PATH.drill}`;
  const headers = { authorization: `Bearer ${text(operatorToken)}` };
  const begun = await web(address, { method: "POST", headers, body: JSON.stringify({ by: "verify" }) });
  if ("problem" in begun) return failed(`can't be begun: ${begun.problem}`);
  // 409: all of them run already, which is as good.
  if (begun.status !== 202 && begun.status !== 409)
    return failed(`can't be begun: ${text(record(json(begun.body)).error) ?? `it answers ${begun.status}`}`);
  const seconds = Math.max(...sources.map(({ drill }) => drill.within ?? DRILL_WITHIN)) * 2 + BESIDE;
  let shown: Record<string, DrillShown | null> = {};
  for (let left = (seconds * 1000) / POLL; left > 0; left--) {
    await wait(POLL);
    const looked = await web(address, { headers });
    // A receiver that does not answer now may answer at the next look.
    if ("problem" in looked || looked.status !== 200) continue;
    shown = (json(looked.body) as DrillAnswer | undefined)?.drills ?? {};
    if (sources.every(({ name }) => shown[name]?.outcome !== "running")) break;
  }
  return sources.flatMap(({ name }) => findingsOf(name, shown[name] ?? undefined, seconds));
}

/** Of a source, and of each destination that was to be told. */
function findingsOf(source: string, drill: DrillShown | undefined, most: number): Finding[] {
  const about = `drill ${source}`;
  const todo = "see docs/drills.md, What a drill finds";
  if (!drill || drill.outcome === "running")
    return [{ check: "drill", outcome: "failed", about, text: `did not end within ${most} s`, todo }];
  const { startedAt, openedAt, closedAt, destinations, problem } = drill;
  const told = Object.entries(destinations).map(([name, { opened, resolved }]): Finding => {
    const seconds = { alert: between(openedAt, opened), recovery: between(closedAt, resolved) };
    const passed = seconds.alert !== undefined && seconds.recovery !== undefined;
    return {
      ...{ check: "drill", outcome: passed ? "passed" : "failed", about: `${about} at ${name}` },
      text: `${had("the alert", seconds.alert)}, ${had("its recovery", seconds.recovery)}`,
      seconds: known(seconds),
      ...(!passed && { todo }),
    };
  });
  const seconds = { callback: between(startedAt, openedAt) };
  const own: Finding =
    problem === null
      ? {
          ...{ check: "drill", outcome: "passed", about, seconds: known(seconds) },
          text: `passed: its callback was taken at the public address after ${seconds.callback} s`,
        }
      : {
          check: "drill",
          outcome: "failed",
          about,
          text: `failed: ${problem}`,
          seconds: known(seconds),
          todo,
        };
  return [own, ...told];
}

const had = (what: string, seconds: number | undefined) =>
  seconds === undefined ? `never had ${what}` : `had ${what} after ${seconds} s`;

/** Seconds from one time to another, to a tenth. */
function between(from: string | null, to: string | null): number | undefined {
  if (from === null || to === null) return undefined;
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10);
}

/** Without what is not known. */
function known(seconds: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(seconds).flatMap(([stage, each]) => (each === undefined ? [] : [[stage, each]])),
  );
}
