import type { MutantResult, MutantStatus } from "@stryker-mutator/api/core";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import type { MutationTestingPlanReadyEvent, Reporter } from "@stryker-mutator/api/report";
import { NOT_DRAWN } from "./drawn.ts";
import { JUDGED, judgedHere } from "./judged.ts";

const EVERY = 30_000;
const NOTICED: readonly MutantStatus[] = ["Killed", "Timeout"];

/** What the room that runs just now has come to, as far as it was judged: a run of hours may be stopped. */
export const soFar: { planned: number; results: MutantResult[] } = { planned: 0, results: [] };

/** `607 of 2655 mutants judged, 86.6 % of them noticed` */
export function progressOf({ planned, results }: typeof soFar): string {
  const noticed = results.filter(({ status }) => NOTICED.includes(status)).length;
  const percent =
    results.length === 0 ? "" : `, ${((noticed / results.length) * 100).toFixed(1)} % of them noticed`;
  return `${results.length} of ${planned} mutants judged${percent}`;
}

/** The verdict of an earlier run in place of the reason why this one had none to find. */
function verdictOf(result: MutantResult): MutantResult {
  const { statusReason = "" } = result;
  if (!statusReason.startsWith(JUDGED)) return result;
  return { ...result, status: statusReason.slice(JUDGED.length) as MutantStatus };
}

let said: NodeJS.Timeout | undefined;

/** Says on standard error how far a run is. */
const reporter: Reporter = {
  onMutationTestingPlanReady({ mutantPlans }: MutationTestingPlanReadyEvent) {
    const drawn = Number(process.env.MUTATION_SIZE);
    soFar.planned = drawn > 0 ? Math.min(drawn, mutantPlans.length) : mutantPlans.length;
    soFar.results = [];
    said = setInterval(() => console.error(`${process.env.MUTATION_ROOM}: ${progressOf(soFar)}`), EVERY);
  },
  onMutationTestReportReady: () => clearInterval(said),
  onMutantTested(result) {
    if (result.statusReason === NOT_DRAWN) return;
    const judged = result as MutantResult;
    soFar.results.push(verdictOf(judged));
    const isNew = !result.statusReason?.startsWith(JUDGED);
    if (isNew && Number(process.env.MUTATION_SIZE) > 0) judgedHere().add(judged);
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Reporter, "so-far", reporter)];
