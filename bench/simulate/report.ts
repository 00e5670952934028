import { judge } from "./judge/index.ts";
import type { Violation } from "./judge/invariant.ts";
import type { Receiver } from "./platform/load.ts";
import { digestOf, run } from "./run.ts";
import type { Recording } from "./upgrade/recording.ts";
import type { Scenario } from "./world/scenario.ts";
import type { World } from "./world/world.ts";

/** What one run came to. */
export interface RunReport {
  seed: number;
  /** Requests that CloudMonitor sent, repetitions included. */
  callbacks: number;
  /** Of these, how many changed an incident. */
  changed: number;
  /** Requests that arrived at vendors. */
  requests: number;
  /** Places at which something else could have happened next. */
  events: number;
  stops: number;
  /** SHA-256 of the run's log. */
  digest: string;
  violations: Violation[];
}

/** Decisions that change an incident: all but those which say that nothing is new. */
const UNCHANGED = ["repeated", "duplicate", "late", "held", "test"];

/** What runs are played with. */
export interface Stage {
  receiver: Receiver;
  recordings: readonly Recording[];
}

/** Plays a scenario and judges it. */
export async function playAndJudge(
  scenario: Scenario,
  { receiver, recordings }: Stage,
): Promise<{ world: World; report: RunReport }> {
  const world = await run(scenario, receiver, recordings);
  const { sender, vendors, cloud, notes } = world;
  const answers = sender.outcomes.flatMap((outcome) => outcome.answers);
  const report = {
    seed: scenario.seed,
    callbacks: sender.outcomes.reduce((sum, { tries }) => sum + tries, 0),
    changed: answers.filter(({ text }) => {
      const decision = /"decision":"(\w+)"/.exec(text)?.[1];
      return decision !== undefined && !UNCHANGED.includes(decision);
    }).length,
    requests: vendors.reduce((sum, { arrivals }) => sum + arrivals.length, 0),
    events: cloud.loop.events,
    stops: notes.filter(({ what }) => what.startsWith("stops: ") && what !== "stops: idle").length,
    digest: digestOf(world),
    violations: judge(world),
  };
  for (const { storage } of cloud.objects.values()) storage.database.close();
  return { world, report };
}
