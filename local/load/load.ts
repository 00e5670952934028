import type { MetricRule } from "../../program/model/metric-rules.ts";
import { type Place, placeOf } from "../../program/model/place.ts";
import type { Program } from "../../program/model/program.ts";
import type { CloudMonitorApi } from "../cloudmonitor/api/api.ts";
import { ApiError } from "../cloudmonitor/api/errors.ts";
import type { RegionStore } from "../cloudmonitor/store/region.ts";
import { forgetEarlier } from "./earlier.ts";
import { type Loading, OPERATIONS } from "./operations.ts";

/**
 * Puts what a program declares into the local CloudMonitor, as the providers would: contacts and their groups,
 * application groups, every kind of rule, silences, webhook objects, each in the account and region of its
 * provider; `own` is the place of what has no provider of its own. Throws with what CloudMonitor refuses.
 */
export function loadProgram(api: CloudMonitorApi, program: Program, own: Place): void {
  const places = new Map<string, Place>();
  for (const resource of program.resources) {
    const place = placeOf(resource, program, own);
    places.set(JSON.stringify(place), place);
  }
  for (const place of places.values())
    forgetEarlier(api.clouds.account(place.account).region(place.region), program);
  const ids = new Map<string, string>();
  const loadings = new Map([...places].map(([key, place]) => [key, loadingInto(api, program, place, ids)]));
  for (const [type, put] of OPERATIONS) {
    for (const resource of program.resources.filter((each) => each.type === type)) {
      const loading = loadings.get(JSON.stringify(placeOf(resource, program, own)));
      try {
        if (loading) put(resource, loading);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        throw new Error(`CloudMonitor refuses ${type} "${resource.name}": ${error.message}`);
      }
    }
  }
}

/** `ids`: of groups, by the name that the program knows them by. */
function loadingInto(
  api: CloudMonitorApi,
  program: Program,
  place: Place,
  ids: Map<string, string>,
): Loading {
  const region = api.clouds.account(place.account).region(place.region);
  return {
    put: (action, parameters) => api.perform(place, action, parameters),
    rename: (id, here) => void ids.set(id, String(here)),
    renameSiteMonitor: (taskId, to) => region.renameSiteMonitor(taskId, to),
    groupId: (id) => ids.get(String(id)) ?? foreignGroup(region, String(id), ids),
    ruleOf: ({ urn }) => program.entryOf.get(urn) as MetricRule,
  };
}

/** A group that somebody else made: of its members nothing is known here. */
function foreignGroup(region: RegionStore, name: string, ids: Map<string, string>): string {
  if (region.monitorGroups.has(Number(name))) return name;
  const id = /^\d+$/.test(name) ? Number(name) : Math.max(0, ...region.monitorGroups.keys()) + 1;
  region.putMonitorGroup({ id, name, contactGroups: [], type: "custom", tags: [], created: 0, updated: 0 });
  ids.set(name, String(id));
  return String(id);
}
