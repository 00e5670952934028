import { getWorkersScriptsOutput } from "@pulumi/cloudflare/getWorkersScripts.js";
import * as pulumi from "@pulumi/pulumi";
import { MIGRATIONS, type Migration } from "../../receiver/config/migrations.ts";

/** Durable Object migrations as `WorkersScript` takes them. */
interface MigrationsInput {
  newTag: string;
  oldTag?: string;
  steps: Omit<Migration, "tag">[];
}

/** Tag of the last migration. */
export function lastTag(migrations: readonly Migration[] = MIGRATIONS): string {
  return migrations.at(-1)?.tag ?? "";
}

/** The tag of the last migration that Cloudflare has applied to the script, or undefined if none. */
export function appliedTag(
  accountId: pulumi.Input<string>,
  scriptName: string,
  opts: pulumi.InvokeOptions,
): pulumi.Output<string | undefined> {
  return getWorkersScriptsOutput({ accountId }, opts).apply(
    ({ results }) => results.find((script) => script.id === scriptName)?.migrationTag || undefined,
  );
}

/**
 * Every migration that a script lacks, given the tag that Cloudflare has, as one: undefined where it has
 * all. Cloudflare refuses a step that it has applied, and an old tag that is not the current one.
 */
export function lackingMigrations(
  applied: string | undefined,
  migrations: readonly Migration[] = MIGRATIONS,
): MigrationsInput | undefined {
  const current = migrations.findIndex(({ tag }) => tag === applied);
  if (applied !== undefined && current === -1) {
    throw new pulumi.RunError(
      `AlertReceiver: Cloudflare has the Durable Object migration "${applied}", which this version of cloudmonitor-relay does not know. Deploy with a version at least as new as the one before: its stored incidents are in a form that an older one can't read. What to do instead of going back: docs/components/AlertReceiver.md`,
    );
  }
  const lacking = migrations.slice(current + 1);
  if (lacking.length === 0) return undefined;
  return {
    newTag: lastTag(migrations),
    ...(applied !== undefined && { oldTag: applied }),
    steps: lacking.map(({ tag, ...changes }) => changes),
  };
}
