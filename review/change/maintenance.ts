import { timesText } from "../../program/model/windows.ts";
import type { MaintenanceConfig, SourceConfig } from "../../receiver/config/config.ts";
import { code } from "../wording/words.ts";
import { note, risk, type Sentence } from "./aspect.ts";
import { changesByName } from "./named.ts";
import { conditionsText } from "./routes.ts";

/** What changes about the maintenance windows of a source. */
export function sayMaintenance(source: string, was: SourceConfig, is: SourceConfig): Sentence[] {
  return changesByName(was.maintenance, is.maintenance, (old, now) => {
    if (!now) return old ? [note(`${whatText(source, old)} no longer held ${timesText(old)}`)] : [];
    const before = old ? ` (was: ${conditionsText(old)}, ${timesText(old)}${passText(old)})` : "";
    return [risk(`${whatText(source, now)} held ${timesText(now)}${passText(now)}${before}`)];
  });
}

function whatText(source: string, window: MaintenanceConfig): string {
  return `new incidents of ${conditionsText(window)} at the source ${code(source)} are`;
}

function passText({ passes = [] }: MaintenanceConfig): string {
  return passes.length === 0 ? "" : `; ${passes.join(", ")} ${passes.length === 1 ? "passes" : "pass"}`;
}
