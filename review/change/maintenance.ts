import { isDeepStrictEqual } from "node:util";
import { timesText } from "../../program/model/windows.ts";
import type { MaintenanceConfig, SourceConfig } from "../../receiver/config/config.ts";
import { code } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";
import { conditionsText } from "./routes.ts";

/** What changes about the maintenance windows of a source. */
export function sayMaintenance(source: string, was: SourceConfig, is: SourceConfig): Sentence[] {
  const [before, after] = [was.maintenance ?? [], is.maintenance ?? []];
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name): Sentence[] => {
    const [old, now] = [before.find((each) => each.name === name), after.find((each) => each.name === name)];
    if (isDeepStrictEqual(old, now)) return [];
    if (!now) return old ? [note(`${whatText(source, old)} no longer held ${timesText(old)}`)] : [];
    const was = old ? ` (was: ${conditionsText(old)}, ${timesText(old)}${passText(old)})` : "";
    return [risk(`${whatText(source, now)} held ${timesText(now)}${passText(now)}${was}`)];
  });
}

function whatText(source: string, window: MaintenanceConfig): string {
  return `new incidents of ${conditionsText(window)} at the source ${code(source)} are`;
}

function passText({ passes = [] }: MaintenanceConfig): string {
  return passes.length === 0 ? "" : `; ${passes.join(", ")} ${passes.length === 1 ? "passes" : "pass"}`;
}
