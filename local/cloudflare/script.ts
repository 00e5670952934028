import type { ObjectClass, WorkerVersion } from "../runtime/version.ts";

/** A Worker script of an account, as the API keeps it. Times are ISO 8601 in UTC. */
export interface Script {
  name: string;
  /** Stable id of the script. */
  tag: string;
  createdOn: string;
  modifiedOn: string;
  /** Tag of the last Durable Object migration. */
  migrationTag: string | undefined;
  /** Classes that are configured to implement Durable Objects, by name. */
  classes: Record<string, ObjectClass>;
  /** Oldest first. */
  versions: Version[];
  /** Newest first; the first is the one that runs. */
  deployments: Deployment[];
  subdomain: { enabled: boolean; previews_enabled: boolean };
  schedules: Schedule[];
  settings: ScriptSettings;
}

/** A version of a script: what was uploaded, and what was found out about it. */
export interface Version extends Omit<WorkerVersion, "classes"> {
  id: string;
  number: number;
  createdOn: string;
  source: string;
  /** Hash of the modules. */
  etag: string;
  handlers: string[];
  /** Named exports that could be classes. */
  exported: string[];
  /** Milliseconds. */
  startupTime: number;
  /** What was uploaded besides and is only answered again: placement, limits, annotations and the like. */
  echoed: Record<string, unknown>;
}

export interface Deployment {
  id: string;
  createdOn: string;
  source: string;
  versionId: string;
  annotations: Record<string, unknown>;
}

interface Schedule {
  cron: string;
  created_on: string;
  modified_on: string;
}

/** Settings that belong to the script whatever version runs. */
export interface ScriptSettings {
  logpush: boolean;
  tags: string[];
  tail_consumers: unknown[];
  observability?: unknown;
}

/** A custom domain. */
export interface Domain {
  id: string;
  hostname: string;
  service: string;
  environment: string;
  zone_id: string;
  zone_name: string;
  cert_id: string;
}

/** Versions that are kept of a script, apart from the one that runs. */
export const KEPT_VERSIONS = 10;

export function activeVersion(script: Script): Version {
  const id = script.deployments[0]?.versionId;
  const version = script.versions.find((each) => each.id === id);
  if (!version) throw new Error(`the script ${script.name} has no active version`);
  return version;
}

/** A script before its first upload. */
export function newScript(name: string, tag: string, time: string): Script {
  return {
    name,
    tag,
    createdOn: time,
    modifiedOn: time,
    migrationTag: undefined,
    classes: {},
    versions: [],
    deployments: [],
    subdomain: { enabled: false, previews_enabled: false },
    schedules: [],
    settings: { logpush: false, tags: [], tail_consumers: [] },
  };
}

/** What runs when a version of a script does. */
export function runnable(
  version: Omit<WorkerVersion, "classes">,
  classes: Record<string, ObjectClass>,
): WorkerVersion {
  const { mainModule, modules, compatibilityDate, compatibilityFlags, bindings } = version;
  // A Worker that names no date gets the oldest behaviour.
  return {
    mainModule,
    modules,
    compatibilityDate: compatibilityDate || "2021-11-02",
    compatibilityFlags,
    bindings,
    classes,
  };
}
