import type { Subject } from "../simulate/world/episodes.ts";
import type { Program } from "../simulate/world/program.ts";
import { accessOf } from "../simulate/world/vendors/accounts.ts";

/** What is deployed: one destination that two sources share, and one of each way to tell. */
export const PROGRAM: Program = {
  destinations: {
    flash: { kind: "flashduty", severities: {}, access: accessOf("flashduty", "flash") },
    hook: { kind: "webhook", severities: {}, access: accessOf("webhook", "hook") },
    pager: { kind: "itoc360", severities: {}, access: accessOf("itoc360", "pager") },
    chat: { kind: "slack", severities: {}, access: accessOf("slack", "chat") },
    native: { kind: "itoc360-native", severities: {}, access: accessOf("itoc360-native", "native") },
  },
  sources: {
    production: { generation: 1, deliverTo: ["flash", "hook"], language: "en", severities: {} },
    staging: { generation: 1, deliverTo: ["flash", "pager"], language: "zh", severities: {} },
    office: { generation: 1, deliverTo: ["chat", "native"], language: "en", severities: {} },
  },
};

/**
 * How many resources of each source have trouble at once, and the longest time between two callbacks of
 * one, in milliseconds: more than two of the destinations may be told each minute, and what the chat may.
 */
const LOAD: Record<string, { resources: number; gap: number }> = {
  production: { resources: 12, gap: 1000 },
  staging: { resources: 8, gap: 1500 },
  office: { resources: 2, gap: 4000 },
};

export const SUBJECTS: readonly (Subject & { gap: number })[] = Object.entries(LOAD).flatMap(
  ([source, { resources, gap }]) =>
    Array.from({ length: resources }, (_, index) => ({
      ...{ source, rule: "ecs-cpu", resource: `i-${index}`, openFor: undefined, gap },
      // Half of the bodies carry the vendor's id of the stretch.
      hasId: index % 2 === 0,
    })),
);
