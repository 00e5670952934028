import type { Alert } from "../alert.ts";
import { type Both, type Language, say } from "../message/language.ts";
import type { DrillState } from "./state.ts";

/** What people are told of a drill that failed, or of the one that passed after it, as an alert of the relay's own. */
export function drillAlert({ problem }: DrillState, source: string, language: Language, now: number): Alert {
  const own = (both: Both) => say(both, language);
  const failed = own([
    `The fire drill of ${source} failed: ${problem}`,
    `${source} 的告警演练失败：${problem}`,
  ]);
  const passed = own([`The fire drill of ${source} passed.`, `${source} 的告警演练已通过。`]);
  const advice = own([
    "A real alert would go the same way. GET /status shows how far the drill came.",
    "真实告警会走同样的路径。GET /status 显示演练进行到哪一步。",
  ]);
  return {
    kind: "receiver",
    state: problem === null ? "resolved" : "firing",
    level: "critical",
    time: now,
    rule: { key: "cloudmonitor-relay drill failed", name: own(["Fire drill failed", "告警演练失败"]) },
    dimensions: { drill: source },
    text: problem === null ? passed : `${failed}\n${advice}`,
    fields: {},
  };
}
