import type { MetricRule } from "../../program/model/metric-rules.ts";
import type { Program } from "../../program/model/program.ts";
import type { CloudMonitorApi } from "../cloudmonitor/api/api.ts";
import { ApiError } from "../cloudmonitor/api/errors.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import { forgetEarlier } from "./earlier.ts";
import { type Loading, OPERATIONS } from "./operations.ts";

/**
 * Puts what a program declares into the local CloudMonitor, as the provider would: contacts and their groups,
 * application groups, every kind of rule, silences, webhook objects. Throws with what CloudMonitor refuses.
 */
export function loadProgram(
  api: CloudMonitorApi,
  program: Program,
  at: { account: string; region: string },
): void {
  const region = api.clouds.account(at.account).region(at.region);
  forgetEarlier(region, program);
  const ids = new Map<string, string>();
  const loading: Loading = {
    put: (action, parameters) => api.perform(at, action, parameters),
    rename: (id, here) => void ids.set(id, String(here)),
    groupId: (id) => ids.get(String(id)) ?? foreignGroup(region, String(id), ids),
    ruleOf: ({ urn }) => program.entryOf.get(urn) as MetricRule,
  };
  for (const [type, put] of OPERATIONS) {
    for (const resource of program.resources.filter((each) => each.type === type)) {
      try {
        put(resource, loading);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        throw new Error(`CloudMonitor refuses ${type} "${resource.name}": ${error.message}`);
      }
    }
  }
}

/** A group that somebody else made: of its members nothing is known here. */
function foreignGroup(region: RegionStore, name: string, ids: Map<string, string>): string {
  if (region.monitorGroups.has(Number(name))) return name;
  const id = /^\d+$/.test(name) ? Number(name) : Math.max(0, ...region.monitorGroups.keys()) + 1;
  region.putMonitorGroup({ id, name, contactGroups: [], type: "custom", tags: [], created: 0, updated: 0 });
  ids.set(name, String(id));
  return String(id);
}
