import { shownBinding } from "./bindings.ts";
import { activeVersion, type Script, type Version } from "./script.ts";

/** A script as lists and uploads show it. */
export function shownScript(script: Script): Record<string, unknown> {
  const { compatibilityDate, compatibilityFlags, etag, handlers, echoed } = activeVersion(script);
  return {
    id: script.name,
    tag: script.tag,
    etag,
    handlers,
    created_on: script.createdOn,
    modified_on: script.modifiedOn,
    ...(script.migrationTag !== undefined && { migration_tag: script.migrationTag }),
    has_modules: true,
    has_assets: false,
    compatibility_date: compatibilityDate,
    compatibility_flags: compatibilityFlags,
    usage_model: echoed.usage_model ?? "standard",
    last_deployed_from: script.deployments[0]?.source,
    ...shownScriptSettings(script),
  };
}

/** What an upload answers. */
export function shownUpload(script: Script): Record<string, unknown> {
  const { id, startupTime, mainModule } = activeVersion(script);
  return {
    ...shownScript(script),
    startup_time_ms: startupTime,
    entry_point: mainModule,
    deployment_id: id.replaceAll("-", ""),
  };
}

/** Settings that belong to the script whatever version runs. */
export function shownScriptSettings({ settings }: Script): Record<string, unknown> {
  const { observability, ...always } = settings;
  return { ...always, ...(observability !== undefined && { observability }) };
}

/**
 * Settings of the version that runs, with those of the script. What nobody has set is left out, but for
 * `placement`: the Terraform provider counts on it.
 */
export function shownSettings(script: Script): Record<string, unknown> {
  const { bindings, compatibilityDate, compatibilityFlags, echoed } = activeVersion(script);
  return {
    ...shownScriptSettings(script),
    placement: echoed.placement ?? {},
    ...(echoed.limits !== undefined && { limits: echoed.limits }),
    usage_model: echoed.usage_model ?? "standard",
    compatibility_date: compatibilityDate,
    compatibility_flags: compatibilityFlags,
    bindings: bindings.map((binding) => shownBinding(binding, script.classes)),
  };
}

export function shownVersion(script: Script, version: Version): Record<string, unknown> {
  const { id, number, createdOn, source, etag, handlers, bindings, echoed, startupTime } = version;
  return {
    id,
    number,
    metadata: { created_on: createdOn, modified_on: createdOn, source, hasPreview: false },
    annotations: echoed.annotations ?? {},
    startup_time_ms: startupTime,
    resources: {
      script: { etag, handlers, last_deployed_from: source },
      script_runtime: {
        compatibility_date: version.compatibilityDate,
        compatibility_flags: version.compatibilityFlags,
        usage_model: echoed.usage_model ?? "standard",
        limits: echoed.limits,
        ...(script.migrationTag !== undefined && { migration_tag: script.migrationTag }),
      },
      bindings: bindings.map((binding) => shownBinding(binding, script.classes)),
    },
  };
}
