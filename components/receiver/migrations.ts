import { getWorkersScriptsOutput } from "@pulumi/cloudflare/getWorkersScripts.js";
import * as pulumi from "@pulumi/pulumi";
import { MIGRATIONS, type Migration } from "../../receiver/config/migrations.ts";

/** A Durable Object migration as `WorkersScript` takes it. */
type MigrationInput = Omit<Migration, "tag"> & { newTag: string; oldTag?: string };

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
 * What an upload has to say about the migration `step`, given the tag that Cloudflare has: nothing if
 * it was applied before. Cloudflare refuses a migration that it has already, and one whose old tag is
 * not the current one.
 */
export function migrationFor(step: Migration, applied: string | undefined): MigrationInput | undefined {
  const index = MIGRATIONS.indexOf(step);
  const current = MIGRATIONS.findIndex((each) => each.tag === applied);
  if (applied !== undefined && current === -1) {
    throw new pulumi.RunError(
      `AlertReceiver: Cloudflare has the Durable Object migration "${applied}", which this version of cloudmonitor-relay does not know; deploy with a version at least as new as the one before`,
    );
  }
  if (current >= index) return undefined;
  const { tag, ...changes } = step;
  const before = MIGRATIONS[index - 1]?.tag;
  return { newTag: tag, ...(before !== undefined && { oldTag: before }), ...changes };
}
