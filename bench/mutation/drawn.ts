import { createHash } from "node:crypto";
import { relative } from "node:path";
import { type Checker, CheckStatus } from "@stryker-mutator/api/check";
import type { Mutant } from "@stryker-mutator/api/core";
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { JUDGED, judgedHere, mutantOf } from "./judged.ts";

/** Why a mutant was not run. */
export const NOT_DRAWN = "not drawn";

/** As many mutants as are asked for, chosen by a seed: the same for the same code. */
export function draw(mutants: readonly Mutant[], size: number, seed: number): Set<string> {
  const lot = ({ fileName, location, mutatorName, replacement }: Mutant): string =>
    createHash("sha256")
      .update(JSON.stringify([seed, relative(process.cwd(), fileName), location, mutatorName, replacement]))
      .digest("hex");
  const lots = mutants.map((mutant) => ({ id: mutant.id, lot: lot(mutant) }));
  return new Set(
    lots
      .sort((a, b) => (a.lot < b.lot ? -1 : 1))
      .slice(0, size)
      .map(({ id }) => id),
  );
}

let drawn = new Set<string>();
let known = judgedHere().known();

/** Why a mutant is not run; undefined: it is. */
function reasonOf(mutant: Mutant): string | undefined {
  if (!drawn.has(mutant.id)) return NOT_DRAWN;
  const status = known.get(mutantOf(mutant));
  return status && `${JUDGED}${status}`;
}

/** Stryker can't draw; a checker may turn a mutant away before it is run. It is asked for groups first, of all. */
const checker: Checker = {
  init: async () => {},
  async group(mutants) {
    drawn = draw(mutants, Number(process.env.MUTATION_SIZE), Number(process.env.MUTATION_SEED));
    known = judgedHere().known();
    return [mutants.map(({ id }) => id)];
  },
  async check(mutants) {
    return Object.fromEntries(
      mutants.map((mutant) => {
        const reason = reasonOf(mutant);
        return [
          mutant.id,
          reason === undefined
            ? { status: CheckStatus.Passed }
            : { status: CheckStatus.CompileError, reason },
        ];
      }),
    );
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Checker, "drawn", checker)];
